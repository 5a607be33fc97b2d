from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import outline
from editorial.models import Assignment, AuditEntry, Issue, Message, Stage
from editorial.review import assigning, workflow
from editorial.review.facts import ISSUE, Target
from tests.builders import entries_of, open_issue, refreshed, submitted_issue
from tests.cast import Cast
from tests.review.changing import also, sign, target_of

YESTERDAY = timezone.now() - timedelta(days=1)


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def stage(masthead: Masthead, code: str) -> Stage:
    return masthead.plan.stages.get(code=code)


def test_a_task_is_given_told_and_given_to_somebody_else(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    target = target_of(entries_of(issue)[0])
    assigning.assign(issue, target, None, to=cast.writer, due_at=YESTERDAY, by=cast.editor)
    given = assigning.assign(issue, target, None, to=cast.chief, by=cast.editor)
    assert Assignment.objects.get() == given
    assert (given.to, given.due_at) == (cast.chief, YESTERDAY)
    assert [(each.to, each.event) for each in Message.objects.order_by("pk")] == [
        (cast.writer, "assigned"),
        (cast.chief, "assigned"),
    ]
    assert AuditEntry.objects.filter(verb="assign", refused=False).count() == 2


def test_only_those_who_may_assign_do(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    for person in (cast.writer, cast.reviewer1, cast.auditor):
        with pytest.raises(Refused, match="does not allow you to assign"):
            assigning.assign(issue, ISSUE, None, to=cast.editor, by=person)


def test_whoever_cannot_do_a_task_is_refused_with_every_reason(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    target = target_of(entries_of(issue)[0])
    with pytest.raises(Refused, match="温采编 does not hold the role that signs at “初审”"):
        assigning.assign(issue, target, stage(masthead, "first"), to=cast.writer, by=cast.editor)
    also(cast.writer, masthead, "first_reviewer")
    with pytest.raises(Refused, match="温采编 changed “国家药监局"):
        assigning.assign(issue, target, stage(masthead, "first"), to=cast.writer, by=cast.editor)
    also(cast.editor, masthead, "first_reviewer")
    with pytest.raises(Refused, match="卞责编 submitted “国家药监局"):
        assigning.assign(issue, target, stage(masthead, "first"), to=cast.editor, by=cast.editor)
    with pytest.raises(Refused, match="申审计 may not edit"):
        assigning.assign(issue, target, None, to=cast.auditor, by=cast.editor)
    with pytest.raises(Refused, match="“复审” does not sign"):
        assigning.assign(issue, target, stage(masthead, "second"), to=cast.reviewer2, by=cast.editor)
    assert not Assignment.objects.exists()


def test_whoever_signed_at_one_stage_is_not_given_another(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.reviewer1, masthead, "second_reviewer")
    sign(issue, "first", by=cast.reviewer1)
    part = Target(part_id=entries_of(issue)[0].section.part_id)
    with pytest.raises(Refused, match="楚初审 signed at “初审” already"):
        assigning.assign(issue, part, stage(masthead, "second"), to=cast.reviewer1, by=cast.editor)


def test_a_task_is_taken_back(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    given = assigning.assign(issue, ISSUE, None, to=cast.editor, by=cast.chief)
    with pytest.raises(Refused):
        assigning.unassign(given, by=cast.writer)
    assigning.unassign(given, by=cast.editor)
    assert not Assignment.objects.exists()


def test_what_is_done_is_no_task_any_more(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    target = target_of(entry)
    assigning.assign(issue, target, None, to=cast.writer, due_at=YESTERDAY, by=cast.editor)
    assigning.assign(issue, target, stage(masthead, "first"), to=cast.reviewer1, by=cast.editor)
    (task,) = assigning.open_tasks(cast.writer)
    assert (task.kind, task.row, task.is_overdue) == ("write", entry, True)
    workflow.submit(entry, by=cast.writer)
    assert assigning.open_tasks(cast.writer) == []
    assert [task.kind for task in assigning.open_tasks(cast.reviewer1)] == ["review"]
    sign(issue, "first", by=cast.reviewer1, within=target)
    assert assigning.open_tasks(cast.reviewer1) == []
    workflow.send_back(entries_of(issue)[0], by=cast.reviewer1, remark="请核对文号。")
    assert [task.kind for task in assigning.open_tasks(cast.writer)] == ["returned"]


def test_a_task_goes_with_its_entry_into_the_next_issue(cast: Cast, masthead: Masthead) -> None:
    issue, following = (open_issue(masthead, by=cast.writer, number=number) for number in (7, 8))
    entry = entries_of(issue)[0]
    assigning.assign(issue, target_of(entry), None, to=cast.writer, by=cast.editor)
    outline.hold_over(entry, by=cast.editor, seen_version=refreshed(issue).version)
    (task,) = assigning.open_tasks(cast.writer)
    assert task.assignment.issue == following


def test_the_workload_counts_what_everybody_has_before_them(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    first, second, _news = entries_of(issue)
    for entry in (first, second):
        assigning.assign(issue, target_of(entry), None, to=cast.writer, due_at=YESTERDAY, by=cast.editor)
    assigning.assign(issue, target_of(first), stage(masthead, "first"), to=cast.reviewer1, by=cast.editor)
    loads = {load.person: (load.writing, load.reviewing, load.overdue) for load in assigning.workload(masthead)}
    assert loads[cast.writer] == (2, 0, 2)
    assert loads[cast.reviewer1] == (0, 1, 0)
    assert loads[cast.chief] == (0, 0, 0)
    assert cast.auditor not in loads


def test_nothing_of_a_released_issue_is_assigned(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    Issue.objects.filter(pk=issue.pk).update(state="released")
    with pytest.raises(Refused, match="is released"):
        assigning.assign(refreshed(issue), ISSUE, None, to=cast.editor, by=cast.chief)
