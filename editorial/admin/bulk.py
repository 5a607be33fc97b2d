"""One step on many entries: every row is an attempt of its own by the functions of the desk, and says how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import panels, rowwise
from editorial.admin.base import person, refusals_shown
from editorial.admin.rows import LARGEST, SeenForm, issue_for, section_in, to_board, to_issue
from editorial.drafting import outline
from editorial.models import Entry, Issue, Section, Stage, User
from editorial.review import signing, workflow
from editorial.review.facts import Facts, Target
from editorial.roles import Verb

CHANGEABLE = (Issue.State.OPEN, Issue.State.SUBMITTED)
LEFT = gettext_lazy("It has left this issue.")


@dataclass(frozen=True)
class Chosen:
    """An entry as the person saw it."""

    entry: Entry
    version: int
    digest: str


@dataclass(frozen=True)
class Offers:
    """What the list of steps offers a person; an empty one shows no boxes to tick."""

    submits: bool
    stages: tuple[Stage, ...]
    assigns: bool
    arranges: bool
    sections: tuple[Section, ...]

    def __bool__(self) -> bool:
        return self.submits or bool(self.stages) or self.assigns or self.arranges


class BulkForm(SeenForm):
    """``do`` is "submit", "assign", "hold-over", "sign.<stage>" or "move.<section>"; ``version`` is the issue's."""

    do = forms.RegexField(r"^(submit|assign|hold-over|sign\.[-\w]{1,20}|move\.[1-9]\d{0,8})$")
    back = forms.ChoiceField(choices=[("issue", "issue"), ("board", "board")])


def offers(facts: Facts, user: User) -> Offers:
    issue = facts.issue
    live = issue.state in CHANGEABLE
    arranges = live and roles.may(user, Verb.ARRANGE, issue)
    signed_singly = [stage for stage in facts.stages if stage.scope == Stage.Scope.ENTRY]
    return Offers(
        submits=live and roles.may(user, Verb.SUBMIT, issue),
        stages=tuple(each for each in signed_singly if live and panels.stage_line(facts, each, user).offered),
        assigns=live and roles.may(user, Verb.ASSIGN, issue),
        arranges=arranges,
        sections=tuple(each for part in facts.assembled.parts for each in part.sections.all()) if arranges else (),
    )


@require_POST
def bulk(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.VIEW, issue_id)
    form = BulkForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    values = form.cleaned_data
    rows = list(_chosen(request, issue))
    step, _dot, which = values["do"].partition(".")
    if step == "assign" and rows:
        entries = [("entry", each.entry.pk) for each in rows]
        return HttpResponseRedirect(f"{reverse('desk:editorial_issue_assign', args=[issue.pk])}?{urlencode(entries)}")
    if rows:
        with refusals_shown(request):
            outcome = rowwise.each(rows, _attempt(issue, step, which, values["version"], person(request)), _title)
            rowwise.say(request, _name(issue, step, which), outcome)
    else:
        messages.warning(request, _("Choose at least one entry."))
    return to_board(issue) if values["back"] == "board" else to_issue(issue)


def _chosen(request: HttpRequest, issue: Issue) -> Iterator[Chosen]:
    """The ticked boxes, "entry.version.digest" each, in the order of the outline. Raises BadRequest."""
    seen = {}
    for value in request.POST.getlist("chosen"):
        pk, version, digest = _parts_of(value)
        seen[pk] = (version, digest)
    rows = Entry.objects.filter(section__part__issue__masthead=issue.masthead_id, pk__in=seen)
    order = ("section__part__position", "section__position", "position", "pk")
    for entry in rows.select_related("section__part__issue__masthead").order_by(*order):
        yield Chosen(entry, *seen[entry.pk])


def _parts_of(value: str) -> tuple[int, int, str]:
    pk, version, digest = [*value.split("."), "", ""][:3]
    if not (pk.isdecimal() and version.isdecimal() and max(int(pk), int(version)) <= LARGEST):
        raise BadRequest
    return int(pk), int(version), digest


def _attempt(issue: Issue, step: str, which: str, version: int, by: User) -> Callable[[Chosen], Any]:
    """The function of the desk that does the step for one row. Raises Http404 and Refused."""
    if step == "submit":
        return lambda row: workflow.submit(_here(row, issue), by=by, seen_version=row.version)
    if step == "sign":
        stage = signing.stage_of(issue, which)
        return lambda row: _sign(issue, stage, _here(row, issue), row.digest, by)
    arranging = _Arranging(version, by)
    if step == "hold-over":
        return lambda row: arranging.hold_over(_here(row, issue))
    section = section_in(issue, int(which))
    return lambda row: arranging.move(_here(row, issue), section)


def _name(issue: Issue, step: str, which: str) -> str:
    """What the step is called where its outcome is told."""
    if step == "sign":
        return str(signing.stage_of(issue, which))
    if step == "move":
        return _("Move to %(section)s") % {"section": section_in(issue, int(which))}
    return {"submit": _("Submit for review"), "hold-over": _("Hold over")}[step]


def _title(row: Chosen) -> str:
    return row.entry.title


def _here(row: Chosen, issue: Issue) -> Entry:
    if row.entry.section.part.issue_id != issue.pk:
        raise Refused([LEFT])
    return row.entry


def _sign(issue: Issue, stage: Stage, entry: Entry, digest: str, by: User) -> None:
    within = Target(entry.section.part_id, entry.pk)
    signing.sign(issue, stage, by=by, within=within, seen_digest=digest)


@dataclass
class _Arranging:
    """Every move raises the version of the issue by one: the next row saw what this one left, and nobody else's."""

    version: int
    by: User

    def move(self, entry: Entry, section: Section) -> None:
        outline.move(entry, section, section.entries.count() + 1, by=self.by, seen_version=self.version)
        self.version += 1

    def hold_over(self, entry: Entry) -> None:
        outline.hold_over(entry, by=self.by, seen_version=self.version)
        self.version += 1
