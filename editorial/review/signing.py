"""Signing: a person's name, and a number, under exactly the content that they saw."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused
from editorial.drafting import history, trail
from editorial.models import Entry, Issue, SignOff, Stage, User
from editorial.review import approving, audience, rules
from editorial.review.facts import ISSUE, Facts, Target, covers, gather

NO_STAGE = _("The plan of this masthead has no stage “%(stage)s”.")
FOR = _("for %(person)s")
SUPERSEDED = _("Signed anew, because it could not stand beside another sign-off of the same person.")
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
    deputy_for: User | None = None,
) -> int:
    """Sign all that ``stage`` covers ``within`` a target and that nobody signed yet; returns how many that were.

    ``seen_digest`` is the digest of ``within`` that the signer looked at. Raises Refused with every reason, and then
    nothing was signed.
    """
    with trail.attempt(f"sign {stage.code}", issue, by=by) as act:
        history.claim(issue)
        facts = gather(issue.pk)
        targets = _open(facts, stage, within, seen_digest)
        _require_signable(facts, stage, targets, by, deputy_for)
        give(facts, stage, targets, by=by, remark=remark, deputy_for=deputy_for)
        act.row = facts.row(targets[0] if len(targets) == 1 else within)
        act.before_digest = act.after_digest = facts.digest(within)
        instead = str(FOR % {"person": deputy_for}) if deputy_for else ""
        act.remark = " · ".join(filter(None, [instead, remark]))
        act.role = stage.role
    return len(targets)


def give(
    facts: Facts,
    stage: Stage,
    targets: list[Target],
    *,
    by: User,
    remark: str = "",
    deputy_for: User | None = None,
    guest_name: str = "",
) -> None:
    """Put the sign-offs that the caller has judged, in the caller's attempt: numbers, rows, states, who is told."""
    at = timezone.now()
    _supersede(facts, stage, targets, by=by)
    year, numbers = approving.claim_numbers(facts.issue.masthead, at=at, count=len(targets))
    SignOff.objects.bulk_create(
        SignOff(
            masthead=facts.issue.masthead,
            year=year,
            number=number,
            stage=stage,
            stage_name=stage.name,
            issue=facts.issue,
            entry_id=target.entry_id,
            part_id=target.part_id if target.entry_id is None else None,
            digest=facts.digest(target),
            by=by,
            at=at,
            remark=remark,
            deputy_for=deputy_for,
            guest_name=guest_name,
        )
        for number, target in zip(numbers, targets, strict=True)
    )
    signed = gather(facts.issue.pk)
    _approve(signed, targets)
    audience.tell_next(signed, stage, by=by)


def _open(facts: Facts, stage: Stage, within: Target, seen_digest: str | None) -> list[Target]:
    """What is left to sign, if the stage is still in the plan and the text still is what was looked at."""
    if within not in facts.rows or (seen_digest is not None and facts.digest(within) != seen_digest):
        raise Refused([history.STALE])
    if stage.pk not in {each.pk for each in facts.stages}:
        raise Refused([NO_STAGE % {"stage": stage.name}])
    return [each for each in facts.targets(stage) if covers(within, each) and facts.live(stage, each) is None]


def _require_signable(facts: Facts, stage: Stage, targets: list[Target], by: User, deputy_for: User | None) -> None:
    reasons = [
        reason
        for target in targets
        for reason in rules.signing_refusals(facts, stage, target, by, deputy_for=deputy_for)
    ]
    if not targets:
        reasons = [NOTHING_LEFT % {"stage": stage.name}]
    if reasons:
        # The same sentence for every entry would bury the others.
        raise Refused(dict.fromkeys(str(reason) for reason in reasons))


def _supersede(facts: Facts, stage: Stage, targets: list[Target], *, by: User) -> None:
    """A sign-off of the very same text that does not hold makes room for the one that will."""
    same = [
        each.pk
        for target in targets
        for each in facts.signed.get(target, ())
        if each.stage_id == stage.pk and each.digest == facts.digest(target)
    ]
    SignOff.objects.filter(pk__in=same).update(revoked_at=timezone.now(), revoked_by=by, revoked_reason=str(SUPERSEDED))


def _approve(facts: Facts, targets: Iterable[Target]) -> None:
    """Entries that now are signed at every stage of single entries become approved."""
    complete = [each.entry_id for each in targets if each.entry_id is not None and rules.fully_signed(facts, each)]
    Entry.objects.filter(pk__in=complete, state=Entry.State.SUBMITTED).update(
        state=Entry.State.APPROVED, version=F("version") + 1
    )
