"""Who owes what: giving a task to somebody, taking it back, and what each person has before them.

A task without a stage is to write, one with a stage is to sign there. An assignment grants nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import require
from editorial import roles
from editorial.drafting import history, trail
from editorial.models import Assignment, Entry, Issue, Message, Part, Stage, User
from editorial.review import rules, standing
from editorial.review.facts import DRAFTS, Facts, Target, gather
from editorial.roles import Verb
from editorial.telling import tell

FORBIDDEN = _("Your role does not allow you to assign work.")
GONE = _("The account of %(person)s is closed.")
NOT_A_WRITER = _("%(person)s may not edit “%(target)s”.")
NOT_A_SIGNER = _("%(person)s does not hold the role that signs at “%(stage)s”.")
NOT_COVERED = _("“%(stage)s” does not sign “%(target)s”.")
# By the identity of the sentence: a lazy one equals itself only within one language, so it is no key.
THEIRS = (
    (rules.SUBMITTED_IT, _("%(person)s submitted “%(target)s”, so somebody else must sign it.")),
    (rules.CHANGED_IT, _("%(person)s changed “%(target)s” since it was last signed, so somebody else must sign it.")),
    (rules.OTHER_STAGE, _("%(person)s signed at “%(stage)s” already, and one person signs at one stage only.")),
)


@dataclass(frozen=True)
class Task:
    """An assignment that is still to be done: ``kind`` is "write", "returned" or "review"."""

    assignment: Assignment
    target: Target
    row: Entry | Part | Issue
    kind: str
    is_overdue: bool

    @property
    def due_at(self) -> datetime | None:
        return self.assignment.due_at


@dataclass(frozen=True)
class Load:
    """How much one person has before them at a masthead."""

    person: User
    writing: int
    reviewing: int
    overdue: int


def assign(
    issue: Issue, target: Target, stage: Stage | None, *, to: User, due_at: datetime | None = None, by: User
) -> Assignment:
    """Give the writing of a target (no stage), or its sign-off at one, to ``to``; whoever had it has it no more.

    Raises Refused with every reason why they could not do it: role, account, four eyes.
    """
    facts = gather(issue.pk)
    with trail.attempt("assign", facts.row(target), by=by) as act:
        require((roles.may(by, Verb.ASSIGN, facts.row(target)), FORBIDDEN))
        require(*((False, reason) for reason in assigning_refusals(facts, target, stage, to)))
        given = place(issue, target, stage, to=to, due_at=due_at, by=by)
        act.remark = f"{to} · {stage}" if stage else str(to)
        tell_assigned(facts, target, to, by=by)
    return given


def unassign(assignment: Assignment, *, by: User) -> None:
    """Take a task back. Raises Refused."""
    row = assignment.entry or assignment.part or assignment.issue
    with trail.attempt("unassign", row, by=by) as act:
        require((roles.may(by, Verb.ASSIGN, row), FORBIDDEN))
        Assignment.objects.filter(pk=assignment.pk).delete()
        act.remark = str(assignment.to)


def assigning_refusals(facts: Facts, target: Target, stage: Stage | None, to: User) -> list[object]:
    """Why ``to`` could not do this task; none when they could."""
    row = facts.row(target)
    closed = [history.CLOSED] if facts.issue.state == Issue.State.RELEASED else []
    gone = [] if to.is_active else [GONE % {"person": to}]
    if stage is None:
        able = roles.may(to, Verb.EDIT, row)
        return [*closed, *gone, *([] if able else [NOT_A_WRITER % {"person": to, "target": row}])]
    if target not in facts.targets(stage):
        return [*closed, *gone, NOT_COVERED % {"stage": stage, "target": row}]
    signs = to in standing.signers(facts, stage, target)
    role = [] if signs else [NOT_A_SIGNER % {"person": to, "stage": stage.name}]
    return [*closed, *gone, *role, *(_theirs(bar, to) for bar in rules.four_eyes(facts, stage, target, to))]


def place(
    issue: Issue, target: Target, stage: Stage | None, *, to: User, by: User, due_at: datetime | None = None
) -> Assignment:
    """The row of a task, inside the caller's attempt; a due date that was set stays unless another is given."""
    values = {"to": to, "by": by, "at": timezone.now()} | ({"due_at": due_at} if due_at else {})
    part_id = target.part_id if target.entry_id is None else None
    task: dict[str, Any] = {"issue": issue, "part_id": part_id, "entry_id": target.entry_id, "stage": stage}
    given, _created = Assignment.objects.update_or_create(**task, defaults=values)
    return given


def tell_assigned(facts: Facts, target: Target, to: User, *, by: User) -> None:
    row = facts.row(target)
    entry = row if isinstance(row, Entry) else None
    event = Message.Event.ASSIGNED
    tell(event, [to], masthead=facts.issue.masthead, about=row, issue=facts.issue, entry=entry, by=by)


def open_tasks(user: User) -> list[Task]:
    """What a person still has to do, the most urgent first; what is due at no time last."""
    rows = _unreleased().filter(to=user)
    return sorted(_tasks(rows), key=_urgency)


def tasks_of(facts: Facts) -> list[Task]:
    """Every task of an issue that is still to be done."""
    rows = Assignment.objects.filter(issue=facts.issue).select_related("to", "stage")
    return [task for row in rows if (task := _task(facts, row))]


def workload(masthead: Masthead) -> list[Load]:
    """What everybody who writes or signs at a masthead has before them, the busiest first."""
    tasks = list(_tasks(_unreleased().filter(issue__masthead=masthead)))
    working = [name for name, verbs in roles.TABLE.items() if verbs & {Verb.EDIT, Verb.SIGN}]
    members = roles.serving(masthead.pk).filter(role__in=working)
    people = {member.user_id: member.user for member in members} | {
        task.assignment.to_id: task.assignment.to for task in tasks
    }
    loads = [_load(person, [task for task in tasks if task.assignment.to_id == pk]) for pk, person in people.items()]
    return sorted(loads, key=lambda load: (-load.writing - load.reviewing, str(load.person)))


def target_of(assignment: Assignment, facts: Facts) -> Target | None:
    """What an assignment is about, wherever it now stands; None once it has left the issue."""
    if assignment.entry_id is not None:
        return next((each for each in facts.rows if each.entry_id == assignment.entry_id), None)
    found = Target(part_id=assignment.part_id)
    return found if found in facts.rows else None


def _theirs(bar: rules.Bar, person: User) -> object:
    sentence = next(theirs for ours, theirs in THEIRS if ours is bar.sentence)
    return sentence % {"person": person, "target": bar.row, "stage": bar.stage}


def _unreleased() -> QuerySet[Assignment]:
    rows = Assignment.objects.exclude(issue__state=Issue.State.RELEASED)
    return rows.select_related("to", "stage").order_by("issue", "pk")


def _tasks(rows: Iterable[Assignment]) -> Iterator[Task]:
    facts: dict[int, Facts] = {}
    for row in rows:
        if row.issue_id not in facts:
            facts[row.issue_id] = gather(row.issue_id)
        task = _task(facts[row.issue_id], row)
        if task:
            yield task


def _task(facts: Facts, assignment: Assignment) -> Task | None:
    target = target_of(assignment, facts)
    if target is None:
        return None
    kind = _kind(facts, assignment, target)
    late = assignment.due_at is not None and assignment.due_at < timezone.now()
    return Task(assignment, target, facts.row(target), kind, late) if kind else None


def _kind(facts: Facts, assignment: Assignment, target: Target) -> str:
    """What is left to do; nothing when it is submitted, or signed as it now is."""
    row = facts.row(target)
    if assignment.stage is not None:
        left = target in facts.targets(assignment.stage) and not facts.live(assignment.stage, target)
        return "review" if left and facts.issue.state != Issue.State.SCHEDULED else ""
    if isinstance(row, Entry):
        writes = row.state in DRAFTS
        return ("returned" if row.state == Entry.State.RETURNED else "write") if writes else ""
    return "write" if facts.issue.state == Issue.State.OPEN else ""


def _load(person: User, tasks: list[Task]) -> Load:
    reviewing = sum(task.kind == "review" for task in tasks)
    return Load(person, len(tasks) - reviewing, reviewing, sum(task.is_overdue for task in tasks))


def _urgency(task: Task) -> tuple[bool, datetime, int]:
    return (task.due_at is None, task.due_at or task.assignment.at, task.assignment.pk)
