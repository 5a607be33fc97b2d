"""The rules of review as pure questions over ``Facts``: who may sign what, and what is not signed.

Every answer is a list of sentences, all of them; nothing here reads or writes the database but through ``may``.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from editorial.models import Entry, Issue, SignOff, Stage, User
from editorial.review.facts import ISSUE, Facts, Target, covers
from editorial.review.findings import Finding
from editorial.roles import Verb, may

NOT_YOUR_ROLE = _("You do not hold the role that signs at “%(stage)s”.")
NOT_SUBMITTED = _("“%(target)s” has not been submitted for review.")
SUBMITTED_IT = _("You submitted “%(target)s”, so somebody else must sign it.")
CHANGED_IT = _("You changed “%(target)s” since it was last signed, so somebody else must sign it.")
OTHER_STAGE = _("You signed at “%(other)s” already, and one person signs at one stage only.")
EARLIER_STAGE = _("“%(target)s” still lacks its sign-off at “%(stage)s”.")
STALE = _("“%(target)s” was changed after its sign-off at “%(stage)s” and must be reviewed again.")
RETURNED = _("“%(target)s” is returned and waits for its writer.")


def signing_refusals(facts: Facts, stage: Stage, target: Target, by: User) -> list[object]:
    """Every reason why ``by`` may not sign ``target`` at ``stage`` now; none when they may."""
    row = facts.row(target)
    return [
        *_when(not may(by, Verb.SIGN, row, role=stage.role), NOT_YOUR_ROLE % {"stage": stage.name}),
        *_when(not _is_submitted(facts, target), NOT_SUBMITTED % {"target": row}),
        *four_eyes(facts, stage, target, by),
        *_earlier_stages(facts, stage, target),
    ]


def four_eyes(facts: Facts, stage: Stage, target: Target, by: User) -> list[object]:
    """Nobody signs what they submitted or changed since it was last signed, nor at two stages."""
    row = facts.row(target)
    submission = facts.submissions.get(target) or (facts.submissions.get(ISSUE) if target.entry_id is None else None)
    others = {each.stage.name: None for each in _at_other_stages(facts, stage, target) if each.by_id == by.pk}
    return [
        *_when(submission is not None and submission.by_id == by.pk, SUBMITTED_IT % {"target": row}),
        *_when(by.pk in _authors(facts, target), CHANGED_IT % {"target": row}),
        *(OTHER_STAGE % {"other": name} for name in others),
    ]


def missing_sign_offs(facts: Facts, stage: Stage, within: Target = ISSUE) -> list[Finding]:
    """One finding for every target of a stage that nobody signed as it now is."""
    return [
        _unsigned(facts, stage, target)
        for target in facts.targets(stage)
        if covers(within, target) and facts.live(stage, target) is None
    ]


def fully_signed(facts: Facts, target: Target) -> bool:
    """Whether an entry is signed, as it now is, at every stage that covers single entries."""
    stages = [stage for stage in facts.stages if stage.scope == Stage.Scope.ENTRY]
    return bool(stages) and all(facts.live(stage, target) for stage in stages)


def _when(holds: bool, sentence: object) -> list[object]:
    return [sentence] if holds else []


def _is_submitted(facts: Facts, target: Target) -> bool:
    if target.entry_id is not None:
        entry = facts.row(target)
        return isinstance(entry, Entry) and entry.state in (Entry.State.SUBMITTED, Entry.State.APPROVED)
    return facts.issue.state == Issue.State.SUBMITTED


def _authors(facts: Facts, target: Target) -> set[int]:
    """Who changed a target, at its own level, since somebody last signed it."""
    signed = facts.signed.get(target, ())
    since = signed[-1].at if signed else None
    return {each.by_id for each in facts.changes.get(target, ()) if since is None or each.at > since}


def _at_other_stages(facts: Facts, stage: Stage, target: Target) -> Iterator[SignOff]:
    """Live sign-offs at other stages of what lies within the target, or of what the target lies within."""
    return (
        each
        for other, each in facts.live_sign_offs()
        if each.stage_id != stage.pk and (covers(target, other) or covers(other, target))
    )


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
