"""Signing: a person's name under exactly the content that they saw."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused
from editorial.drafting import history, trail
from editorial.models import Entry, Issue, SignOff, Stage, User
from editorial.review import rules
from editorial.review.facts import ISSUE, Facts, Target, covers, gather

NO_STAGE = _("The plan of this masthead has no stage “%(stage)s”.")
NOTHING_LEFT = _("Everything at “%(stage)s” is signed already.")


def stage_of(issue: Issue, code: str) -> Stage:
    """The stage of an issue's plan by its code. Raises Refused."""
    found = Stage.objects.filter(plan__masthead=issue.masthead_id, code=code, retired_at=None).first()
    if found is None:
        raise Refused([NO_STAGE % {"stage": code}])
    return found


def sign(
    issue: Issue,
    stage: Stage,
    *,
    by: User,
    within: Target = ISSUE,
    seen_digest: str | None = None,
    remark: str = "",
) -> int:
    """Sign all that ``stage`` covers ``within`` a target and that nobody signed yet; returns how many that were.

    ``seen_digest`` is the digest of ``within`` that the signer looked at. Raises Refused with every reason, and then
    nothing was signed.
    """
    with trail.attempt(f"sign {stage.code}", issue, by=by) as act:
        history.claim(issue)
        facts = gather(issue.pk)
        if seen_digest is not None and facts.digest(within) != seen_digest:
            raise Refused([history.STALE])
        open_targets = _open(facts, stage, within)
        _require_signable(facts, stage, open_targets, by)
        for target in open_targets:
            _put(facts, stage, target, by=by, remark=remark)
        _approve(issue, open_targets)
        act.row = facts.row(open_targets[0] if len(open_targets) == 1 else within)
        act.before_digest = act.after_digest = facts.digest(within)
        act.remark, act.role = remark, stage.role
    return len(open_targets)


def _open(facts: Facts, stage: Stage, within: Target) -> list[Target]:
    return [each for each in facts.targets(stage) if covers(within, each) and facts.live(stage, each) is None]


def _require_signable(facts: Facts, stage: Stage, targets: list[Target], by: User) -> None:
    reasons = [reason for target in targets for reason in rules.signing_refusals(facts, stage, target, by)]
    if not targets:
        reasons = [NOTHING_LEFT % {"stage": stage.name}]
    if reasons:
        # The same sentence for every entry would bury the others.
        raise Refused(dict.fromkeys(str(reason) for reason in reasons))


def _put(facts: Facts, stage: Stage, target: Target, *, by: User, remark: str) -> None:
    SignOff.objects.create(
        stage=stage,
        issue=facts.issue,
        entry_id=target.entry_id,
        part_id=target.part_id if target.entry_id is None else None,
        digest=facts.digest(target),
        by=by,
        at=timezone.now(),
        remark=remark,
    )


def _approve(issue: Issue, targets: Iterable[Target]) -> None:
    """Entries that now are signed at every stage of single entries become approved."""
    facts = gather(issue.pk)
    complete = [each.entry_id for each in targets if each.entry_id is not None and rules.fully_signed(facts, each)]
    Entry.objects.filter(pk__in=complete, state=Entry.State.SUBMITTED).update(
        state=Entry.State.APPROVED, version=F("version") + 1
    )
