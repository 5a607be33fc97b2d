"""The page of an issue's release: out now, out at an hour, or (a chief) out without review; it changes nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin import recording
from editorial.admin import panels
from editorial.admin.base import person
from editorial.admin.controls import MINUTES, MinuteInput
from editorial.admin.rows import SeenForm
from editorial.admin.site import desk
from editorial.drafting import published
from editorial.models import Issue, Proof
from editorial.publishing import overriding, scheduling
from editorial.review import readiness
from editorial.review.facts import gather
from editorial.review.findings import SIGN_OFF_CODES
from editorial.roles import Verb, may


class HourForm(SeenForm):
    """An hour on the clock of the masthead; clean it with that zone in force."""

    release_at = forms.DateTimeField(label=gettext_lazy("Release at"), widget=MinuteInput)


class ReasonForm(SeenForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it cannot wait"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def hour_form(request: HttpRequest, issue: Issue) -> HourForm:
    """The form that was sent, cleaned on the clock of the masthead: an hour which that skips or repeats is an error."""
    form = HourForm(request.POST)
    with timezone.override(issue.masthead.zone):
        form.is_valid()
    return form


def page(request: HttpRequest, issue: Issue, **forms_sent: forms.Form) -> TemplateResponse:
    """The page, with a form that was refused in place of the fresh one (``hour``, ``reason``)."""
    facts, user = gather(issue.pk), person(request)
    issue, found = facts.issue, readiness.blockers(facts)
    correction = published.under_way(issue)
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": _("Release %(issue)s") % {"issue": issue},
        "issue": issue,
        "panel": panels.panel(facts, user),
        "parts": facts.assembled.snapshot.parts,
        "recipients": panels.recipients(issue),
        "correction": correction,
        "revision": recording.next_revision(issue.masthead, issue.number),
        "zone": issue.masthead.zone,
        "proof": Proof.objects.select_related("by").filter(issue=issue).first(),
        "hour": forms_sent.get("hour") or HourForm(initial=_start(issue)),
        "reason": forms_sent.get("reason") or ReasonForm(initial={"version": issue.generation}),
        "overrides": not correction and may(user, Verb.OVERRIDE, issue) and bool(found) and _only_sign_offs(found),
        "shortest": overriding.SHORTEST,
        "opts": Issue._meta,
    }
    return TemplateResponse(request, "editorial/release.html", context)


def _only_sign_offs(found: list[Any]) -> bool:
    return all(each.code in SIGN_OFF_CODES for each in found)


def _start(issue: Issue) -> dict[str, Any]:
    """The hour that stands in the form at first: as scheduled, or as the rhythm of the masthead wants it."""
    wanted = Proof.objects.filter(issue=issue).values_list("release_at", flat=True).first()
    wanted = wanted or scheduling.planned(issue)
    shown = wanted.astimezone(issue.masthead.zone).strftime(MINUTES) if wanted and wanted > timezone.now() else ""
    return {"version": issue.generation, "release_at": shown}
