"""What the review panel shows: who signed what, what is stale or missing, and which steps a person's role offers."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.models import Subscriber
from editorial.models import Entry, Issue, SignOff, Stage, User
from editorial.review import readiness, rules, standing
from editorial.review.facts import ISSUE, Facts, Target
from editorial.review.findings import Finding
from editorial.roles import Verb, may

DRAFTS = (Entry.State.DRAFT, Entry.State.RETURNED)


@dataclass(frozen=True)
class Mark:
    """The sign-off of one stage on one target: ``live``, ``stale`` (signed before a change) or ``missing``."""

    stage: Stage
    state: str
    sign_off: SignOff | None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class StageLine:
    """A stage over the whole issue; ``reasons`` say why its signer cannot sign all of it now.

    ``holds`` is whether the person signs here in their own name, ``principals`` for whom they may sign today.
    """

    stage: Stage
    marks: tuple[Mark, ...]
    reasons: tuple[str, ...] = ()
    holds: bool = False
    principals: tuple[User, ...] = ()

    @property
    def offered(self) -> bool:
        return self.holds or bool(self.principals)

    @property
    def live(self) -> int:
        return sum(mark.state == "live" for mark in self.marks)

    @property
    def stale(self) -> int:
        return sum(mark.state == "stale" for mark in self.marks)

    @property
    def missing(self) -> int:
        return len(self.marks) - self.live

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def signers(self) -> list[SignOff]:
        """The latest live sign-off of every person at this stage, apart for everybody they signed for."""
        given = [mark.sign_off for mark in self.marks if mark.sign_off and mark.state == "live"]
        found = {(each.by_id, each.deputy_for_id, each.guest_name): each for each in given}
        return list(found.values())


@dataclass(frozen=True)
class Panel:
    """All that the review panel of an issue shows to one person."""

    facts: Facts
    stages: tuple[StageLine, ...]
    findings: tuple[Finding, ...]
    steps: frozenset[str]

    @property
    def readiness(self) -> tuple[str, ...]:
        """What stands before the release, a sentence each."""
        return tuple(dict.fromkeys(str(found) for found in self.findings if found.is_blocker))


def panel(facts: Facts, user: User) -> Panel:
    found = tuple(readiness.findings(facts)) if _is_open(facts) else ()
    lines = tuple(stage_line(facts, stage, user) for stage in facts.stages)
    return Panel(facts, lines, found, steps(facts, ISSUE, user))


def marks(facts: Facts, target: Target) -> tuple[Mark, ...]:
    """One mark for every stage that signs this very target."""
    return tuple(mark(facts, stage, target) for stage in facts.stages if _signs(facts, stage, target))


def mark(facts: Facts, stage: Stage, target: Target) -> Mark:
    live = facts.live(stage, target) or facts.went_out.get((stage.pk, target))
    if live is not None:
        return Mark(stage, "live", live)
    given = [each for each in facts.signed.get(target, ()) if each.stage_id == stage.pk]
    if not given:
        return Mark(stage, "missing", None)
    return Mark(stage, "stale", given[-1], facts.changed_since.get(given[-1].pk, ()))


def scope_of(target: Target) -> str:
    if target.entry_id is not None:
        return Stage.Scope.ENTRY
    return Stage.Scope.ISSUE if target == ISSUE else Stage.Scope.PART


def stage_line(facts: Facts, stage: Stage, user: User) -> StageLine:
    targets = facts.targets(stage)
    found = tuple(mark(facts, stage, target) for target in targets)
    if not _is_open(facts):
        return StageLine(stage, found)
    holds = any(standing.holds(facts, stage, target, user.pk) for target in targets)
    every = [each for target in targets for each in standing.principals(facts, stage, target, user.pk)]
    principals = tuple({each.pk: each for each in every}.values())
    obstacles = _obstacles(facts, stage, user) if holds or principals else ()
    return StageLine(stage, found, obstacles, holds, principals)


def signable(facts: Facts, target: Target, user: User) -> list[Stage]:
    """The stages at which a person can sign one target now, for themself or as a deputy."""
    stages = [stage for stage in facts.stages if _signs(facts, stage, target) and not facts.live(stage, target)]
    return [stage for stage in stages if not refusals(facts, stage, target, user)]


def refusals(facts: Facts, stage: Stage, target: Target, user: User) -> list[object]:
    """Why a person cannot sign one target now, in their own name where they can, else as a deputy."""
    principal = standing.principal(facts, stage, target, user.pk)
    return rules.signing_refusals(facts, stage, target, user, deputy_for=principal)


def steps(facts: Facts, target: Target, user: User) -> frozenset[str]:
    """The steps of review that state and role offer on an entry or an issue; the workflow itself decides."""
    row = facts.row(target)
    if not _is_open(facts):
        return frozenset()
    drafted = row.state in DRAFTS if isinstance(row, Entry) else _has_drafts(facts)
    waiting = row.state not in DRAFTS if isinstance(row, Entry) else facts.issue.state == Issue.State.SUBMITTED
    offered = {
        Verb.SUBMIT: drafted or not waiting,
        Verb.RECALL: waiting,
        Verb.RETURN: waiting,
        Verb.RELEASE: target == ISSUE and waiting,
    }
    return frozenset(str(verb) for verb, fits in offered.items() if fits and may(user, verb, row))


def recipients(issue: Issue) -> int:
    """How many confirmed subscribers get mail when the issue goes out."""
    return Subscriber.objects.filter(
        masthead=issue.masthead_id, confirmed_at__isnull=False, unsubscribed_at__isnull=True
    ).count()


def _obstacles(facts: Facts, stage: Stage, user: User) -> tuple[str, ...]:
    missing = [target for target in facts.targets(stage) if facts.live(stage, target) is None]
    found = [reason for target in missing for reason in refusals(facts, stage, target, user)]
    return tuple(dict.fromkeys(str(reason) for reason in found))


def _signs(facts: Facts, stage: Stage, target: Target) -> bool:
    row = facts.row(target)
    if stage.scope != scope_of(target) or (isinstance(row, Entry) and row.removal):
        return False
    return not stage.on_request or target in facts.targets(stage)


def _is_open(facts: Facts) -> bool:
    return facts.issue.state in (Issue.State.OPEN, Issue.State.SUBMITTED)


def _has_drafts(facts: Facts) -> bool:
    return any(row.state in DRAFTS for row in facts.rows.values() if isinstance(row, Entry))
