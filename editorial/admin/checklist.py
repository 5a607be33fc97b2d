"""发布前检查 as the desk shows it: findings in groups, by kind or by place, each line with its address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from editorial import roles
from editorial.admin.places import address_of
from editorial.models import Entry, User
from editorial.review import readiness
from editorial.review.facts import ISSUE, Facts, Target
from editorial.review.findings import Finding
from editorial.roles import Verb

# A group of more lines than this begins closed.
OPEN = 5


@dataclass(frozen=True)
class Line:
    finding: Finding
    address: str

    @property
    def manner(self) -> str:
        if self.finding.is_blocker:
            return "blocker"
        return "ticked" if self.finding.tick else "hint"


@dataclass(frozen=True)
class Group:
    """``key`` is unique on the page; ``is_open`` says whether its lines are shown at first."""

    key: str
    name: object
    lines: tuple[Line, ...]
    is_open: bool = True

    @property
    def manner(self) -> str:
        """That of its gravest line."""
        found = {line.manner for line in self.lines}
        return next(each for each in ("blocker", "hint", "ticked") if each in found)


@dataclass(frozen=True)
class Checklist:
    groups: tuple[Group, ...]
    blockers: int
    hints: int
    ticked: int
    ticks: bool


def by_kind(facts: Facts, findings: Iterable[Finding], user: User) -> Checklist:
    """A group for every kind, those that block first; what is ticked stands apart at the end."""

    def key(finding: Finding) -> tuple[str, object]:
        if finding.tick:
            return "ticked", ""
        return finding.code, readiness.NAMES.get(finding.code, finding.code)

    return _checklist(facts, findings, user, key)


def by_place(facts: Facts, findings: Iterable[Finding], user: User) -> Checklist:
    """A group for the issue, every part and every entry that has findings, in the order of the outline."""
    parts = {part.pk: order for order, part in enumerate(facts.assembled.parts, start=1)}
    entries = {target.entry_id: order for order, target in enumerate(facts.rows, start=1) if target.entry_id}

    def place(found: Finding) -> tuple[int, int, bool, bool]:
        at = parts.get(found.target.part_id or 0, 0), entries.get(found.target.entry_id or 0, 0)
        return *at, not found.is_blocker, found.tick is not None

    ordered = sorted(findings, key=place)
    frozen = facts.assembled.snapshot.entries()
    refs = {row.pk: each.ref or "" for row, each in zip(facts.assembled.entries(), frozen, strict=True)}
    return _checklist(facts, ordered, user, lambda found: _place(facts, found.target, refs))


def _checklist(
    facts: Facts, findings: Iterable[Finding], user: User, key: Callable[[Finding], tuple[str, object]]
) -> Checklist:
    arranges = roles.may(user, Verb.ARRANGE, facts.issue)
    lines: dict[tuple[str, object], list[Line]] = defaultdict(list)
    for each in findings:
        lines[key(each)].append(Line(each, address_of(each, facts, arranges=arranges)))
    groups = [Group(key, name, tuple(found), is_open=len(found) <= OPEN) for (key, name), found in lines.items()]
    manners = [line.manner for group in groups for line in group.lines]
    return Checklist(
        groups=tuple(sorted(groups, key=lambda group: group.key == "ticked")),
        blockers=manners.count("blocker"),
        hints=manners.count("hint"),
        ticked=manners.count("ticked"),
        ticks=roles.may(user, Verb.TICK, facts.issue),
    )


def _place(facts: Facts, target: Target, refs: Mapping[int, str]) -> tuple[str, object]:
    row = facts.row(target)
    if isinstance(row, Entry):
        return f"entry-{row.pk}", f"{refs[row.pk]} {row.title}".strip()
    return (f"part-{row.pk}" if target != ISSUE else "issue"), row
