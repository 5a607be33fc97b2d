"""Signing what somebody has read piece by piece: what changed since, or is not theirs to sign, is left and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused
from editorial.drafting import history, trail
from editorial.models import Issue, Stage, User
from editorial.review import rules, signing, standing
from editorial.review.facts import ISSUE, Facts, Target, gather

CHANGED = _("It was changed after you read it; read it again.")
NOT_OF_STAGE = _("“%(stage)s” does not sign it by itself.")
SIGNED = _("It is signed at “%(stage)s” already.")
NOTHING_SEEN = _("You have not opened anything yet.")


@dataclass(frozen=True)
class Signed:
    """What was signed, in the order of the outline, and every reason why each of the others was not."""

    signed: tuple[Target, ...]
    left: Mapping[Target, tuple[str, ...]]


class NothingSigned(Refused):
    """Not one of them could be signed; ``left`` has the reasons of each."""

    def __init__(self, left: Mapping[Target, tuple[str, ...]]) -> None:
        self.left = left
        super().__init__(list(dict.fromkeys(reason for reasons in left.values() for reason in reasons)))


def sign_these(issue: Issue, stage: Stage, *, seen: Mapping[Target, str], by: User, remark: str = "") -> Signed:
    """Sign at ``stage`` those of the targets that still have the digest they were seen with; one entry in the trail.

    Somebody who does not hold the role signs for the first whose deputy they are today. Raises NothingSigned when
    nothing is left to sign, and Refused when nothing was seen.
    """
    with trail.attempt(f"sign {stage.code}", issue, by=by) as act:
        history.claim(issue)
        facts = gather(issue.pk)
        if not seen:
            raise Refused([NOTHING_SEEN])
        left = {target: found for target in seen if (found := tuple(_reasons(facts, stage, target, seen[target], by)))}
        targets = tuple(target for target in facts.rows if target in seen and target not in left)
        if not targets:
            raise NothingSigned(left)
        for principal, group in _by_principal(facts, stage, targets, by).items():
            signing.give(facts, stage, group, by=by, remark=remark, deputy_for=principal)
        only = targets[0] if len(targets) == 1 else ISSUE
        act.row, act.role, act.remark = facts.row(only), stage.role, remark
        act.before_digest = act.after_digest = facts.digest(only)
    return Signed(targets, left)


def _reasons(facts: Facts, stage: Stage, target: Target, digest: str, by: User) -> Iterator[str]:
    if target not in facts.rows or facts.digest(target) != digest:
        yield str(CHANGED)
    elif target not in facts.targets(stage):
        yield str(NOT_OF_STAGE % {"stage": stage.name})
    elif facts.live(stage, target):
        yield str(SIGNED % {"stage": stage.name})
    else:
        principal = _principal(facts, stage, target, by)
        refusals = rules.signing_refusals(facts, stage, target, by, deputy_for=principal)
        yield from dict.fromkeys(str(reason) for reason in refusals)


def _principal(facts: Facts, stage: Stage, target: Target, by: User) -> User | None:
    if standing.holds(facts, stage, target, by.pk):
        return None
    return standing.principal(facts, stage, target, by.pk)


def _by_principal(facts: Facts, stage: Stage, targets: tuple[Target, ...], by: User) -> dict[User | None, list[Target]]:
    groups: dict[User | None, list[Target]] = {}
    for target in targets:
        groups.setdefault(_principal(facts, stage, target, by), []).append(target)
    return groups
