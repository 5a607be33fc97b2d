"""Everything the rules of review look at, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from editorial import assembly, roles
from editorial.assembly import Assembled
from editorial.models import (
    Deputy,
    Entry,
    Issue,
    Membership,
    Part,
    Remark,
    Revision,
    SignOff,
    Stage,
    Submission,
)

DRAFTS = (Entry.State.DRAFT, Entry.State.RETURNED)


@dataclass(frozen=True)
class Target:
    """What a stage signs: an entry, a part, or the issue itself (both ids None)."""

    part_id: int | None = None
    entry_id: int | None = None


ISSUE = Target()


@dataclass(frozen=True)
class Facts:
    """An issue, its plan, its people, and what happened to it.

    ``signed`` holds every sign-off at a stage of the present plan that was not revoked; those of a stage that was
    taken out of the plan count for nothing any more.
    """

    assembled: Assembled
    stages: tuple[Stage, ...]
    signed: Mapping[Target, tuple[SignOff, ...]]
    submissions: Mapping[Target, Submission]
    changes: Mapping[Target, tuple[Revision, ...]]
    rows: Mapping[Target, Entry | Part | Issue]
    members: tuple[Membership, ...]
    deputies: tuple[Deputy, ...]
    must_fix: Mapping[Target, tuple[Remark, ...]]

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
        """What a stage covers, in the order of the outline; one on request only the parts that ask for it.

        Of an entry that was taken away nothing is left to sign.
        """
        if stage.scope == Stage.Scope.ENTRY:
            return tuple(at for at, row in self.rows.items() if isinstance(row, Entry) and not row.removal)
        if stage.scope == Stage.Scope.PART:
            asking = (part for part in self.assembled.parts if part.asks_sign_off or not stage.on_request)
            return tuple(Target(part_id=part.pk) for part in asking)
        return (ISSUE,)

    def within(self, upper: Target) -> Iterator[Target]:
        """A target and everything that lies in it."""
        return (target for target in self.rows if covers(upper, target))

    def is_drafted(self, target: Target) -> bool:
        """Whether an entry that is the target, or lies in it, is not in review."""
        return any(covers(target, each) for each in self._drafts)

    def live(self, stage: Stage, target: Target) -> SignOff | None:
        """The sign-off of a stage that holds for a target as it now is."""
        return self.held.get((stage.pk, target))

    def row(self, target: Target) -> Entry | Part | Issue:
        return self.rows[target]

    def live_sign_offs(self) -> Iterator[tuple[Target, SignOff]]:
        """Every sign-off that still holds, in the order in which they were given."""
        return ((target, each) for (_stage, target), each in self.held.items())

    @cached_property
    def held(self) -> Mapping[tuple[int, Target], SignOff]:
        """The sign-offs that hold, by stage and target: given on the present digest of what is in review.

        When a text comes back to an earlier form, what was signed then holds again. Should that bring together two
        sign-offs of one person that could not have been given beside each other, the later one does not hold.
        """
        found: dict[tuple[int, Target], SignOff] = {}
        of_person: dict[int, list[tuple[Target, SignOff]]] = defaultdict(list)
        for target, each in self._candidates():
            earlier = of_person[each.by_id]
            if not any(excludes(each.stage, target, other.stage, place) for place, other in earlier):
                found[each.stage_id, target] = each
                earlier.append((target, each))
        return found

    @cached_property
    def changed_since(self) -> Mapping[int, tuple[str, ...]]:
        """What is no longer as it was signed, in a few words, by the key of each stage's last sign-off."""
        # Imported at the call: what compares revisions stands on these facts.
        from editorial.review import since

        last = {(each.stage_id, target): each for target, rows in self.signed.items() for each in rows}
        return since.sign_offs(self, [(target, each) for (_, target), each in last.items() if target in self.rows])

    @cached_property
    def went_out(self) -> Mapping[tuple[int, Target], SignOff]:
        """The sign-offs with which a released issue went out, by stage and target, whatever was taken away since."""
        # Imported at the call, as above.
        from editorial.review import appeared

        digests = appeared.digests(self)
        rows = ((target, each) for target, given in self.signed.items() for each in given)
        return {(each.stage_id, target): each for target, each in rows if each.digest == digests.get(target)}

    @cached_property
    def _drafts(self) -> tuple[Target, ...]:
        return tuple(target for target, row in self.rows.items() if isinstance(row, Entry) and row.state in DRAFTS)

    def _candidates(self) -> list[tuple[Target, SignOff]]:
        found = [
            (target, each)
            for target, rows in self.signed.items()
            if target in self.rows and not self.is_drafted(target)
            for each in rows
            if each.digest == self.digest(target)
        ]
        return sorted(found, key=lambda pair: pair[1].pk)


def gather(issue_id: int) -> Facts:
    """The facts of an issue as they now are. Raises Issue.DoesNotExist."""
    assembled = assembly.assemble(issue_id)
    issue = assembled.issue
    place = {entry.pk: part.pk for part in assembled.parts for entry in assembly.entries_of(part)}
    return Facts(
        assembled=assembled,
        stages=tuple(Stage.objects.filter(plan__masthead=issue.masthead_id, retired_at=None).order_by("position")),
        signed=_sign_offs(issue_id, place),
        submissions=_submissions(issue_id, place),
        changes=_changes(issue_id, place),
        rows=_rows(assembled),
        members=tuple(roles.serving(issue.masthead_id)),
        deputies=tuple(_deputies(issue)),
        must_fix=_must_fix(issue_id, place),
    )


def covers(upper: Target, lower: Target) -> bool:
    """Whether ``lower`` lies within ``upper`` (or is it)."""
    if upper in (ISSUE, lower):
        return True
    return upper.entry_id is None and upper.part_id == lower.part_id


def excludes(stage: Stage, target: Target, other: Stage, place: Target) -> bool:
    """Whether nobody may sign both: two stages that do not share their signer, on what lies within one another."""
    if stage.pk == other.pk or (stage.shares_signer and other.shares_signer):
        return False
    return covers(target, place) or covers(place, target)


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
    rows = SignOff.objects.filter(issue=issue_id, revoked_at=None, stage__retired_at=None)
    for row in rows.select_related("by", "stage", "deputy_for").order_by("pk"):
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


def _deputies(issue: Issue) -> Iterator[Deputy]:
    """Who stands in for whom today, as the masthead counts days."""
    today = issue.masthead.today()
    rows = Deputy.objects.filter(masthead=issue.masthead_id, ended_at=None, from_on__lte=today, to_on__gte=today)
    return iter(rows.filter(deputy__is_active=True).select_related("principal", "deputy"))


def _must_fix(issue_id: int, place: Mapping[int, int]) -> dict[Target, tuple[Remark, ...]]:
    """The threads marked must-fix that are not resolved; an entry's come along with it from issue to issue."""
    of_entries = Q(entry__section__part__issue=issue_id)
    rows = Remark.objects.filter(of_entries | Q(issue=issue_id, entry=None), must_fix=True, thread=None)
    found: dict[Target, list[Remark]] = defaultdict(list)
    for row in rows.filter(resolved_at=None).select_related("by").order_by("pk"):
        place_of = Target(place[row.entry_id], row.entry_id) if row.entry_id else Target(part_id=row.part_id)
        found[place_of].append(row)
    return {target: tuple(rows) for target, rows in found.items()}
