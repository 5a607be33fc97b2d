"""已核: somebody looked at a hint and puts their name to it; and what a masthead makes of each kind of hint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import Refused, require
from editorial.drafting import history, trail
from editorial.models import HintRule, HintTick, Issue, User
from editorial.review import hints, readiness
from editorial.review.facts import Facts, Target, gather
from editorial.review.findings import Finding
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to tick hints as checked.")
GONE = _("This hint is gone, or what it is about has changed. Look at the list again.")
ALREADY = _("%(person)s has ticked this hint already.")
NOT_THE_CHIEF = _("Your role does not allow you to change what hints do at this masthead.")


def tick(issue: Issue, target: Target, code: str, fingerprint: str, *, by: User) -> None:
    """Mark a hint as checked until the values that gave rise to it change. Raises Refused."""
    with trail.attempt("tick", issue, by=by) as act:
        facts, found = _found(issue, target, code, fingerprint, by)
        require((found.tick is None, ALREADY % {"person": found.tick.by if found.tick else ""}))
        part_id = target.part_id if target.entry_id is None else None
        place: dict[str, Any] = {"issue": facts.issue, "part_id": part_id, "entry_id": target.entry_id}
        now = {"by": by, "at": timezone.now()}
        HintTick.objects.get_or_create(**place, code=code, fingerprint=fingerprint, defaults=now)
        act.row, act.remark = facts.row(target), str(found.sentence)
        act.before_digest = act.after_digest = facts.digest(target)


def untick(issue: Issue, target: Target, code: str, fingerprint: str, *, by: User) -> None:
    """Take a tick away, whoever gave it; the hint stands open again. Raises Refused."""
    with trail.attempt("untick", issue, by=by) as act:
        facts, found = _found(issue, target, code, fingerprint, by)
        if found.tick is None:
            raise Refused([GONE])
        found.tick.delete()
        # The hint may block again, so a release that did not see this must not go through.
        history.claim(issue)
        act.row, act.remark = facts.row(target), str(found.sentence)
        act.before_digest = act.after_digest = facts.digest(target)


def set_levels(masthead: Masthead, levels: Mapping[str, str], *, by: User) -> None:
    """What each kind of hint is at a masthead from now on; kinds that are not named are plain hints. Raises Refused."""
    with trail.attempt("hint rules", masthead, by=by) as act:
        require((may(by, Verb.MANAGE_REGISTER, masthead), NOT_THE_CHIEF))
        wanted = {code: level for code, level in levels.items() if level != HintRule.Level.HINT}
        present = dict(HintRule.objects.filter(masthead=masthead).values_list("code", "level"))
        if wanted == present:
            act.void()
            return
        HintRule.objects.filter(masthead=masthead).delete()
        rows = [HintRule(masthead=masthead, code=code, level=level) for code, level in sorted(wanted.items())]
        HintRule.objects.bulk_create(rows)
        act.remark = _told(present, wanted)


def _found(issue: Issue, target: Target, code: str, fingerprint: str, by: User) -> tuple[Facts, Finding]:
    """The hint as it now is. Raises Refused."""
    require((may(by, Verb.TICK, issue), FORBIDDEN), (issue.state != Issue.State.RELEASED, history.CLOSED))
    facts = gather(issue.pk)
    for each in readiness.findings(facts):
        if (each.target, each.code, each.fingerprint) == (target, code, fingerprint) and each.is_hint:
            return facts, each
    raise Refused([GONE])


def _told(present: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    changed = (
        f"{kind.code}: {present.get(kind.code, HintRule.Level.HINT)} → {wanted.get(kind.code, HintRule.Level.HINT)}"
        for kind in hints.KINDS
        if present.get(kind.code) != wanted.get(kind.code)
    )
    return "; ".join(changed)
