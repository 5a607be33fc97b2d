"""A board of one issue: its entries by state, with people, marks and open remarks. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial import roles
from editorial.admin import bulk, panels, progress
from editorial.admin.base import person
from editorial.admin.outline import Standing, standing
from editorial.admin.panels import Mark
from editorial.admin.rows import LARGEST, issue_for
from editorial.admin.site import desk
from editorial.admin.watch import Watch, watch
from editorial.models import Assignment, Entry, Issue, Stage, User
from editorial.review.facts import Target
from editorial.roles import Verb

LIVE = (Verb.SUBMIT, Verb.RETURN, Verb.EDIT)


@dataclass(frozen=True)
class Card:
    """One entry; ``ref`` is its present place in the issue, ``reviewers`` whom its stages are assigned to."""

    ref: str
    entry: Entry
    digest: str
    standing: Standing
    reviewers: tuple[tuple[Stage, Assignment], ...]
    marks: tuple[Mark, ...]
    steps: frozenset[str]

    def concerns(self, user_id: int) -> bool:
        people = {assignment.to_id for _stage, assignment in self.reviewers}
        writer = self.standing.writer
        return user_id in people or (writer is not None and writer.pk == user_id)


@dataclass(frozen=True)
class Column:
    state: str
    heading: object
    cards: tuple[Card, ...]


class FilterForm(forms.Form):
    """Which cards to show; what somebody bent shows all of them."""

    part = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    person = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)


@require_safe
def board(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.VIEW, issue_id)
    watched = watch(issue.pk)
    form = FilterForm(request.GET)
    chosen: dict[str, int | None] = form.cleaned_data if form.is_valid() else {"part": None, "person": None}
    user = person(request)
    cards = list(_cards(watched, user))
    shown = [each for each in cards if _fits(each, chosen)]
    context = {
        **desk.each_context(request),
        "title": _("Board of %(issue)s") % {"issue": issue},
        "here": _("Board"),
        "issue": watched.issue,
        "opts": Issue._meta,
        "columns": _columns(shown),
        "shown": len(shown),
        "parts": watched.facts.assembled.parts,
        "people": _people(cards),
        "chosen": chosen,
        "each": _progress(watched),
        "bulk": bulk.offers(watched.facts, user),
        "assigns": roles.may(user, Verb.ASSIGN, issue) and issue.state in bulk.CHANGEABLE,
        "signs": _signs(watched, user),
        "previews": roles.may(user, Verb.PREVIEW, issue),
    }
    return TemplateResponse(request, "editorial/board.html", context)


def _progress(watched: Watch) -> dict[str, Any]:
    return {
        "issue": watched.issue,
        "stages": watched.facts.stages,
        "rows": progress.grid(watched),
        "release": progress.release_due(watched),
        "next_step": progress.next_step(watched),
    }


def _columns(cards: list[Card]) -> list[Column]:
    order = (Entry.State.DRAFT, Entry.State.RETURNED, Entry.State.SUBMITTED, Entry.State.APPROVED)
    return [Column(state, state.label, tuple(each for each in cards if each.entry.state == state)) for state in order]


def _cards(watched: Watch, user: User) -> Iterator[Card]:
    places = refs(watched)
    open_issue = watched.issue.state in bulk.CHANGEABLE
    for part in watched.facts.assembled.parts:
        # Asked of the part: every entry would ask for its own membership.
        steps = frozenset(str(verb) for verb in LIVE if open_issue and roles.may(user, verb, part))
        for target in watched.targets():
            if target.part_id == part.pk:
                yield _card(watched, target, places[target], steps)


def _card(watched: Watch, target: Target, ref: str, steps: frozenset[str]) -> Card:
    entry, facts = watched.entry(target), watched.facts
    stages = [(stage, watched.assigned(target, stage)) for stage in facts.stages]
    reviewers = tuple((stage, assignment) for stage, assignment in stages if assignment)
    return Card(
        ref=ref,
        entry=entry,
        digest=facts.digest(target),
        standing=standing(watched, target),
        reviewers=reviewers,
        marks=panels.marks(facts, target),
        steps=steps,
    )


def _signs(watched: Watch, user: User) -> set[int]:
    """Stages of single entries at which the person's role signs."""
    stages = [stage for stage in watched.facts.stages if stage.scope == Stage.Scope.ENTRY]
    return {stage.pk for stage in stages if panels.stage_line(watched.facts, stage, user).offered}


def refs(watched: Watch) -> dict[Target, str]:
    """ "part.section.number" of every entry as the issue stands now."""
    found = {}
    for part_at, part in enumerate(watched.facts.assembled.parts, start=1):
        for section_at, section in enumerate(part.sections.all(), start=1):
            for number, entry in enumerate(section.entries.all(), start=1):
                found[Target(part.pk, entry.pk)] = f"{part_at}.{section_at}.{number}"
    return found


def _people(cards: list[Card]) -> list[User]:
    """Everybody whom a card names, to choose from."""
    writers = [each.standing.writer for each in cards if each.standing.writer]
    reviewers = [assignment.to for each in cards for _stage, assignment in each.reviewers]
    return sorted({each.pk: each for each in [*writers, *reviewers]}.values(), key=lambda each: each.name)


def _fits(card: Card, chosen: dict[str, int | None]) -> bool:
    part, someone = chosen["part"], chosen["person"]
    return (part is None or card.entry.section.part_id == part) and (someone is None or card.concerns(someone))
