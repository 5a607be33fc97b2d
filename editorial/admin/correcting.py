"""更正 as pages and buttons: begin, take up an entry, word what readers are told, put back, give up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bulletin.refusal import Refused
from editorial.admin import correction_page
from editorial.admin.base import person, refusals_shown, show_on
from editorial.admin.correction_forms import BeginForm, StepForm, WordForm
from editorial.admin.rows import entry_in, issue_for, sent, to_issue
from editorial.drafting import published
from editorial.models import Entry, Issue, Part, Section
from editorial.publishing import correcting, wording
from editorial.roles import Verb


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The correction under way, or else the form that begins one."""
    issue = issue_for(request, Verb.CORRECT if request.method == "POST" else Verb.VIEW, issue_id)
    if request.method == "POST":
        return _begin(request, issue)
    under_way = published.under_way(issue)
    if under_way is not None:
        return correction_page.page(request, under_way)
    return correction_page.begin_page(request, issue)


@require_POST
def step(request: HttpRequest, issue_id: int, entry_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.CORRECT, issue_id)
    entry = entry_in(issue, entry_id)
    act = correcting.take_up if sent(request, StepForm)["act"] == "take-up" else correcting.put_back
    with refusals_shown(request):
        act(entry, by=person(request))
    return _to_page(issue, f"#entry-{entry.pk}")


@require_POST
def word(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The page comes back with the words still in their place when they are refused."""
    issue = issue_for(request, Verb.CORRECT, issue_id)
    form = WordForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            said = {name: values[name] for name in ("wrong", "right", "note")}
            place = _place(issue, values["place"])
            wording.word(place, **said, by=person(request), seen_version=values["version"])
        except Refused as refused:
            show_on(form, refused)
        else:
            messages.success(request, _("Saved."))
            return _to_page(issue)
    under_way = published.under_way(issue)
    if under_way is None:
        return _to_page(issue)
    return correction_page.page(request, under_way, {form["place"].value() or "": form})


@require_POST
def give_up(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.CORRECT, issue_id)
    with refusals_shown(request):
        correcting.give_up(issue, by=person(request))
        messages.success(request, _("The correction is given up; everything stands as it appeared."))
        return to_issue(issue)
    return _to_page(issue)


def _begin(request: HttpRequest, issue: Issue) -> HttpResponse:
    form = BeginForm(request.POST)
    if form.is_valid():
        try:
            correcting.begin(issue, **form.cleaned_data, by=person(request))
        except Refused as refused:
            show_on(form, refused)
        else:
            return _to_page(issue)
    return correction_page.begin_page(request, issue, form)


def _place(issue: Issue, ref: str) -> wording.Place:
    """The row behind a ref. Raises Http404."""
    numbers = [int(each) for each in ref.split(".") if each]
    if not numbers:
        return issue
    if len(numbers) == 3:
        found = Entry.objects.filter(section__part__issue=issue, ref=ref).select_related("section__part__issue").first()
        return _found(found)
    part: Part = _at(issue.parts.order_by("position", "pk"), numbers[0])
    if len(numbers) == 1:
        return part
    section: Section = _at(part.sections.order_by("position", "pk"), numbers[1])
    return section


def _at(rows: Any, place: int) -> Any:
    return _found(rows[place - 1 : place].first())


def _found(row: wording.Place | None) -> wording.Place:
    if row is None:
        raise Http404
    return row


def _to_page(issue: Issue, anchor: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('desk:editorial_issue_correction', args=[issue.pk])}{anchor}")


# Beneath the address of issues.
VIEWS = (
    ("<int:issue_id>/correction/", correction, "correction"),
    ("<int:issue_id>/correction/entries/<int:entry_id>/", step, "correction_step"),
    ("<int:issue_id>/correction/word/", word, "correction_word"),
    ("<int:issue_id>/correction/give-up/", give_up, "correction_give_up"),
)
