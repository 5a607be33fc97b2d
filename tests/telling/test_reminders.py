from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from editorial import reminding
from editorial.models import Deadline, Entry, Issue, Membership, Message, User
from editorial.review import assigning, signing, workflow
from editorial.review.facts import gather
from tests.builders import entries_of, open_issue, refreshed
from tests.cast import Cast
from tests.telling.office import DAY, facts_and_entry, stage, told

Event = Message.Event


@pytest.fixture
def noon(masthead: Masthead) -> dt.datetime:
    return dt.datetime.combine(timezone.localdate(), dt.time(12), tzinfo=dt.timezone(dt.timedelta(hours=8)))


Making = Callable[[str, dt.datetime], Issue]


@pytest.fixture
def making(office: Cast, masthead: Masthead) -> Making:
    """An open issue with one due date and two writers, or one in review where a stage is due."""

    def make(code: str, due_at: dt.datetime) -> Issue:
        issue = open_issue(masthead, by=office.writer)
        Entry.objects.filter(pk=entries_of(issue)[0].pk).update(created_by=User.objects.get(username="writer-2"))
        if code not in ("submit", "open"):
            workflow.submit(issue, by=office.editor)
        Deadline.objects.create(issue=issue, code=code, name="某步", due_at=due_at)
        Message.objects.all().delete()
        return refreshed(issue)

    return make


WHO = [
    ("submit", ["editor", "editor-2", "writer", "writer-2"]),
    ("first", ["first_reviewer-2", "reviewer1"]),
    ("second", ["reviewer2", "second_reviewer-2"]),
    ("final", ["chief", "chief-2"]),
    ("release", ["chief", "chief-2", "editor", "editor-2"]),
    ("galley", []),
    ("open", []),
]


@pytest.mark.parametrize(("code", "people"), WHO)
def test_a_step_that_is_due_tomorrow_is_told_once_to_those_who_owe_it(
    making: Making, noon: dt.datetime, code: str, people: list[str]
) -> None:
    making(code, noon + DAY)
    for minutes in range(3):
        reminding.remind(noon + dt.timedelta(minutes=minutes))
    assert told(Event.DUE) == people


@pytest.mark.parametrize(("code", "people"), WHO)
def test_a_step_that_is_overdue_is_told_once_a_day_to_those_who_owe_it(
    making: Making, noon: dt.datetime, code: str, people: list[str]
) -> None:
    making(code, noon - dt.timedelta(hours=1))
    for minutes in range(3):
        reminding.remind(noon + dt.timedelta(minutes=minutes))
    assert Message.objects.filter(event=Event.DUE).count() == 0
    assert told(Event.OVERDUE) == people
    reminding.remind(noon + DAY)
    assert told(Event.OVERDUE) == people


def test_of_a_step_only_those_who_still_owe_something_hear(office: Cast, making: Making, noon: dt.datetime) -> None:
    issue = making("submit", noon + DAY)
    workflow.submit(entries_of(issue)[0], by=office.writer)
    Message.objects.all().delete()
    reminding.remind(noon)
    assert told(Event.DUE) == ["editor", "editor-2", "writer"]
    workflow.submit(refreshed(issue), by=office.editor)
    Message.objects.all().delete()
    reminding.remind(noon + DAY + dt.timedelta(hours=1))
    assert told(Event.OVERDUE) == []


def test_of_a_stage_that_has_signed_nobody_hears(office: Cast, making: Making, noon: dt.datetime) -> None:
    issue = making("first", noon + DAY)
    signing.sign(issue, stage(issue, "first"), by=office.reviewer1)
    Message.objects.all().delete()
    reminding.remind(noon)
    assert told(Event.DUE) == []


def test_whom_four_eyes_bar_from_a_stage_is_not_reminded_of_it(
    office: Cast, masthead: Masthead, making: Making, noon: dt.datetime
) -> None:
    Membership.objects.create(user=office.editor, masthead=masthead, role="first_reviewer")
    making("first", noon + DAY)
    reminding.remind(noon)
    assert told(Event.DUE) == ["first_reviewer-2", "reviewer1"]


def test_of_what_is_assigned_only_that_person_is_reminded(office: Cast, making: Making, noon: dt.datetime) -> None:
    issue = making("first", noon + DAY)
    facts = gather(issue.pk)
    for target in facts.targets(stage(issue, "first")):
        assigning.assign(issue, target, stage(issue, "first"), to=office.reviewer1, by=office.editor)
    Message.objects.all().delete()
    reminding.remind(noon)
    assert told(Event.DUE) == ["reviewer1"]


def test_a_task_with_a_date_of_its_own_goes_by_that(office: Cast, making: Making, noon: dt.datetime) -> None:
    issue = making("first", noon + DAY)
    targets = gather(issue.pk).targets(stage(issue, "first"))
    for target, days in zip(targets, (1, 5, 6), strict=True):
        due_at = noon + days * DAY
        assigning.assign(issue, target, stage(issue, "first"), to=office.reviewer1, due_at=due_at, by=office.editor)
    Message.objects.all().delete()
    reminding.remind(noon)
    message = Message.objects.get()
    assert (message.to, message.entry_id) == (office.reviewer1, targets[0].entry_id)
    assert told(Event.DUE) == ["reviewer1"]


def test_a_task_that_is_done_reminds_nobody(office: Cast, masthead: Masthead, noon: dt.datetime) -> None:
    issue = open_issue(masthead, by=office.writer)
    _facts, target, entry = facts_and_entry(issue)
    assigning.assign(issue, target, None, to=office.writer, due_at=noon - DAY, by=office.editor)
    Message.objects.all().delete()
    reminding.remind(noon)
    assert told(Event.OVERDUE) == ["writer"]
    workflow.submit(entry, by=office.writer)
    Message.objects.all().delete()
    reminding.remind(noon + DAY)
    assert told(Event.OVERDUE) == []


def test_a_date_that_was_moved_reminds_anew(making: Making, noon: dt.datetime) -> None:
    issue = making("final", noon + DAY)
    reminding.remind(noon)
    assert told(Event.DUE) == ["chief", "chief-2"]
    Deadline.objects.filter(issue=issue).update(due_at=noon + 2 * DAY)
    reminding.remind(noon)
    assert told(Event.DUE) == []
    reminding.remind(noon + DAY)
    assert told(Event.DUE) == ["chief", "chief-2"]


@pytest.mark.parametrize("hour", [0, 7, 20, 23])
def test_nobody_is_reminded_at_night(making: Making, noon: dt.datetime, hour: int) -> None:
    making("final", noon + DAY)
    reminding.remind(noon.replace(hour=hour))
    assert told(Event.DUE) == []


@pytest.mark.parametrize("state", [Issue.State.SCHEDULED, Issue.State.RELEASED])
def test_of_an_issue_that_is_done_nobody_is_reminded(making: Making, noon: dt.datetime, state: str) -> None:
    issue = making("release", noon + DAY)
    Issue.objects.filter(pk=issue.pk).update(state=state)
    reminding.remind(noon)
    assert told(Event.DUE) == []


def test_reminding_ends_a_week_after_the_date(making: Making, noon: dt.datetime) -> None:
    making("final", noon)
    reminding.remind(noon + 6 * DAY)
    assert told(Event.OVERDUE) == ["chief", "chief-2"]
    reminding.remind(noon + 8 * DAY)
    assert told(Event.OVERDUE) == []
