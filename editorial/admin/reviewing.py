"""The steps of review as the buttons of the desk ask for them: submit, recall, return with a remark, sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import staffed
from editorial.admin.base import person, refusals_shown, show_on
from editorial.admin.rows import LARGEST, SeenForm, entry_in, issue_for, part_in, sent, to_board, to_entry, to_issue
from editorial.admin.site import desk
from editorial.models import Entry, Issue, Stage, User
from editorial.review import deputising, signing, standing, workflow
from editorial.review.facts import ISSUE, Target, covers, gather
from editorial.roles import Verb

BACK = [(page, page) for page in ("issue", "entry", "board")]


class StepForm(SeenForm):
    """A step on an entry, or on the issue where none is named; ``back`` says on which page the button stood."""

    entry = forms.IntegerField(min_value=1, max_value=LARGEST, required=False, widget=forms.HiddenInput)
    back = forms.ChoiceField(choices=BACK, widget=forms.HiddenInput)


class ReturnForm(StepForm):
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        help_text=gettext_lazy("What must be changed, so that the writer knows without asking."),
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
        required=False,
        max_length=10_000,
    )


class SignForm(forms.Form):
    stage = forms.SlugField(max_length=20)
    digest = forms.RegexField(r"^[0-9a-f]{64}$")
    part = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    entry = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    deputy_for = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    remark = forms.CharField(max_length=2000, required=False)
    back = forms.ChoiceField(choices=BACK)


@require_POST
def submit(request: HttpRequest, issue_id: int) -> HttpResponse:
    return _step(request, issue_for(request, Verb.SUBMIT, issue_id), workflow.submit, _("“%(row)s” is in review."))


@require_POST
def recall(request: HttpRequest, issue_id: int) -> HttpResponse:
    return _step(request, issue_for(request, Verb.RECALL, issue_id), workflow.recall, _("“%(row)s” is recalled."))


def send_back(request: HttpRequest, issue_id: int) -> HttpResponse:
    """A page of its own, so that a refusal finds the remark still in its place."""
    issue = issue_for(request, Verb.RETURN, issue_id)
    start = {"version": issue.version, "back": "issue"} | {name: request.GET[name] for name in request.GET}
    form = ReturnForm(request.POST) if request.method == "POST" else ReturnForm(start)
    entry_id = form.cleaned_data.get("entry") if form.is_valid() else None
    row = entry_in(issue, entry_id) if entry_id else issue
    if request.method == "POST" and form.is_valid() and _returned(request, form, row):
        messages.success(request, _("“%(row)s” is returned.") % {"row": row})
        return _back(row, issue, form.cleaned_data["back"])
    context = {**desk.each_context(request), "title": _("Return for changes"), "issue": issue, "row": row}
    return TemplateResponse(request, "editorial/return.html", context | {"form": form, "opts": Issue._meta})


@require_POST
def sign(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue, by = issue_to_sign(request, issue_id), person(request)
    values = sent(request, SignForm)
    within, entry = _target(issue, values)
    with refusals_shown(request):
        stage = signing.stage_of(issue, values["stage"])
        principal = _principal(issue, stage, within, values["deputy_for"], by)
        digest, remark = values["digest"], values["remark"].strip()
        count = signing.sign(
            issue, stage, by=by, within=within, seen_digest=digest, remark=remark, deputy_for=principal
        )
        sentence = ngettext("Signed at “%(stage)s”.", "%(count)s sign-offs given at “%(stage)s”.", count)
        messages.success(request, sentence % {"stage": stage, "count": count})
    return _back(entry or issue, issue, values["back"])


def issue_to_sign(request: HttpRequest, issue_id: int) -> Issue:
    """A deputy needs no role that signs: they act by that of their principal."""
    seen = Issue.objects.filter(pk=issue_id, masthead__in=roles.mastheads(request.user, Verb.VIEW)).first()
    is_deputy = seen is not None and deputising.stands_in(person(request), seen.masthead)
    return issue_for(request, Verb.VIEW if is_deputy else Verb.SIGN, issue_id)


def _principal(issue: Issue, stage: Stage, within: Target, chosen: int | None, by: User) -> User | None:
    """For whom the person signs: whom they chose, else themself where they may, else whose deputy they are."""
    if chosen:
        deputies = deputising.current(issue.masthead).filter(deputy=by, principal=chosen)
        return get_object_or_404(User, pk__in=deputies.values("principal"))
    facts = gather(issue.pk)
    places = [each for each in facts.targets(stage) if covers(within, each)]
    found = (standing.principal(facts, stage, place, by.pk) for place in places)
    held = any(standing.holds(facts, stage, place, by.pk) for place in places)
    return None if held else next((each for each in found if each), None)


def _target(issue: Issue, values: dict[str, Any]) -> tuple[Target, Entry | None]:
    if values["entry"]:
        entry = entry_in(issue, values["entry"])
        return Target(entry.section.part_id, entry.pk), entry
    if values["part"]:
        return Target(part_id=part_in(issue, values["part"]).pk), None
    return ISSUE, None


def _step(request: HttpRequest, issue: Issue, step: Callable[..., None], done: str) -> HttpResponse:
    values = sent(request, StepForm)
    row = entry_in(issue, values["entry"]) if values["entry"] else issue
    with refusals_shown(request):
        step(row, by=person(request), seen_version=values["version"])
        messages.success(request, done % {"row": row})
        if step is workflow.submit:
            staffed.warn(request, row)
    return _back(row, issue, values["back"])


def _returned(request: HttpRequest, form: ReturnForm, row: Entry | Issue) -> bool:
    values = form.cleaned_data
    try:
        workflow.send_back(row, by=person(request), remark=values["remark"], seen_version=values["version"])
    except Refused as refused:
        show_on(form, refused)
        row.refresh_from_db(fields=["version"])
        # Whoever has read why may press again, with the remark that is still there.
        form.data = {**form.cleaned_data, "version": row.version}
        return False
    return True


def _back(row: Entry | Issue, issue: Issue, page: str) -> HttpResponse:
    if page == "board":
        return to_board(issue)
    if not isinstance(row, Entry):
        return to_issue(issue)
    return to_entry(row) if page == "entry" else to_issue(issue, row.pk)
