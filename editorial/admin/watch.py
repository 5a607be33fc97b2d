"""What the start page, the board and the pages of work look at: an issue with its people, due dates and open remarks.

Read in a number of queries that grows with issues, never with their entries; changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from editorial.admin.due import Due, due
from editorial.models import Assignment, Deadline, Entry, Issue, Remark, Stage, Submission, Suggestion, User
from editorial.review.facts import DRAFTS, ISSUE, Facts, Target, covers, gather


@dataclass(frozen=True)
class Watch:
    """One issue that is not released; ``remarks`` are open threads and ``suggestions`` open ones, both by entry."""

    facts: Facts
    assignments: tuple[Assignment, ...]
    deadlines: tuple[Deadline, ...]
    remarks: Mapping[int | None, tuple[Remark, ...]]
    suggestions: Mapping[int, tuple[Suggestion, ...]]
    last_submitted: Mapping[int | None, Submission]
    people: Mapping[int, User]
    now: datetime

    @property
    def issue(self) -> Issue:
        return self.facts.issue

    def targets(self) -> list[Target]:
        """The entries in the order of the outline."""
        return [target for target in self.facts.rows if target.entry_id is not None]

    def entry(self, target: Target) -> Entry:
        row = self.facts.row(target)
        assert isinstance(row, Entry)  # noqa: S101 - only called with what targets() gave
        return row

    @cached_property
    def _places(self) -> dict[int, Target]:
        return {each.entry_id: each for each in self.facts.rows if each.entry_id is not None}

    @cached_property
    def _held(self) -> dict[tuple[int | None, Target | None], Assignment]:
        return {(each.stage_id, self.target_of(each)): each for each in self.assignments}

    def target_of(self, assignment: Assignment) -> Target | None:
        """Where an assignment stands at present; None once its entry or part has left the issue."""
        if assignment.entry_id is not None:
            return self._places.get(assignment.entry_id)
        target = Target(part_id=assignment.part_id)
        return target if target in self.facts.rows else None

    def own_assignment(self, target: Target, stage: Stage | None) -> Assignment | None:
        """Who has exactly this task."""
        return self._held.get((stage.pk if stage else None, target))

    def assigned(self, target: Target, stage: Stage | None = None) -> Assignment | None:
        """Who is to write (or to sign at ``stage``) a target: its own assignment, else its part's, else the issue's."""
        task = stage.pk if stage else None
        wider = (target, Target(part_id=target.part_id), ISSUE)
        return next((self._held[task, each] for each in wider if (task, each) in self._held), None)

    def writer(self, target: Target) -> User | None:
        """Who is to write an entry: whom it is assigned to, else who began it."""
        assignment = self.assigned(target)
        return assignment.to if assignment else self.people.get(self.entry(target).created_by_id)

    def is_open(self, assignment: Assignment) -> bool:
        """Whether there is anything left to write, or to sign at its stage, of what was assigned."""
        target = self.target_of(assignment)
        if target is None:
            return False
        if assignment.stage is None:
            within = [each for each in self.targets() if covers(target, each)]
            return not within or any(self.entry(each).state in DRAFTS for each in within)
        stages = [stage for stage in self.facts.stages if stage.pk == assignment.stage_id]
        return any(self.unsigned(stage, target) for stage in stages)

    def unsigned(self, stage: Stage, within: Target = ISSUE) -> list[Target]:
        """What of a target nobody has signed at a stage as it now is."""
        mine = [each for each in self.facts.targets(stage) if covers(within, each)]
        return [each for each in mine if self.facts.live(stage, each) is None]

    def next_due(self, target: Target) -> Due | None:
        """When the next thing that is still to be done with an entry is due."""
        held = [self.assigned(target, stage) for stage in self.facts.stages if self.unsigned(stage, target)]
        if self.entry(target).state in DRAFTS:
            held.append(self.assigned(target))
        return self.due(min((each.due_at for each in held if each and each.due_at), default=None))

    def due(self, at: datetime | None) -> Due | None:
        return due(at, self.now)


def watch(issue_id: int) -> Watch:
    """Raises Issue.DoesNotExist."""
    return watch_all([issue_id])[0]


def watch_all(issue_ids: Sequence[int]) -> list[Watch]:
    """The issues in the order given."""
    now = timezone.now()
    assignments = _by(Assignment.objects.filter(issue__in=issue_ids).select_related("to", "stage"), "issue_id")
    deadlines = _by(Deadline.objects.filter(issue__in=issue_ids).order_by("due_at", "pk"), "issue_id")
    threads = Remark.objects.filter(issue__in=issue_ids, thread=None, resolved_at=None).select_related("by")
    remarks = _by(threads.order_by("pk"), "issue_id")
    proposed = Suggestion.objects.filter(entry__section__part__issue__in=issue_ids, state=Suggestion.State.OPEN)
    suggestions = _by(proposed.select_related("by"), "entry_id")
    submitted = Submission.objects.filter(issue__in=issue_ids, entry__isnull=False).select_related("by", "returned_by")
    last = {row.entry_id: row for row in submitted.order_by("pk")}
    all_facts = [gather(pk) for pk in issue_ids]
    people = _people(all_facts)
    return [
        Watch(
            facts,
            assignments.get(facts.issue.pk, ()),
            deadlines.get(facts.issue.pk, ()),
            _by(remarks.get(facts.issue.pk, ()), "entry_id"),
            suggestions,
            last,
            people,
            now,
        )
        for facts in all_facts
    ]


def _people(all_facts: Iterable[Facts]) -> dict[int, User]:
    begun = {entry.created_by_id for facts in all_facts for entry in facts.assembled.entries()}
    return User.objects.in_bulk(begun)


def _by(rows: Iterable[Any], column: str) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return {key: tuple(each) for key, each in found.items()}
