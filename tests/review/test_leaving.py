from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import Assignment, AuditEntry, Issue, Message, SignOff
from editorial.review import assigning, deputising, handing_over, revoking, workflow
from tests.builders import entries_of, open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast, make_user
from tests.review.changing import also, live, sign, target_of


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def test_all_open_work_goes_over_in_one_step_and_what_was_signed_stays(cast: Cast, masthead: Masthead) -> None:
    heir = make_user("heir", "纪接任", "first_reviewer", masthead)
    also(heir, masthead, "writer")
    issue, other = submitted_issue(cast, masthead), open_issue(masthead, by=cast.writer, number=8)
    one, two, _news = entries_of(issue)
    first = masthead.plan.stages.get(code="first")
    sign(issue, "first", by=cast.reviewer1, within=target_of(one))
    for entry in (one, two):
        assigning.assign(issue, target_of(entry), first, to=cast.reviewer1, by=cast.editor)
    today = timezone.localdate()
    days: dict[str, Any] = {"from_on": today, "to_on": today + timedelta(days=9)}
    deputising.name(masthead, principal=cast.reviewer1, deputy=cast.proofreader, **days, by=cast.chief)
    Message.objects.all().delete()
    done = handing_over.hand_over(cast.reviewer1, to=heir, masthead=masthead, by=cast.chief)
    assert (done.tasks, done.deputyships, done.left) == (2, 1, ())
    assert not Assignment.objects.filter(to=cast.reviewer1).exists()
    assert [task.row for task in assigning.open_tasks(heir)] == [two]
    assert ("first", target_of(one)) in live(issue)
    assert [(each.to, each.event) for each in Message.objects.all()] == [(heir, "assigned")]
    assert AuditEntry.objects.filter(verb="hand over").count() == 1
    assert other.pk


def test_what_a_leaver_wrote_and_submitted_comes_back_to_the_successor(cast: Cast, masthead: Masthead) -> None:
    heir = make_user("heir", "纪接任", "writer", masthead)
    issue = open_issue(masthead, by=cast.writer)
    submitted, drafted, _news = entries_of(issue)
    workflow.submit(submitted, by=cast.writer)
    handing_over.hand_over(cast.writer, to=heir, masthead=masthead, by=cast.chief)
    cast.writer.is_active = False
    cast.writer.save(update_fields=["is_active"])
    assert drafted in [task.row for task in assigning.open_tasks(heir)]
    Message.objects.all().delete()
    workflow.send_back(entries_of(issue)[0], by=cast.reviewer1, remark="请核对文号。")
    assert [(each.to, each.event) for each in Message.objects.all()] == [(heir, "returned")]


def test_a_task_that_the_successor_may_not_do_lies_open(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    first = masthead.plan.stages.get(code="first")
    assigning.assign(issue, target_of(entries_of(issue)[0]), first, to=cast.reviewer1, by=cast.editor)
    done = handing_over.hand_over(cast.reviewer1, to=cast.writer, masthead=masthead, by=cast.chief)
    assert done.left == ("温采编 does not hold the role that signs at “初审”.", *done.left[1:])
    assert not Assignment.objects.exists()


def test_only_a_chief_hands_over_and_revokes(cast: Cast, masthead: Masthead) -> None:
    signed_issue(cast, masthead)
    for person in (cast.editor, cast.reviewer2, cast.user_administrator):
        with pytest.raises(Refused, match="Only a chief"):
            handing_over.hand_over(cast.reviewer1, to=cast.editor, masthead=masthead, by=person)
        with pytest.raises(Refused, match="Only a chief"):
            revoking.revoke_sign_offs(cast.reviewer1, reason="账号被盗用。", masthead=masthead, by=person)
    assert AuditEntry.objects.filter(refused=True).count() == 6


def test_revoking_needs_a_reason_and_leaves_released_issues_alone(cast: Cast, masthead: Masthead) -> None:
    released, issue = signed_issue(cast, masthead), signed_issue(cast, masthead, number=8)
    Issue.objects.filter(pk=released.pk).update(state="released")
    with pytest.raises(Refused, match="Say why"):
        revoking.revoke_sign_offs(cast.reviewer1, reason=" ", masthead=masthead, by=cast.chief)
    assert revoking.revoke_sign_offs(cast.reviewer1, reason="账号被盗用。", masthead=masthead, by=cast.chief) == 3
    assert len(live(released)) == 6
    assert not {code for code, _target in live(issue)} & {"first"}
    row = SignOff.objects.filter(issue=issue, by=cast.reviewer1)[0]
    assert (row.revoked_by, row.revoked_reason) == (cast.chief, "账号被盗用。")


def test_sign_offs_of_a_scheduled_issue_are_revoked_after_it_is_unscheduled(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    Issue.objects.filter(pk=issue.pk).update(state="scheduled")
    with pytest.raises(Refused, match="unschedule it first"):
        revoking.revoke_sign_offs(cast.reviewer1, reason="账号被盗用。", masthead=masthead, by=cast.chief)
    assert len(live(refreshed(issue))) == 6


def test_what_a_deputy_signed_for_somebody_is_revoked_with_them(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    today = timezone.localdate()
    deputising.name(
        masthead, principal=cast.reviewer1, deputy=cast.proofreader, from_on=today, to_on=today, by=cast.chief
    )
    sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer1)
    assert revoking.revoke_sign_offs(cast.reviewer1, reason="账号被盗用。", masthead=masthead, by=cast.chief) == 3
    assert live(issue) == set()
