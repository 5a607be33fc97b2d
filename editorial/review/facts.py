"""Everything the rules of review look at, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from editorial import assembly
from editorial.assembly import Assembled
from editorial.models import Entry, Issue, Part, Revision, SignOff, Stage, Submission


@dataclass(frozen=True)
class Target:
    """What a stage signs: an entry, a part, or the issue itself (both ids None)."""

    part_id: int | None = None
    entry_id: int | None = None


ISSUE = Target()


@dataclass(frozen=True)
class Facts:
    """An issue, its plan, and what happened to it; ``signed`` holds every sign-off that was not revoked."""

    assembled: Assembled
    stages: tuple[Stage, ...]
    signed: Mapping[Target, tuple[SignOff, ...]]
    submissions: Mapping[Target, Submission]
    changes: Mapping[Target, tuple[Revision, ...]]
    rows: Mapping[Target, Entry | Part | Issue]

    @property
    def issue(self) -> Issue:
        return self.assembled.issue

    def digest(self, target: Target) -> str:
        """The digest of what a target is at present."""
        if target.entry_id is not None:
            return self.assembled.entry_digests[target.entry_id]
        if target.part_id is not None:
            return self.assembled.part_digests[target.part_id]
        return self.assembled.digest

    def targets(self, stage: Stage) -> tuple[Target, ...]:
        """What a stage covers, in the order of the outline."""
        if stage.scope == Stage.Scope.ENTRY:
            return tuple(target for target in self.rows if target.entry_id is not None)
        if stage.scope == Stage.Scope.PART:
            return tuple(Target(part_id=part.pk) for part in self.assembled.parts)
        return (ISSUE,)

    def live(self, stage: Stage, target: Target) -> SignOff | None:
        """The sign-off of a stage that names the present digest of a target."""
        digest = self.digest(target)
        signed = self.signed.get(target, ())
        return next((each for each in signed if each.stage_id == stage.pk and each.digest == digest), None)

    def row(self, target: Target) -> Entry | Part | Issue:
        return self.rows[target]

    def live_sign_offs(self) -> Iterator[tuple[Target, SignOff]]:
        """Every sign-off that still holds, in the order in which they were given."""
        found = [
            (target, each)
            for target, rows in self.signed.items()
            for each in rows
            if each.digest == self.digest(target)
        ]
        return iter(sorted(found, key=lambda pair: pair[1].pk))


def gather(issue_id: int) -> Facts:
    """The facts of an issue as they now are. Raises Issue.DoesNotExist."""
    assembled = assembly.assemble(issue_id)
    place = {entry.pk: part.pk for part in assembled.parts for entry in assembly.entries_of(part)}
    return Facts(
        assembled=assembled,
        stages=tuple(
            Stage.objects.filter(plan__masthead=assembled.issue.masthead_id, retired_at=None).order_by("position")
        ),
        signed=_sign_offs(issue_id, place),
        submissions=_submissions(issue_id, place),
        changes=_changes(issue_id, place),
        rows=_rows(assembled),
    )


def covers(upper: Target, lower: Target) -> bool:
    """Whether ``lower`` lies within ``upper`` (or is it)."""
    if upper in (ISSUE, lower):
        return True
    return upper.entry_id is None and upper.part_id == lower.part_id


def _rows(assembled: Assembled) -> dict[Target, Entry | Part | Issue]:
    """Every target in the order of the outline, the issue last."""
    rows: dict[Target, Entry | Part | Issue] = {}
    for part in assembled.parts:
        rows |= {Target(part.pk, entry.pk): entry for entry in assembly.entries_of(part)}
        rows[Target(part_id=part.pk)] = part
    rows[ISSUE] = assembled.issue
    return rows


def _sign_offs(issue_id: int, place: Mapping[int, int]) -> dict[Target, tuple[SignOff, ...]]:
    """By target; an entry's are found wherever it now stands, and not at all once it has left the issue."""
    found: dict[Target, list[SignOff]] = defaultdict(list)
    for row in SignOff.objects.filter(issue=issue_id, revoked_at=None).select_related("by", "stage").order_by("pk"):
        if row.entry_id is None:
            found[Target(part_id=row.part_id)].append(row)
        elif row.entry_id in place:
            found[Target(place[row.entry_id], row.entry_id)].append(row)
    return {target: tuple(rows) for target, rows in found.items()}


def _submissions(issue_id: int, place: Mapping[int, int]) -> dict[Target, Submission]:
    rows = Submission.objects.filter(issue=issue_id, ended_at=None).select_related("by")
    return {Target(place.get(row.entry_id), row.entry_id) if row.entry_id else ISSUE: row for row in rows}


def _changes(issue_id: int, place: Mapping[int, int]) -> dict[Target, tuple[Revision, ...]]:
    of_entries = Revision.objects.filter(entry__section__part__issue=issue_id)
    of_frames = Revision.objects.filter(issue=issue_id, entry=None)
    found: dict[Target, list[Revision]] = defaultdict(list)
    for row in [*of_entries.defer("content").order_by("pk"), *of_frames.defer("content").order_by("pk")]:
        part_id = place[row.entry_id] if row.entry_id is not None else row.part_id
        found[Target(part_id, row.entry_id)].append(row)
    return {target: tuple(rows) for target, rows in found.items()}
