from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bulletin.models import Masthead, WorkdayOverride
from bulletin.reading.workdays import Mainland
from bulletin.refusal import Refused
from editorial.drafting import deadlines, history, opening, rhythm
from editorial.drafting.rhythm import Due
from editorial.models import AuditEntry, Deadline, Issue
from tests import builders
from tests.cast import Cast

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY = date(2026, 3, 13)


class EveryDay:
    def works(self, day: date) -> bool:
        return True

    def known(self, year: int) -> bool:
        return True


@pytest.fixture
def weekly(masthead: Masthead) -> Masthead:
    rhythm.found(masthead)
    return masthead


def due(*rows: tuple[str, int, time], week: int = 0) -> list[Due]:
    return [Due(code, code, week, weekday, at) for code, weekday, at in rows]


USUAL = due(
    ("open", 1, time(9)),
    ("submit", 3, time(17)),
    ("first", 4, time(12)),
    ("second", 4, time(17)),
    ("galley", 5, time(11)),
    ("final", 5, time(15)),
    ("release", 5, time(16, 30)),
)


def local(found: list[deadlines.Date], zone: ZoneInfo = SHANGHAI) -> list[str]:
    return [f"{each.code} {each.due_at.astimezone(zone):%m-%d %H:%M}" for each in found]


def test_an_issue_of_an_ordinary_friday_is_due_as_the_rhythm_says() -> None:
    assert local(deadlines.dates(USUAL, FRIDAY, SHANGHAI, Mainland())) == [
        "open 03-09 09:00",
        "submit 03-11 17:00",
        "first 03-12 12:00",
        "second 03-12 17:00",
        "galley 03-13 11:00",
        "final 03-13 15:00",
        "release 03-13 16:30",
    ]


def test_an_issue_dated_on_a_monday_is_made_in_the_week_before() -> None:
    found = local(deadlines.dates(USUAL, date(2026, 3, 16), SHANGHAI, Mainland()))
    assert found[0] == "open 03-09 09:00"
    assert found[-2:] == ["final 03-13 15:00", "release 03-16 16:30"]


def test_steps_on_days_off_move_to_the_last_working_day_before_and_stay_in_order() -> None:
    # 国庆: 1 to 7 October 2026 are days off; 30 September is the last working day before them.
    assert local(deadlines.dates(USUAL, date(2026, 10, 2), SHANGHAI, Mainland())) == [
        "open 09-28 09:00",
        "submit 09-30 11:00",
        "first 09-30 11:00",
        "second 09-30 11:00",
        "galley 09-30 11:00",
        "final 09-30 15:00",
        "release 09-30 16:30",
    ]


def test_an_issue_dated_in_a_holiday_is_made_in_the_week_of_the_last_working_day_before_it() -> None:
    # 春节: 15 to 23 February 2026; Saturday the 14th makes up for one of its days.
    found = local(deadlines.dates(USUAL, date(2026, 2, 16), SHANGHAI, Mainland()))
    assert (found[0], found[-2], found[-1]) == ("open 02-09 09:00", "final 02-13 15:00", "release 02-14 16:30")


def test_an_issue_dated_earlier_because_of_a_holiday_is_made_in_that_same_week() -> None:
    found = local(deadlines.dates(USUAL, date(2026, 9, 30), SHANGHAI, Mainland()))
    assert (found[0], found[-1]) == ("open 09-28 09:00", "release 09-30 16:30")


def test_a_saturday_that_makes_up_for_a_holiday_is_worked() -> None:
    # 2026年2月14日（星期六）上班: the State Council's notice for the Spring Festival of 2026.
    saturdays = due(("submit", 6, time(10)), ("release", 7, time(12)))
    assert local(deadlines.dates(saturdays, date(2026, 2, 15), SHANGHAI, Mainland())) == [
        "submit 02-14 10:00",
        "release 02-14 12:00",
    ]


def test_an_exceptional_day_of_the_register_counts(weekly: Masthead) -> None:
    WorkdayOverride.objects.create(on=FRIDAY, is_workday=False, source="地方通知")
    found = deadlines.of_masthead(weekly, FRIDAY)
    assert local(found)[-1] == "release 03-12 16:30"


def test_a_rhythm_may_begin_weeks_before_the_release() -> None:
    monthly = [Due("open", "open", 0, 1, time(9)), Due("release", "release", 3, 5, time(16))]
    assert local(deadlines.dates(monthly, FRIDAY, SHANGHAI, EveryDay())) == ["open 02-16 09:00", "release 03-13 16:00"]


@pytest.mark.parametrize(
    ("zone", "day", "hour", "instant"),
    [
        # Clocks go forward at 2:00 on 8 March 2026, back at 2:00 on 1 November 2026.
        ("America/New_York", date(2026, 3, 6), 16, datetime(2026, 3, 6, 21, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 9), 16, datetime(2026, 3, 9, 20, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 8), 2, datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), 1, datetime(2026, 11, 1, 5, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 2), 16, datetime(2026, 11, 2, 21, tzinfo=UTC)),
        ("Asia/Shanghai", date(2026, 12, 31), 23, datetime(2026, 12, 31, 15, tzinfo=UTC)),
        ("Asia/Shanghai", date(2027, 1, 1), 7, datetime(2026, 12, 31, 23, tzinfo=UTC)),
        ("Asia/Shanghai", date(2028, 2, 29), 16, datetime(2028, 2, 29, 8, tzinfo=UTC)),
    ],
)
def test_the_clock_of_the_masthead_decides_the_instant(zone: str, day: date, hour: int, instant: datetime) -> None:
    release = [Due("release", "release", 0, day.isoweekday(), time(hour))]
    assert [each.due_at for each in deadlines.dates(release, day, ZoneInfo(zone), EveryDay())] == [instant]


TIMES = st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.tuples(st.integers(0, 3), st.integers(1, 7), TIMES)


@given(
    st.lists(MOMENTS, min_size=1, max_size=7).map(sorted),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_due_dates_are_ordered_working_days_and_none_is_after_the_issues_own(
    moments: list[tuple[int, int, time]], dated_on: date, name: str
) -> None:
    zone, calendar = ZoneInfo(name), Mainland()
    codes = [*(f"step-{at}" for at in range(len(moments) - 1)), "release"]
    found = deadlines.dates(
        [Due(code, code, *moment) for code, moment in zip(codes, moments, strict=True)], dated_on, zone, calendar
    )
    assert [each.code for each in found] == codes
    assert [each.due_at for each in found] == sorted(each.due_at for each in found)
    assert all(calendar.works(each.due_at.astimezone(zone).date()) for each in found)
    assert found[-1].due_at.astimezone(zone).date() == deadlines.last_working(dated_on, calendar)


def test_an_opened_issue_has_its_due_dates(cast: Cast, weekly: Masthead) -> None:
    builders.open_issue(weekly, by=cast.writer)
    issue = opening.open_next(weekly, by=cast.editor)
    assert list(issue.deadlines.values_list("name", flat=True)) == [
        "opening",
        "submission closes",
        "初审",
        "复审",
        "galley",
        "终审",
        "release",
    ]
    assert issue.deadlines.get(code="release").due_at.astimezone(SHANGHAI).date() == date(2026, 2, 14)


def test_without_a_rhythm_there_are_no_due_dates(cast: Cast, masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.writer)
    assert not opening.open_next(masthead, by=cast.editor).deadlines.exists()


def test_a_number_that_came_in_gets_due_dates_only_while_its_release_lies_ahead(cast: Cast, weekly: Masthead) -> None:
    ahead = f"{timezone.localdate() + timedelta(days=30)}"
    for number, dated_on, count in ((7, "2026-02-16", 0), (8, ahead, 7)):
        issue = builders.open_issue(weekly, by=cast.writer, number=number, dated_on=dated_on)
        deadlines.lay(issue, only_ahead=True)
        assert issue.deadlines.count() == count


def test_due_dates_are_changed_by_hand(cast: Cast, weekly: Masthead) -> None:
    issue = opened(cast, weekly)
    wanted = {each.code: each.due_at - timedelta(hours=1) for each in deadlines.of(issue)}
    del wanted["galley"]
    deadlines.revise(issue, wanted, by=cast.editor, seen_version=issue.version)
    assert {row.code: row.due_at for row in issue.deadlines.all()} == wanted
    entry = AuditEntry.objects.get(verb="due dates")
    assert (entry.refused, entry.after_digest) == (False, deadlines.digest(deadlines.of(issue)))
    assert entry.before_digest not in ("", entry.after_digest)
    assert builders.refreshed(issue).version == issue.version + 1


def test_saving_due_dates_as_they_are_changes_nothing(cast: Cast, weekly: Masthead) -> None:
    issue = opened(cast, weekly)
    same = {each.code: each.due_at for each in deadlines.of(issue)}
    deadlines.revise(issue, same, by=cast.editor, seen_version=issue.version)
    assert builders.refreshed(issue).version == issue.version
    assert not AuditEntry.objects.filter(verb="due dates").exists()


def test_due_dates_out_of_order_are_refused_with_their_names(cast: Cast, weekly: Masthead) -> None:
    issue = opened(cast, weekly)
    at = datetime(2026, 2, 20, 8, tzinfo=UTC)
    wanted = {"submit": at, "first": at - timedelta(days=1), "release": at, "dinner": at}
    with pytest.raises(Refused) as caught:
        deadlines.revise(issue, wanted, by=cast.editor, seen_version=issue.version)
    assert [str(each) for each in caught.value.reasons] == [
        "The plan of review has no step “dinner”.",
        "“submission closes” must not be due after “初审”.",
    ]
    assert AuditEntry.objects.get(verb="due dates").refused


def test_due_dates_that_somebody_else_changed_are_not_saved_over(cast: Cast, weekly: Masthead) -> None:
    issue = opened(cast, weekly)
    with pytest.raises(Refused) as caught:
        deadlines.revise(issue, {}, by=cast.editor, seen_version=issue.version - 1)
    assert caught.value.reasons == [history.STALE]
    assert issue.deadlines.count() == 7


def test_only_those_who_assign_change_due_dates(cast: Cast, weekly: Masthead) -> None:
    issue = opened(cast, weekly)
    for person in (cast.writer, cast.reviewer1, cast.auditor, cast.nobody):
        with pytest.raises(Refused):
            deadlines.revise(issue, {}, by=person, seen_version=issue.version)


@pytest.mark.parametrize("state", [Issue.State.SCHEDULED, Issue.State.RELEASED])
def test_a_locked_issue_keeps_its_due_dates(cast: Cast, weekly: Masthead, state: str) -> None:
    issue = opened(cast, weekly)
    Issue.objects.filter(pk=issue.pk).update(state=state)
    with pytest.raises(Refused):
        deadlines.revise(issue, {}, by=cast.editor, seen_version=issue.version)
    assert Deadline.objects.filter(issue=issue).count() == 7


def opened(cast: Cast, masthead: Masthead) -> Issue:
    builders.open_issue(masthead, by=cast.writer)
    return builders.refreshed(opening.open_next(masthead, by=cast.editor))
