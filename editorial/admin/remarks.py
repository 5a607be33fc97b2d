"""The pages of remarks: all of an issue, those of one entry beside its text; saying, replying, resolving, reopening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bulletin import richtext
from bulletin.refusal import Refused
from editorial.admin import threads
from editorial.admin.base import person, refusals_shown
from editorial.admin.rows import LARGEST, entry_in, issue_for, part_in, sent
from editorial.admin.site import desk
from editorial.models import Entry, Issue, Part, Remark
from editorial.review import discussing
from editorial.review.discussing import Row
from editorial.roles import Verb

BACK = [(name, name) for name in ("entry", "discuss", "remarks", "issue")]


class PlaceForm(forms.Form):
    """What a remark is about (the issue where nothing is named), and the page on which the form stood."""

    entry = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    part = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    back = forms.ChoiceField(choices=BACK, required=False)


class RemarkForm(PlaceForm):
    text = forms.CharField(required=False, strip=False)
    passage = forms.CharField(required=False, strip=False)
    must_fix = forms.BooleanField(required=False)


class ThreadForm(forms.Form):
    """What is done in a thread: ``act`` is the button that was pressed."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("reply", "resolve", "reopen")])
    text = forms.CharField(required=False, strip=False)
    back = forms.ChoiceField(choices=BACK, required=False)


def remarks(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Every thread of an issue, and where a new one is begun."""
    verb = Verb.REMARK if request.method == "POST" else Verb.VIEW
    issue = issue_for(request, verb, issue_id)
    if request.method != "POST":
        return _page(request, issue, _named(issue, request.GET))
    values = sent(request, RemarkForm)
    row = _row(issue, values)
    try:
        made = discussing.say(
            row, values["text"], by=person(request), passage=values["passage"], must_fix=values["must_fix"]
        )
    except Refused as refused:
        # What was typed stands on the page that says why it was not taken.
        return _page(request, issue, row, values | {"reasons": refused.reasons})
    messages.success(request, _("Your remark stands."))
    return _back(made, values["back"])


@require_safe
def discuss(request: HttpRequest, issue_id: int, entry_id: int) -> HttpResponse:
    """One entry to be read, with its remarks beside it."""
    issue = issue_for(request, Verb.VIEW, issue_id)
    entry = entry_in(issue, entry_id)
    return _page(request, issue, entry, {"passage": request.GET.get("passage", "")[: discussing.LONGEST_PASSAGE]})


@require_POST
def thread(request: HttpRequest, issue_id: int, remark_id: int) -> HttpResponse:
    """Reply to a thread, resolve it or reopen it."""
    issue = issue_for(request, Verb.REMARK, issue_id)
    first = get_object_or_404(_firsts(issue), pk=remark_id)
    values = sent(request, ThreadForm)
    if values["act"] == "reply":
        return _replied(request, issue, first, values)
    step: Callable[..., None] = discussing.resolve if values["act"] == "resolve" else discussing.reopen
    with refusals_shown(request):
        step(first, by=person(request))
        messages.success(request, _("Resolved.") if values["act"] == "resolve" else _("Reopened."))
    return _back(first, values["back"])


def _replied(request: HttpRequest, issue: Issue, first: Remark, values: dict[str, Any]) -> HttpResponse:
    try:
        discussing.reply(first, values["text"], by=person(request))
    except Refused as refused:
        typed = {"thread": first.pk, "reply": values["text"], "reasons": refused.reasons, "back": values["back"]}
        return _page(request, issue, discussing.row_of(first), typed)
    messages.success(request, _("Your reply stands."))
    return _back(first, values["back"])


def _firsts(issue: Issue) -> Any:
    """The threads that a page of this issue shows: also those that an entry brought along from another."""
    rows = Remark.objects.filter(thread=None).select_related("issue__masthead", "part__issue__masthead")
    rows = rows.select_related("entry__section__part__issue__masthead")
    return rows.filter(entry__section__part__issue=issue) | rows.filter(entry=None, issue=issue)


def _row(issue: Issue, values: dict[str, Any]) -> Row:
    if values["entry"]:
        return entry_in(issue, values["entry"])
    return part_in(issue, values["part"]) if values["part"] else issue


def _named(issue: Issue, asked: Any) -> Row:
    form = PlaceForm(asked)
    if not form.is_valid():
        raise BadRequest
    return _row(issue, form.cleaned_data)


def _page(request: HttpRequest, issue: Issue, row: Row, typed: dict[str, Any] | None = None) -> HttpResponse:
    user = person(request)
    entry = row if isinstance(row, Entry) else None
    context = {
        **desk.each_context(request),
        "title": _("Remarks"),
        "issue": issue,
        "opts": Issue._meta,
        "threads": threads.of_entry(entry, user) if entry else threads.of_issue(issue, user),
        "discussion": threads.desk_for(row, user, is_open=issue.state not in threads.SHUT),
        "parts": Part.objects.filter(issue=issue).order_by("position"),
        "entry": entry,
        "body": richtext.safe(richtext.canonical(entry.body_html)) if entry else "",
        "typed": typed or {},
        "back": "discuss" if entry else "remarks",
    }
    return TemplateResponse(request, "editorial/remarks.html", context)


def _back(remark: Remark, page: str) -> HttpResponseRedirect:
    """To the thread on the page where the person was."""
    row = discussing.row_of(remark)
    issue = discussing.issue_of(row)
    mark = f"#remark-{remark.thread_id or remark.pk}"
    if isinstance(row, Entry) and page == "entry":
        return HttpResponseRedirect(reverse(f"desk:editorial_{row.kind}_change", args=[row.pk]) + mark)
    if isinstance(row, Entry) and page == "discuss":
        return HttpResponseRedirect(reverse("desk:editorial_issue_discuss", args=[issue.pk, row.pk]) + mark)
    return HttpResponseRedirect(reverse("desk:editorial_issue_remarks", args=[issue.pk]) + mark)
