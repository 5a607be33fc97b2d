from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from bulletin.models import Masthead
from editorial.models import Deadline, Issue, Membership, Message
from editorial.publishing import press, scheduling
from tests.builders import open_issue, signed_issue
from tests.cast import Cast, make_user

HOUR = timedelta(hours=1)


def planned(issue: Issue, at: datetime) -> Issue:
    Deadline.objects.create(issue=issue, code="release", name="发布", due_at=at)
    return issue


def told() -> list[tuple[str, int]]:
    rows = Message.objects.filter(event=Message.Event.LATE).order_by("to", "issue")
    return [(message.to.username, message.issue.number) for message in rows if message.issue]


def test_the_chiefs_are_told_once_of_a_planned_release_that_has_passed(cast: Cast, masthead: Masthead) -> None:
    make_user("chief2", "副主编", Membership.Role.CHIEF, masthead)
    make_user("house", "总编", Membership.Role.CHIEF)
    former = make_user("former", "前主编", Membership.Role.CHIEF, masthead)
    Membership.objects.filter(user=former).update(to_on=timezone.localdate() - timedelta(days=1))
    planned(open_issue(masthead, by=cast.writer), timezone.now() - HOUR)
    for _ in range(2):
        scheduling.tell_late()
    assert told() == [("chief", 7), ("chief2", 7), ("house", 7)]


def test_chiefs_of_another_masthead_are_not_told(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> None:
    make_user("elsewhere", "他刊主编", Membership.Role.CHIEF, other_masthead)
    planned(open_issue(masthead, by=cast.writer), timezone.now() - HOUR)
    scheduling.tell_late()
    assert told() == [("chief", 7)]


def test_what_is_not_due_yet_or_went_out_or_has_no_plan_is_not_late(cast: Cast, masthead: Masthead) -> None:
    planned(open_issue(masthead, by=cast.writer), timezone.now() + HOUR)
    open_issue(masthead, by=cast.writer, number=8)
    out = planned(signed_issue(cast, masthead, number=9), timezone.now() - HOUR)
    press.release(out, by=cast.chief)
    scheduling.tell_late()
    assert told() == []


def test_the_hour_of_a_scheduled_issue_counts_instead_of_the_rhythm(cast: Cast, masthead: Masthead) -> None:
    issue = planned(signed_issue(cast, masthead), timezone.now() - HOUR)
    scheduling.schedule(issue, release_at=timezone.now() + HOUR, by=cast.chief)
    scheduling.tell_late()
    assert told() == []
    scheduling.tell_late(timezone.now() + 2 * HOUR)
    assert told() == [("chief", 7)]


def test_another_plan_that_passes_is_told_anew(cast: Cast, masthead: Masthead) -> None:
    issue = planned(open_issue(masthead, by=cast.writer), timezone.now() - 2 * HOUR)
    scheduling.tell_late()
    Deadline.objects.filter(issue=issue).update(due_at=timezone.now() - HOUR)
    scheduling.tell_late()
    assert told() == [("chief", 7)] * 2


def test_the_machine_itself_gets_a_moment(cast: Cast, masthead: Masthead) -> None:
    planned(open_issue(masthead, by=cast.writer), timezone.now() - timedelta(minutes=1))
    scheduling.tell_late()
    assert told() == []
