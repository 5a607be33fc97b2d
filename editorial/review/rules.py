"""The rules of review as pure questions over ``Facts``: who may sign what, and what is not signed.

Every answer is a list, all of it; nothing here reads or writes the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from editorial.models import Entry, Issue, Part, Remark, Stage, User
from editorial.review import standing
from editorial.review.facts import ISSUE, Facts, Target, covers, excludes
from editorial.review.findings import Finding

NOT_YOUR_ROLE = _("You do not hold the role that signs at “%(stage)s”.")
NOT_DEPUTY = _("You do not stand in today for %(person)s at “%(stage)s”.")
NOT_SUBMITTED = _("“%(target)s” has not been submitted for review.")
SUBMITTED_IT = _("You submitted “%(target)s”, so somebody else must sign it.")
CHANGED_IT = _("You changed “%(target)s” since it was last signed, so somebody else must sign it.")
OTHER_STAGE = _("You signed at “%(stage)s” already, and one person signs at one stage only.")
EARLIER_STAGE = _("“%(target)s” still lacks its sign-off at “%(stage)s”.")
STALE = _("“%(target)s” was changed after its sign-off at “%(stage)s” and must be reviewed again.")
RETURNED = _("“%(target)s” is returned and waits for its writer.")
MUST_FIX = _("“%(target)s” has a remark that must be settled first: %(remark)s")
NO_DEPARTMENT = _("“%(target)s” asks for its department's sign-off, and the plan of review has no stage for it.")
LONGEST_REMARK = 80


@dataclass(frozen=True)
class Bar:
    """Why four eyes keep a person from signing: ``SUBMITTED_IT``, ``CHANGED_IT`` or ``OTHER_STAGE``."""

    sentence: Any
    row: Entry | Part | Issue
    stage: str = ""

    def __str__(self) -> str:
        return str(self.sentence % {"target": self.row, "stage": self.stage})


def signing_refusals(
    facts: Facts, stage: Stage, target: Target, by: User, *, deputy_for: User | None = None
) -> list[object]:
    """Every reason why ``by`` may not sign ``target`` at ``stage`` now; none when they may.

    Who signs as a deputy is judged by what they did themself, and by the role of whom they stand in for.
    """
    row = facts.row(target)
    return [
        *_role(facts, stage, target, by, deputy_for),
        *_when(not _is_submitted(facts, target), NOT_SUBMITTED % {"target": row}),
        *four_eyes(facts, stage, target, by),
        *unsettled(facts, target),
        *_earlier_stages(facts, stage, target),
    ]


def four_eyes(facts: Facts, stage: Stage, target: Target, by: User) -> list[Bar]:
    """Nobody signs what they submitted or changed since it was last signed, nor at two stages."""
    return list(dict.fromkeys([*_own_work(facts, target, by), *_other_stages(facts, stage, target, by)]))


def unsettled(facts: Facts, within: Target = ISSUE) -> list[Finding]:
    """One finding for every remark that must be settled before what it is about may be signed."""
    return [
        Finding("must-fix", MUST_FIX % {"target": facts.row(target), "remark": _short(remark)}, target, "remarks")
        for target, remarks in facts.must_fix.items()
        if target in facts.rows and covers(within, target)
        for remark in remarks
    ]


def missing_sign_offs(facts: Facts, stage: Stage, within: Target = ISSUE) -> list[Finding]:
    """One finding for every target of a stage that nobody signed as it now is."""
    return [
        _unsigned(facts, stage, target)
        for target in facts.targets(stage)
        if covers(within, target) and facts.live(stage, target) is None
    ]


def department_gaps(facts: Facts) -> list[Finding]:
    """One finding for every part that asks for its department's sign-off while the plan has no stage for that."""
    if any(stage.on_request for stage in facts.stages):
        return []
    asking = [part for part in facts.assembled.parts if part.asks_sign_off]
    return [
        Finding("no-department", NO_DEPARTMENT % {"target": part}, Target(part_id=part.pk), "asks_sign_off")
        for part in asking
    ]


def department_gap(part: Part) -> list[object]:
    """Why a part, as a form has filled it, may not ask for its department's sign-off; none when it may, or does not."""
    stages = Stage.objects.filter(plan__masthead=part.issue.masthead_id, retired_at=None, on_request=True)
    return _when(part.asks_sign_off and not stages.exists(), NO_DEPARTMENT % {"target": part})


def fully_signed(facts: Facts, target: Target) -> bool:
    """Whether an entry is signed, as it now is, at every stage that covers single entries."""
    stages = [stage for stage in facts.stages if stage.scope == Stage.Scope.ENTRY]
    return bool(stages) and all(facts.live(stage, target) for stage in stages)


def _when(holds: bool, sentence: object) -> list[object]:
    return [sentence] if holds else []


def _short(remark: Remark) -> str:
    return remark.text if len(remark.text) <= LONGEST_REMARK else f"{remark.text[:LONGEST_REMARK]}…"


def _role(facts: Facts, stage: Stage, target: Target, by: User, deputy_for: User | None) -> list[object]:
    if deputy_for is None:
        return _when(not standing.holds(facts, stage, target, by.pk), NOT_YOUR_ROLE % {"stage": stage.name})
    stands_in = standing.deputes(facts, stage, target, by.pk, deputy_for.pk)
    return _when(not stands_in, NOT_DEPUTY % {"person": deputy_for, "stage": stage.name})


def _is_submitted(facts: Facts, target: Target) -> bool:
    if target.entry_id is None and facts.issue.state != Issue.State.SUBMITTED:
        return False
    return not facts.is_drafted(target)


def _own_work(facts: Facts, target: Target, by: User) -> Iterator[Bar]:
    """What the person submitted or changed and nobody else has looked at since.

    At the target's own level a submission always counts. Of what lies within it, only what nobody signed: an entry
    that another person has signed bars nobody from its part or issue, one that no stage covers does.
    """
    if _submitter(facts, target) == by.pk:
        yield Bar(SUBMITTED_IT, facts.row(target))
    for level in facts.within(target):
        if _seen_whole(facts, level, unless=target):
            continue
        if by.pk in _authors(facts, level):
            yield Bar(CHANGED_IT, facts.row(level))
        if level != target and level.entry_id is not None and _submitter(facts, level) == by.pk:
            yield Bar(SUBMITTED_IT, facts.row(level))


def _submitter(facts: Facts, target: Target) -> int | None:
    """A part is submitted with its issue."""
    found = facts.submissions.get(target if target.entry_id is not None else ISSUE)
    return found.by_id if found else None


def _seen_whole(facts: Facts, level: Target, *, unless: Target) -> bool:
    """Whether a sign-off that holds covers a level, so that every change of it has been looked at.

    At the target's own level the authors are asked in any case: what they changed back is still their change.
    """
    return level != unless and any(covers(place, level) for _stage, place in facts.held)


def _authors(facts: Facts, target: Target) -> set[int]:
    """Who changed a target, at its own level, since somebody last signed it."""
    signed = facts.signed.get(target, ())
    since = signed[-1].at if signed else None
    return {each.by_id for each in facts.changes.get(target, ()) if since is None or each.at >= since}


def _other_stages(facts: Facts, stage: Stage, target: Target, by: User) -> Iterator[Bar]:
    for place, each in facts.live_sign_offs():
        if each.by_id == by.pk and excludes(stage, target, each.stage, place):
            yield Bar(OTHER_STAGE, facts.row(target), each.stage.name)


def _earlier_stages(facts: Facts, stage: Stage, target: Target) -> list[Finding]:
    earlier = [each for each in facts.stages if each.position < stage.position]
    return [found for each in earlier for found in missing_sign_offs(facts, each, within=target)]


def _unsigned(facts: Facts, stage: Stage, target: Target) -> Finding:
    row = facts.row(target)
    if isinstance(row, Entry) and row.state == Entry.State.RETURNED:
        return Finding("unsigned", RETURNED % {"target": row}, target, "review")
    was_signed = any(each.stage_id == stage.pk for each in facts.signed.get(target, ()))
    sentence = (STALE if was_signed else EARLIER_STAGE) % {"target": row, "stage": stage.name}
    return Finding("stale" if was_signed else "unsigned", sentence, target, "review")
