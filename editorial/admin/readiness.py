"""发布前检查 as a page: everything that stands in the way or should be seen, and the buttons that tick hints."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bulletin.refusal import Refused
from editorial.admin import checklist, sheets
from editorial.admin.base import person, refusals_shown
from editorial.admin.rows import LARGEST, entry_in, issue_for, part_in, sent, to_issue
from editorial.admin.site import desk
from editorial.models import Issue, User
from editorial.publishing import trial
from editorial.review import readiness as rules
from editorial.review import ticking
from editorial.review.facts import ISSUE, Target, gather
from editorial.roles import Verb, may


class TickForm(forms.Form):
    """Which hint, by what it says of whom; ``back`` is the page on which its button stood."""

    code = forms.SlugField(max_length=40)
    fingerprint = forms.RegexField(r"^[0-9a-f]{64}$")
    part = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    entry = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    back = forms.ChoiceField(choices=[("issue", "issue"), ("readiness", "readiness"), ("places", "places")])


@require_safe
def readiness(request: HttpRequest, issue_id: int) -> HttpResponse:
    """By kind, or with ``?by=place`` entry by entry; ``?trial=1`` typesets everything first and says what was wrong."""
    issue, user = issue_for(request, Verb.VIEW, issue_id), person(request)
    facts = gather(issue.pk)
    by_place = request.GET.get("by") == "place"
    grouped = (checklist.by_place if by_place else checklist.by_kind)(facts, rules.findings(facts), user)
    context = {
        **desk.each_context(request),
        "title": _("Readiness of %(issue)s") % {"issue": facts.issue},
        "issue": facts.issue,
        "checklist": grouped,
        "by_place": by_place,
        "previews": may(user, Verb.PREVIEW, issue),
        "assigns": issue.state != Issue.State.RELEASED and may(user, Verb.ASSIGN, issue),
        "weighs": may(user, Verb.MANAGE_REGISTER, issue.masthead),
        "trial": _trial(issue, user) if "trial" in request.GET and may(user, Verb.PREVIEW, issue) else None,
        "opts": Issue._meta,
    }
    return TemplateResponse(request, "editorial/readiness.html", context)


@require_POST
def tick(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.TICK, issue_id)
    values = sent(request, TickForm)
    with refusals_shown(request):
        ticking.tick(issue, _target(issue, values), values["code"], values["fingerprint"], by=person(request))
        messages.success(request, _("Ticked as checked."))
    return _back(issue, values["back"])


@require_POST
def untick(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.TICK, issue_id)
    values = sent(request, TickForm)
    with refusals_shown(request):
        ticking.untick(issue, _target(issue, values), values["code"], values["fingerprint"], by=person(request))
        messages.success(request, _("The tick is taken away."))
    return _back(issue, values["back"])


def _trial(issue: Issue, user: User) -> dict[str, Any]:
    try:
        return {"pages": trial.render(issue, by=user), "reasons": []}
    except Refused as refused:
        return {"pages": 0, "reasons": refused.reasons}


def _target(issue: Issue, values: dict[str, Any]) -> Target:
    if values["entry"]:
        entry = entry_in(issue, values["entry"])
        return Target(entry.section.part_id, entry.pk)
    return Target(part_id=part_in(issue, values["part"]).pk) if values["part"] else ISSUE


def _back(issue: Issue, page: str) -> HttpResponse:
    if page == "issue":
        return to_issue(issue)
    address = reverse("desk:editorial_issue_readiness", args=[issue.pk])
    return HttpResponseRedirect(f"{address}?by=place" if page == "places" else address)


# Beneath the address of issues.
VIEWS = (
    ("<int:issue_id>/readiness/", readiness, "readiness"),
    ("<int:issue_id>/tick/", tick, "tick"),
    ("<int:issue_id>/untick/", untick, "untick"),
    ("<int:issue_id>/sign-offs.pdf", sheets.of_issue, "sheet"),
)
