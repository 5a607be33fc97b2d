"""The weekly rhythm of a masthead, and the due dates of one issue, each a table of steps on one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin.base import permitted_row, person
from editorial.admin.controls import day_field
from editorial.admin.rows import SeenForm, issue_for, to_issue
from editorial.admin.site import desk
from editorial.drafting import deadlines, rhythm
from editorial.drafting.rhythm import Due
from editorial.models import Issue
from editorial.roles import Verb

HALF = gettext_lazy("Give both, the day and the time, or neither.")


class BeatForm(forms.Form):
    """When one step is due; an empty one is not part of the rhythm."""

    week = forms.IntegerField(label=gettext_lazy("week"), min_value=0, max_value=rhythm.MOST_WEEKS, required=False)
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("weekday"),
        choices=[("", "—"), *((day + 1, name) for day, name in WEEKDAYS.items())],
        coerce=int,
        empty_value=None,
        required=False,
    )
    time = forms.TimeField(
        label=gettext_lazy("time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("weekday") is None) != (cleaned.get("time") is None) and not self.errors:
            self.add_error(None, HALF)
        return cleaned


class MomentForm(forms.Form):
    """When one step of an issue is due, by the clock of its masthead."""

    on = day_field(label=gettext_lazy("day"))
    time = BeatForm.base_fields["time"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("on") is None) != (cleaned.get("time") is None) and not self.errors:
            self.add_error(None, HALF)
        return cleaned


class DigestForm(forms.Form):
    seen = forms.RegexField(r"^[0-9a-f]{64}$")


def edit(request: HttpRequest, masthead_id: int) -> HttpResponse:
    """The rhythm of a masthead; whoever may view reads it."""
    verb = Verb.MANAGE_REGISTER if request.method == "POST" else Verb.VIEW
    masthead = permitted_row(request, verb, roles.mastheads(request.user, Verb.VIEW), pk=masthead_id)
    if request.method != "POST":
        return _rhythm_page(request, masthead, _beat_forms(masthead, rhythm.of(masthead)))
    if request.POST.get("do") == "usual":
        return _rhythm_page(request, masthead, _beat_forms(masthead, rhythm.usual(masthead)), unsaved=True)
    seen = DigestForm(request.POST)
    if not seen.is_valid():
        raise BadRequest
    rows = [(step, BeatForm(request.POST, prefix=step.code)) for step in rhythm.steps(masthead)]
    reasons: list[object] = []
    if all(form.is_valid() for _step, form in rows):
        try:
            rhythm.revise(masthead, _due(rows), by=person(request), seen_digest=seen.cleaned_data["seen"])
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("The weekly rhythm is saved. It holds for the issues opened from now on."))
            return HttpResponseRedirect(reverse("desk:bulletin_masthead_rhythm", args=[masthead.pk]))
    return _rhythm_page(request, masthead, rows, reasons=reasons, unsaved=True)


def due_dates(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The due dates of an issue, by hand, or counted again from its date."""
    issue = issue_for(request, Verb.ASSIGN, issue_id)
    zone = issue.masthead.zone
    if request.method != "POST":
        return _due_page(request, issue, _moment_forms(issue, deadlines.of(issue), zone))
    if request.POST.get("do") == "count" and issue.dated_on:
        counted = deadlines.of_masthead(issue.masthead, issue.dated_on)
        return _due_page(request, issue, _moment_forms(issue, counted, zone), unsaved=True)
    seen = SeenForm(request.POST)
    if not seen.is_valid():
        raise BadRequest
    rows = [(step, MomentForm(request.POST, prefix=step.code)) for step in rhythm.steps(issue.masthead)]
    reasons: list[object] = []
    if all(form.is_valid() for _step, form in rows):
        try:
            deadlines.revise(issue, _moments(rows, zone), by=person(request), seen_version=seen.cleaned_data["version"])
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("The due dates are saved."))
            return to_issue(issue)
    return _due_page(request, issue, rows, reasons=reasons, unsaved=True)


def _beat_forms(masthead: Masthead, due: Sequence[Due]) -> list[tuple[rhythm.Step, BeatForm]]:
    known = {each.code: {"week": each.week, "weekday": each.weekday, "time": each.time} for each in due}
    return [
        (step, BeatForm(prefix=step.code, initial=known.get(step.code, {"week": 0}))) for step in rhythm.steps(masthead)
    ]


def _moment_forms(
    issue: Issue, found: Sequence[deadlines.Date], zone: ZoneInfo
) -> list[tuple[rhythm.Step, MomentForm]]:
    local = {each.code: each.due_at.astimezone(zone) for each in found}
    initial = {code: {"on": at.date(), "time": at.time()} for code, at in local.items()}
    return [
        (step, MomentForm(prefix=step.code, initial=initial.get(step.code))) for step in rhythm.steps(issue.masthead)
    ]


def _due(rows: Sequence[tuple[rhythm.Step, BeatForm]]) -> list[Due]:
    return [
        Due(step.code, step.name, values["week"] or 0, values["weekday"], values["time"])
        for step, form in rows
        if (values := form.cleaned_data)["weekday"] is not None
    ]


def _moments(rows: Sequence[tuple[rhythm.Step, MomentForm]], zone: ZoneInfo) -> dict[str, datetime]:
    return {
        step.code: datetime.combine(values["on"], values["time"], tzinfo=zone)
        for step, form in rows
        if (values := form.cleaned_data)["on"] is not None
    }


def _rhythm_page(request: HttpRequest, masthead: Masthead, rows: Any, **shown: Any) -> HttpResponse:
    may_change = roles.may(request.user, Verb.MANAGE_REGISTER, masthead)
    for field in (field for _step, form in rows for field in form.fields.values()):
        field.disabled = not may_change
    context = {
        **desk.each_context(request),
        "title": _("Weekly rhythm"),
        "subtitle": str(masthead),
        "opts": Masthead._meta,
        "masthead": masthead,
        "rows": rows,
        "seen": request.POST.get("seen") or rhythm.digest(rhythm.of(masthead)),
        "may_change": may_change,
    }
    return TemplateResponse(request, "editorial/rhythm.html", context | shown)


def _due_page(request: HttpRequest, issue: Issue, rows: Any, **shown: Any) -> HttpResponse:
    context = {
        **desk.each_context(request),
        "title": _("Due dates"),
        "opts": Issue._meta,
        "issue": issue,
        "rows": rows,
        "assigns": True,
        "previews": roles.may(request.user, Verb.PREVIEW, issue),
        "version": request.POST.get("version") or issue.version,
    }
    return TemplateResponse(request, "editorial/rhythm_due.html", context | shown)
