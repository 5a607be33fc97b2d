from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import guests, reminding
from editorial.models import Assignment, Deadline, Entry, Issue, Membership, Message, Stage, User
from editorial.publishing import press, scheduling
from editorial.review import assigning, deputising, discussing, handing_over, signing, suggesting, workflow
from editorial.review.facts import ISSUE, Facts, Target, gather
from tests.builders import entries_of, open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast, make_user
from tests.guests.inviting import invited

Event = Message.Event
DAY = dt.timedelta(days=1)
REASON = "复审人出差未归，本期须按时发布，特此说明理由。"


@pytest.fixture
def office(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> Cast:
    """The cast; a second person in every role; people in every role elsewhere, over, to come, and gone."""
    today = timezone.localdate()
    for role in Membership.Role.values:
        make_user(f"{role}-2", role=role, masthead=masthead)
        make_user(f"{role}-elsewhere", role=role, masthead=other_masthead)
        make_user(f"{role}-gone", role=role, masthead=masthead)
        for name, dates in (("over", {"to_on": today - DAY}), ("to-come", {"from_on": today + DAY})):
            person = make_user(f"{role}-{name}")
            Membership.objects.create(user=person, masthead=masthead, role=role, **dates)
    User.objects.filter(username__endswith="-gone").update(is_active=False)
    return cast


def told(event: str) -> list[str]:
    """Who was told of an event since the last look, once for each time."""
    rows = Message.objects.filter(event=event).order_by("to__username").values_list("to__username", flat=True)
    found = list(rows)
    Message.objects.all().delete()
    return found


def facts_and_entry(issue: Issue) -> tuple[Facts, Target, Entry]:
    facts = gather(issue.pk)
    target = next(each for each in facts.rows if each.entry_id is not None)
    return facts, target, Entry.objects.get(pk=target.entry_id)


def stage(issue: Issue, code: str) -> Stage:
    return signing.stage_of(issue, code)


def test_a_submission_is_told_to_whoever_may_sign_first(office: Cast, masthead: Masthead) -> None:
    submitted_issue(office, masthead)
    assert told(Event.SUBMITTED) == ["first_reviewer-2", "reviewer1"]


def test_a_submission_is_not_told_to_its_submitter(office: Cast, masthead: Masthead) -> None:
    Membership.objects.create(user=office.editor, masthead=masthead, role="first_reviewer")
    submitted_issue(office, masthead)
    assert told(Event.SUBMITTED) == ["first_reviewer-2", "reviewer1"]


def test_a_submission_is_told_to_deputies_of_the_day_too(office: Cast, masthead: Masthead) -> None:
    today = timezone.localdate()
    for name, dates in (("now", (today, today)), ("later", (today + DAY, today + DAY))):
        principal = office.reviewer1 if name == "now" else User.objects.get(username="first_reviewer-2")
        deputy = make_user(f"deputy-{name}", role="writer", masthead=masthead)
        deputising.name(masthead, principal=principal, deputy=deputy, from_on=dates[0], to_on=dates[1], by=office.chief)
    Message.objects.all().delete()
    submitted_issue(office, masthead)
    assert told(Event.SUBMITTED) == ["deputy-now", "first_reviewer-2", "reviewer1"]


def test_a_submission_that_was_assigned_is_told_to_that_reviewer_alone(office: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=office.writer)
    facts = gather(issue.pk)
    for target in facts.targets(stage(issue, "first")):
        assigning.assign(issue, target, stage(issue, "first"), to=office.reviewer1, by=office.editor)
    Message.objects.all().delete()
    workflow.submit(issue, by=office.editor)
    assert told(Event.SUBMITTED) == ["reviewer1"]


def test_what_a_stage_has_signed_is_told_to_the_next(office: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(office, masthead)
    Message.objects.all().delete()
    signing.sign(issue, stage(issue, "first"), by=office.reviewer1)
    assert told(Event.SUBMITTED) == ["reviewer2", "second_reviewer-2"]
    signing.sign(issue, stage(issue, "second"), by=office.reviewer2)
    assert told(Event.SUBMITTED) == ["chief", "chief-2"]


def test_a_return_is_told_to_whoever_submitted(office: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(office, masthead)
    entry = facts_and_entry(issue)[2]
    Message.objects.all().delete()
    workflow.send_back(entry, by=office.reviewer1, remark="请补充附件。")
    message = Message.objects.get()
    assert (message.entry, message.by, message.remark) == (entry, office.reviewer1, "请补充附件。")
    assert told(Event.RETURNED) == ["editor"]
    workflow.send_back(refreshed(issue), by=office.chief, remark="顺序不妥。")
    assert told(Event.RETURNED) == ["editor"]


def test_what_is_submitted_again_is_told_to_who_returned_it(office: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(office, masthead)
    entry = facts_and_entry(issue)[2]
    workflow.send_back(entry, by=office.reviewer1, remark="请补充附件。")
    Message.objects.all().delete()
    workflow.submit(Entry.objects.get(pk=entry.pk), by=office.writer)
    assert told(Event.SUBMITTED) == ["reviewer1"]


def test_a_task_is_told_to_whom_it_was_given(office: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=office.writer)
    _facts, target, _entry = facts_and_entry(issue)
    assigning.assign(issue, target, None, to=office.writer, by=office.editor)
    assert told(Event.ASSIGNED) == ["writer"]
    assigning.assign(issue, target, None, to=office.editor, by=office.editor)
    assert told(Event.ASSIGNED) == []


def test_work_that_is_handed_over_is_told_to_who_gets_it(office: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=office.writer)
    _facts, target, _entry = facts_and_entry(issue)
    assigning.assign(issue, target, None, to=office.writer, by=office.editor)
    Message.objects.all().delete()
    second = User.objects.get(username="writer-2")
    handing_over.hand_over(office.writer, to=second, masthead=masthead, by=office.chief)
    assert told(Event.ASSIGNED) == ["writer-2"]


def test_a_mention_is_told_to_those_who_may_look(office: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=office.writer)
    entry = facts_and_entry(issue)[2]
    names = ["writer", "reviewer1", "editor", "writer-gone", "writer-elsewhere", "writer-over", "subscription_manager"]
    text = " ".join(f"@{name}" for name in [*names, "writer"])
    discussing.say(entry, text, by=office.editor)
    assert told(Event.MENTIONED) == ["reviewer1", "writer"]


def test_a_suggestion_is_told_to_writer_and_submitter_and_its_end_to_who_made_it(
    office: Cast, masthead: Masthead
) -> None:
    issue = submitted_issue(office, masthead)
    entry = facts_and_entry(issue)[2]
    Message.objects.all().delete()
    for title in ("甲题", "乙题"):
        made = suggesting.propose(entry, {"title": title}, by=office.reviewer1, seen_version=entry.version)
        assert made is not None
        assert told(Event.SUGGESTED) == ["editor", "writer"]
        if title == "甲题":
            suggesting.decline(made, by=office.writer)
        else:
            suggesting.take_over(made, by=office.editor)
        assert told(Event.SETTLED) == ["reviewer1"]


def test_who_takes_a_suggestion_of_their_own_back_is_told_nothing(office: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(office, masthead)
    entry = facts_and_entry(issue)[2]
    made = suggesting.propose(entry, {"title": "甲题"}, by=office.reviewer1, seen_version=entry.version)
    assert made is not None
    Message.objects.all().delete()
    suggesting.decline(made, by=office.reviewer1)
    assert told(Event.SETTLED) == []


def test_a_release_without_review_is_told_to_every_chief_and_nobody_else(office: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(office, masthead)
    Message.objects.all().delete()
    press.release(issue, by=office.chief, override_reason=REASON)
    assert told(Event.OVERRIDDEN) == ["chief", "chief-2"]


def test_a_scheduled_release_that_was_refused_is_told_to_every_chief(office: Cast, masthead: Masthead) -> None:
    issue = signed_issue(office, masthead)
    scheduling.schedule(issue, release_at=timezone.now() + DAY, by=office.editor)
    Entry.objects.filter(section__part__issue=issue).update(title="绕过编辑部改动的题名")
    Message.objects.all().delete()
    for _time in range(2):
        (outcome,) = scheduling.release_due(timezone.now() + 2 * DAY)
        assert outcome.edition is None
    assert told(Event.UNRELEASED) == ["chief", "chief-2"]


def test_a_release_that_is_late_is_told_to_every_chief_once(office: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=office.writer)
    Deadline.objects.create(issue=issue, code="release", name="发布", due_at=timezone.now() - DAY)
    for _time in range(2):
        scheduling.tell_late()
    assert told(Event.LATE) == ["chief", "chief-2"]


@pytest.mark.parametrize("given", ["approved", "remarked", "returned"])
def test_the_answer_of_a_guest_on_an_issue_is_told_to_who_invited_them(
    office: Cast, masthead: Masthead, given: str
) -> None:
    issue = submitted_issue(office, masthead)
    for code, signer in (("first", office.reviewer1), ("second", office.reviewer2)):
        signing.sign(issue, stage(issue, code), by=signer)
    issued = invited(issue, by=office.chief)
    Message.objects.all().delete()
    guests.answer(issued.link, given, remark="好。")
    assert told(Event.GUEST) == ["chief"]


# What is due


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


def test_a_refused_step_tells_nobody(office: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(office, masthead)
    entry = facts_and_entry(issue)[2]
    Message.objects.all().delete()
    attempts: list[Callable[[], Any]] = [
        lambda: workflow.send_back(entry, by=office.writer, remark="x"),
        lambda: workflow.submit(entry, by=office.writer),
        lambda: signing.sign(issue, stage(issue, "first"), by=office.writer),
        lambda: assigning.assign(issue, ISSUE, None, to=office.writer, by=office.writer),
        lambda: discussing.say(entry, "@editor", by=office.auditor),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert not Message.objects.exists()
    assert Assignment.objects.count() == 0
