from __future__ import annotations

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import Assignment, Entry, Issue, Message, User
from editorial.review import assigning, workflow
from editorial.review.facts import ISSUE, Target, gather
from tests.builders import entries_of, open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast
from tests.review.changing import also, sign, target_of


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def told(event: str) -> list[User]:
    """Who was told, and forgets it."""
    rows = Message.objects.filter(event=event).select_related("to").order_by("pk")
    people = [row.to for row in rows]
    rows.delete()
    return people


def test_a_first_submission_tells_everybody_who_may_sign_first_and_nobody_else(cast: Cast, masthead: Masthead) -> None:
    also(cast.proofreader, masthead, "first_reviewer")
    also(cast.writer, masthead, "first_reviewer")
    submitted_issue(cast, masthead)
    assert set(told("submitted")) == {cast.reviewer1, cast.proofreader}


def test_a_first_submission_tells_the_assigned_reviewer_alone(cast: Cast, masthead: Masthead) -> None:
    also(cast.proofreader, masthead, "first_reviewer")
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    first = masthead.plan.stages.get(code="first")
    assigning.assign(issue, target_of(entry), first, to=cast.proofreader, by=cast.editor)
    workflow.submit(entry, by=cast.writer)
    assert told("submitted") == [cast.proofreader]


def test_a_return_goes_to_exactly_the_person_who_submitted(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    workflow.submit(entry, by=cast.writer)
    workflow.submit(issue, by=cast.editor)
    workflow.send_back(entries_of(issue)[0], by=cast.reviewer2, remark="请核对文号。")
    assert told("returned") == [cast.writer]
    task = Assignment.objects.get(entry=entry, stage=None)
    assert (task.to, task.by) == (cast.writer, cast.reviewer2)
    assert [entry.state for entry in entries_of(issue)] == ["returned", "submitted", "submitted"]
    assert refreshed(issue).state == Issue.State.SUBMITTED


def test_resubmitting_goes_to_exactly_the_reviewer_who_returned_it(cast: Cast, masthead: Masthead) -> None:
    also(cast.proofreader, masthead, "first_reviewer")
    issue = submitted_issue(cast, masthead)
    entry = entries_of(issue)[0]
    workflow.send_back(entry, by=cast.proofreader, remark="请核对文号。")
    told("submitted")
    workflow.submit(entries_of(issue)[0], by=cast.writer)
    assert told("submitted") == [cast.proofreader]
    assert Assignment.objects.get(entry=entry, stage__code="first").to == cast.proofreader


def test_resubmitting_goes_to_a_second_reviewer_at_the_stage_where_they_sign(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    entry = entries_of(issue)[0]
    sign(issue, "first", by=cast.reviewer1)
    workflow.send_back(entries_of(issue)[0], by=cast.reviewer2, remark="请核对文号。")
    told("submitted")
    workflow.submit(entries_of(issue)[0], by=cast.writer)
    assert told("submitted") == [cast.reviewer2]
    task = Assignment.objects.get(stage__code="second")
    assert (task.part_id, task.to) == (entry.section.part_id, cast.reviewer2)


def test_a_returned_issue_goes_to_its_submitter_and_back_to_who_returned_it(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    sign(issue, "first", by=cast.reviewer1)
    sign(issue, "second", by=cast.reviewer2)
    workflow.send_back(refreshed(issue), by=cast.chief, remark="本期要点须重写。")
    assert told("returned") == [cast.editor]
    assert refreshed(issue).state == Issue.State.OPEN
    assert {entry.state for entry in entries_of(issue)} == {Entry.State.APPROVED}
    told("submitted")
    workflow.submit(refreshed(issue), by=cast.editor)
    assert told("submitted") == [cast.chief]
    assert sign(issue, "final", by=cast.chief, within=ISSUE) == 1


def test_when_a_stage_is_complete_the_next_is_told(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    told("submitted")
    first, *others = entries_of(issue)
    sign(issue, "first", by=cast.reviewer1, within=target_of(first))
    assert told("submitted") == []
    sign(issue, "first", by=cast.reviewer1)
    assert told("submitted") == [cast.reviewer2]
    sign(issue, "second", by=cast.reviewer2)
    assert told("submitted") == [cast.chief]
    assert len(others) == 2


def test_a_signed_submission_is_not_recalled_though_its_text_was_changed_since(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    entry = entries_of(issue)[0]
    sign(issue, "first", by=cast.reviewer1, within=target_of(entry))
    Entry.objects.filter(pk=entry.pk).update(title="改过的标题")
    with pytest.raises(Refused, match="has been signed already"):
        workflow.recall(entries_of(issue)[0], by=cast.editor)
    with pytest.raises(Refused, match="has been signed already"):
        workflow.recall(refreshed(issue), by=cast.editor)


def test_an_entry_that_nobody_signed_is_recalled_while_others_are_signed(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    first, second, _news = entries_of(issue)
    sign(issue, "first", by=cast.reviewer1, within=target_of(first))
    workflow.recall(entries_of(issue)[1], by=cast.editor)
    assert [entry.state for entry in entries_of(issue)] == ["approved", "draft", "submitted"]
    assert Target(second.section.part_id, second.pk) == target_of(second)


def test_whoever_submits_an_issue_again_keeps_no_sign_off_of_their_own_under_it(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    also(cast.reviewer2, masthead, "editor")
    workflow.send_back(refreshed(issue), by=cast.chief, remark="请再看一遍次序。")
    workflow.submit(refreshed(issue), by=cast.reviewer2)
    facts = gather(issue.pk)
    assert {str(each.by) for _target, each in facts.live_sign_offs()} == {str(cast.reviewer1)}
