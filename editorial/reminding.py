"""Reminding people of what is due tomorrow, once, and of what is overdue, once a day: who owes it, and nobody else.

A task with a date of its own is due on that; every other one by the step of the issue that it belongs to. Reminders
come between eight in the morning and eight in the evening of the masthead, and stop a week after the date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from editorial import telling
from editorial.models import Assignment, Deadline, Entry, Issue, Message, Stage, User
from editorial.review import assigning, rules, standing
from editorial.review.facts import Facts, Target, covers, gather
from editorial.roles import TABLE, Verb

FROM_HOUR, TO_HOUR = 8, 20
GIVEN_UP_AFTER = dt.timedelta(days=7)
SUBMIT, RELEASE = "submit", "release"
Event = Message.Event


@dataclass(frozen=True)
class Owed:
    """One thing that is due, and who owes it; ``key`` names it for good."""

    key: str
    due_at: dt.datetime
    about: str
    people: tuple[User, ...]
    entry: Entry | None = None


def remind(now: dt.datetime | None = None) -> None:
    """Tell everybody what of theirs is due tomorrow or overdue; twice tells nothing twice."""
    now = now or timezone.now()
    making = Issue.objects.filter(state__in=[Issue.State.OPEN, Issue.State.SUBMITTED])
    near = {"due_at__lt": now + dt.timedelta(days=2), "due_at__gt": now - GIVEN_UP_AFTER}
    deadlines, tasks = Deadline.objects.filter(**near), Assignment.objects.filter(**near)
    urgent = making.filter(Q(pk__in=deadlines.values("issue")) | Q(pk__in=tasks.values("issue")))
    for issue in urgent.select_related("masthead"):
        if FROM_HOUR <= _local(now, issue).hour < TO_HOUR:
            with transaction.atomic():
                _remind(gather(issue.pk), now)


def owed(facts: Facts) -> Iterator[Owed]:
    """Everything that an issue has dates for and that is not done, with the people who owe it."""
    tasks = assigning.tasks_of(facts)
    for task in tasks:
        if task.due_at is not None:
            entry = task.row if isinstance(task.row, Entry) else None
            yield Owed(f"task {task.assignment.pk}", task.due_at, str(task.row), (task.assignment.to,), entry)
    for deadline in Deadline.objects.filter(issue=facts.issue):
        people = {person.pk: person for person in _owing(facts, deadline.code, tasks)}
        yield Owed(f"step {deadline.pk}", deadline.due_at, f"{facts.issue} · {deadline.label}", tuple(people.values()))


def _remind(facts: Facts, now: dt.datetime) -> None:
    today = _local(now, facts.issue).date()
    for each in owed(facts):
        due_on = _local(each.due_at, facts.issue).date()
        if now - GIVEN_UP_AFTER < each.due_at <= now:
            _tell(Event.OVERDUE, facts.issue, each, today)
        elif due_on == today + dt.timedelta(days=1):
            _tell(Event.DUE, facts.issue, each, due_on)


def _tell(event: str, issue: Issue, each: Owed, day: dt.date) -> None:
    telling.tell(
        event,
        each.people,
        masthead=issue.masthead,
        about=each.about,
        issue=issue,
        entry=each.entry,
        key=f"{event} {each.key} {day.isoformat()}",
    )


def _owing(facts: Facts, code: str, tasks: list[assigning.Task]) -> Iterator[User]:
    """Who owes a step: whose drafts are open, who may sign what is not signed, who may release."""
    stage = next((each for each in facts.stages if each.code == code), None)
    if stage is not None:
        yield from _signers(facts, stage, tasks)
    elif code == SUBMIT:
        yield from _writers(facts, tasks)
    elif code == RELEASE:
        yield from _holders(facts, Verb.RELEASE)


def _writers(facts: Facts, tasks: list[assigning.Task]) -> Iterator[User]:
    """The writers of open drafts; and while the issue itself is not submitted, whoever puts issues up."""
    for target, entry in facts.rows.items():
        if isinstance(entry, Entry) and facts.is_drafted(target):
            task = _task(tasks, target, None)
            if task is None:
                yield entry.created_by
            elif task.due_at is None:
                yield task.assignment.to
    if facts.issue.state == Issue.State.OPEN:
        yield from (member.user for member in facts.members if member.role == "editor" and not member.part_code)


def _signers(facts: Facts, stage: Stage, tasks: list[assigning.Task]) -> Iterator[User]:
    """For each sign-off that is missing whom it is assigned to; else all who could give it as things are."""
    for target in facts.targets(stage):
        if facts.live(stage, target) is not None:
            continue
        task = _task(tasks, target, stage)
        if task is None:
            able = standing.signers(facts, stage, target)
            yield from (person for person in able if not rules.four_eyes(facts, stage, target, person))
        elif task.due_at is None:
            yield task.assignment.to


def _holders(facts: Facts, verb: Verb) -> Iterator[User]:
    granting = {role for role, verbs in TABLE.items() if verb in verbs}
    return (member.user for member in facts.members if member.role in granting and not member.part_code)


def _task(tasks: Iterable[assigning.Task], target: Target, stage: Stage | None) -> assigning.Task | None:
    """The task that a target falls under: its own before its part's before the issue's."""
    found = [
        each
        for each in tasks
        if covers(each.target, target) and each.assignment.stage_id == (stage.pk if stage else None)
    ]
    return max(
        found, key=lambda each: (each.target.entry_id is not None, each.target.part_id is not None), default=None
    )


def _local(instant: dt.datetime, issue: Issue) -> dt.datetime:
    return instant.astimezone(issue.masthead.zone)
