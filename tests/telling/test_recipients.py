from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import guests
from editorial.models import Assignment, Deadline, Entry, Membership, Message, User
from editorial.publishing import press, scheduling
from editorial.review import assigning, deputising, discussing, handing_over, signing, suggesting, workflow
from editorial.review.facts import ISSUE, gather
from tests.builders import open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast, make_user
from tests.guests.inviting import invited
from tests.telling.office import DAY, facts_and_entry, stage, told

Event = Message.Event
REASON = "复审人出差未归，本期须按时发布，特此说明理由。"


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
