"""Opening an issue on a page: what kind of issue, what it would be, and then the one button that opens it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import staffed
from editorial.admin.base import permitted, permitted_row, person
from editorial.admin.controls import day_field
from editorial.admin.rows import to_issue
from editorial.admin.site import desk
from editorial.drafting import deadlines, opening, proposing
from editorial.drafting.proposing import MOST_PERIODS, Choice, Kind, Proposal
from editorial.drafting.workdays import House
from editorial.models import Issue
from editorial.review import planning, staffing
from editorial.roles import Verb

KINDS = (
    (Kind.REGULAR.value, gettext_lazy("The next issue")),
    (Kind.COMBINED.value, gettext_lazy("A combined issue")),
    (Kind.SKIPPED.value, gettext_lazy("The next issue after a pause")),
    (Kind.SPECIAL.value, gettext_lazy("A special issue")),
)


class ChoiceForm(forms.Form):
    """Which fields count depends on the kind; the others may hold what they like."""

    kind = forms.ChoiceField(
        label=gettext_lazy("kind of issue"), choices=KINDS, widget=forms.RadioSelect, initial=Kind.REGULAR.value
    )
    numbers = forms.IntegerField(
        label=gettext_lazy("how many numbers it stands for"), min_value=1, max_value=MOST_PERIODS, required=False
    )
    periods = forms.IntegerField(
        label=gettext_lazy("how many periods are left out"), min_value=1, max_value=MOST_PERIODS, required=False
    )
    dated_on = day_field(label=gettext_lazy("dated"))
    covers_from_on = day_field(label=gettext_lazy("covers from"))
    covers_to_on = day_field(label=gettext_lazy("covers to"))
    title = forms.CharField(label=gettext_lazy("title"), max_length=200, required=False)

    def choice(self) -> Choice:
        values = self.cleaned_data
        kind = Kind(values["kind"])
        count = {Kind.COMBINED: values["numbers"] or 2, Kind.SKIPPED: values["periods"] or 1}.get(kind, 1)
        special = ("dated_on", "covers_from_on", "covers_to_on", "title") if kind == Kind.SPECIAL else ()
        return Choice(kind, count, **{name: values[name] for name in special})


def page(request: HttpRequest, masthead_id: int) -> HttpResponse:
    """GET shows what the choice would open, POST opens exactly that."""
    permitted(request, Verb.OPEN)
    masthead = permitted_row(request, Verb.OPEN, roles.mastheads(request.user, Verb.VIEW), pk=masthead_id)
    start = {"kind": Kind.REGULAR.value, "numbers": 2, "periods": 1}
    sent = request.POST if request.method == "POST" else request.GET
    form = ChoiceForm(sent if "kind" in sent else start)
    choice = form.choice() if form.is_valid() else None
    reasons: list[object] = []
    if choice is not None and request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            issue = opening.open_next(masthead, by=person(request), choice=choice, seen_digest=seen)
        except Refused as refused:
            reasons = refused.reasons
        else:
            said(request, issue)
            return to_issue(issue)
    return _shown(request, masthead, form, choice, reasons)


def said(request: HttpRequest, issue: Issue) -> None:
    """Tell that an issue is open, and warn where nobody would be left to sign it."""
    messages.success(request, _("%(issue)s is open.") % {"issue": issue})
    sentences = staffing.unstaffed(issue.masthead, planning.live(issue.masthead))
    for sentence in sentences:
        messages.warning(request, str(sentence))
    if not sentences:
        staffed.warn_of_frame(request, issue)


def _shown(
    request: HttpRequest, masthead: Masthead, form: ChoiceForm, choice: Choice | None, reasons: list[object]
) -> HttpResponse:
    proposal = None
    if choice is not None:
        try:
            proposal = proposing.propose(masthead, choice)
        except Refused as refused:
            reasons = list(dict.fromkeys([*reasons, *refused.reasons]))
    context = {
        **desk.each_context(request),
        "title": _("Open an issue"),
        "subtitle": str(masthead),
        "opts": Issue._meta,
        "masthead": masthead,
        "form": form,
        "reasons": reasons,
        "warnings": staffing.unstaffed(masthead, planning.live(masthead)),
    }
    return TemplateResponse(request, "editorial/opening.html", context | _preview(masthead, proposal))


def _preview(masthead: Masthead, proposal: Proposal | None) -> dict[str, Any]:
    """What the page shows of a proposal, its days as days; nothing where there is none."""
    if proposal is None:
        return {"proposal": None}
    days = {name: _day(getattr(proposal.front, name)) for name in DAYS}
    parts = [(part.title or part.code, _day(part.covers_from_on), _day(part.covers_to_on)) for part in proposal.parts]
    dated_on = days["dated_on"]
    return {
        "proposal": proposal,
        "days": days,
        "parts": parts,
        "due": _due(masthead, dated_on) if dated_on else [],
        "hints": _calendar(dated_on) if dated_on else [],
    }


DAYS = ("dated_on", "next_dated_on", "covers_from_on", "covers_to_on")


def _due(masthead: Masthead, dated_on: date) -> list[Any]:
    return [(each.name, each.due_at.astimezone(masthead.zone)) for each in deadlines.of_masthead(masthead, dated_on)]


def _calendar(dated_on: date) -> list[str]:
    house = House()
    found = []
    if not house.works(dated_on):
        found.append(_("The issue is dated on a day off; its release is due on the last working day before."))
    if not house.known(dated_on.year):
        found.append(
            _("The days off of %(year)s are not announced yet, so they are not counted.") % {"year": dated_on.year}
        )
    return found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
