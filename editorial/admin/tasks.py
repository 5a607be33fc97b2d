"""The tasks of an issue as the forms of assigning show them: what can be given, to whom, and why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from editorial import roles
from editorial.admin.board import refs
from editorial.admin.due import Due
from editorial.admin.loads import Load, loads
from editorial.admin.watch import Watch
from editorial.models import Assignment, Stage, User
from editorial.review import assigning
from editorial.review.facts import DRAFTS, ISSUE, Target, covers
from editorial.roles import Verb

WORKS = [role for role, verbs in roles.TABLE.items() if verbs & {Verb.EDIT, Verb.SIGN}]


@dataclass(frozen=True)
class Cell:
    """One task: of whom it is, by when, and whether anything is left of it; ``code`` is "write" or the stage's."""

    code: str
    assignment: Assignment | None
    due: Due | None
    is_open: bool


@dataclass(frozen=True)
class TaskRow:
    """The issue, a part or an entry with its tasks; None where a stage does not sign it."""

    target: Target
    ref: str
    row: object
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Candidate:
    """Somebody at work here: what they have in hand, and why they cannot do it (``able``: not all of it is barred)."""

    person: User
    roles: str
    load: Load
    reasons: tuple[str, ...]
    able: bool
    has_it: bool


def rows(watch: Watch) -> Iterator[TaskRow]:
    """The issue first, then every part before its entries."""
    places = refs(watch)
    order = [ISSUE]
    for at, part in enumerate(watch.facts.assembled.parts, start=1):
        places[Target(part_id=part.pk)] = str(at)
        order += [Target(part_id=part.pk), *(each for each in watch.targets() if each.part_id == part.pk)]
    for target in order:
        cells = (_cell(watch, target, None), *(_cell(watch, target, stage) for stage in watch.facts.stages))
        yield TaskRow(target, places.get(target, ""), watch.facts.row(target), cells)


def _cell(watch: Watch, target: Target, stage: Stage | None) -> Cell | None:
    if stage is not None and target not in watch.facts.targets(stage):
        return None
    found = watch.own_assignment(target, stage)
    due = watch.due(found.due_at if found else None)
    return Cell(stage.code if stage else "write", found, due, _is_open(watch, target, stage))


def _is_open(watch: Watch, target: Target, stage: Stage | None) -> bool:
    if stage is not None:
        return bool(watch.unsigned(stage, target))
    within = [each for each in watch.targets() if covers(target, each)]
    return not within or any(watch.entry(each).state in DRAFTS for each in within)


def covered(watch: Watch, stage: Stage | None, chosen: Sequence[Target]) -> list[Target]:
    """What is given when these are chosen: writing of themselves; at a stage all that it signs within them."""
    if stage is None:
        return list(chosen)
    return [each for each in watch.facts.targets(stage) if any(covers(upper, each) for upper in chosen)]


def next_stage(watch: Watch, chosen: Sequence[Target]) -> Stage | None:
    """The task that these wait for: writing while one of them is a draft, else the first stage with something left."""
    entries = [watch.entry(each) for each in watch.targets() if any(covers(upper, each) for upper in chosen)]
    if not entries or any(entry.state in DRAFTS for entry in entries):
        return None
    left = [stage for stage in watch.facts.stages if any(watch.unsigned(stage, each) for each in chosen)]
    return next(iter(left), None)


def usual_due(watch: Watch, stage: Stage | None, targets: Sequence[Target]) -> datetime | None:
    """When the task is due already, else the due date of its step in the rhythm of the issue."""
    held = [watch.own_assignment(target, stage) for target in targets]
    dates = [each.due_at for each in held if each is not None and each.due_at]
    if dates:
        return min(dates)
    code = stage.code if stage else "submit"
    return next((each.due_at for each in watch.deadlines if each.code == code), None)


def candidates(watch: Watch, stage: Stage | None, targets: Sequence[Target]) -> list[Candidate]:
    """Who can do it first, whoever has least in hand before others; then those who cannot, each with the reason."""
    in_hand = {load.person.pk: load for load in loads([watch])}
    found = [
        _candidate(watch, stage, targets, someone, names, in_hand.get(someone.pk, Load(someone)))
        for someone, names in people(watch)
    ]
    return sorted(found, key=lambda each: (not each.able, bool(each.reasons), each.load.total, each.person.name))


def people(watch: Watch) -> list[tuple[User, list[str]]]:
    """Everybody who writes or signs at the masthead today, with their roles, and the deputies of today."""
    found: dict[int, tuple[User, list[str]]] = {}
    for member in watch.facts.members:
        if member.role in WORKS:
            found.setdefault(member.user_id, (member.user, []))[1].append(str(member.get_role_display()))
    for each in watch.facts.deputies:
        found.setdefault(each.deputy_id, (each.deputy, []))
    return list(found.values())


def _candidate(
    watch: Watch, stage: Stage | None, targets: Sequence[Target], someone: User, names: list[str], load: Load
) -> Candidate:
    barred = [_reasons(watch, stage, target, someone) for target in _asked(watch, stage, targets)]
    held = [watch.own_assignment(target, stage) for target in targets]
    return Candidate(
        person=someone,
        roles=", ".join(dict.fromkeys(names)),
        load=load,
        reasons=tuple(dict.fromkeys(reason for each in barred for reason in each)),
        able=not all(barred),
        has_it=all(each is not None and each.to_id == someone.pk for each in held),
    )


def _asked(watch: Watch, stage: Stage | None, targets: Sequence[Target]) -> Sequence[Target]:
    """Whether somebody may write depends on the part alone, and each question costs a query: one entry a part."""
    if stage is not None:
        return targets
    return list({each.part_id: each for each in targets}.values())


def _reasons(watch: Watch, stage: Stage | None, target: Target, someone: User) -> list[str]:
    return [str(reason) for reason in assigning.assigning_refusals(watch.facts, target, stage, someone)]
