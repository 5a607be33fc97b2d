"""Counts Chinese working days, make-up days included, with the `holidays` library; the only module that imports it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

import holidays

LONGEST_SPAN = timedelta(days=3660)
_DAY = timedelta(days=1)


class Workdays(Protocol):
    """Anything that knows which days are worked; tests and a house's own table may stand in."""

    def works(self, day: date) -> bool: ...

    def known(self, year: int) -> bool: ...


class Mainland:
    """The calendar of the State Council's yearly notices."""

    def works(self, day: date) -> bool:
        return _year(day.year).is_working_day(day)

    def known(self, year: int) -> bool:
        """Whether the year's make-up days are in the data; without them a count is provisional."""
        return any(day.year == year for day in _year(year).weekend_workdays)


def between(opens: date, closes: date, workdays: Workdays) -> int | None:
    """Working days from one date to the other, both ends counted; None for a span over ten years."""
    if closes - opens > LONGEST_SPAN:
        return None
    return sum(1 for day in _days(opens, closes) if workdays.works(day))


def after(start: date, count: int, workdays: Workdays) -> date:
    """The ``count``-th working day after ``start``, which does not count itself (民法典 第二百零一条)."""
    day = start
    while count > 0:
        day += _DAY
        count -= workdays.works(day)
    return day


def next_working(day: date, workdays: Workdays) -> date:
    """The day, or the first working day after it (民法典 第二百零三条)."""
    while not workdays.works(day):
        day += _DAY
    return day


def _days(opens: date, closes: date) -> Iterator[date]:
    while opens <= closes:
        yield opens
        opens += _DAY


@functools.cache
def _year(year: int) -> holidays.HolidayBase:
    # A make-up day at the turn of a year stands in the next year's notice.
    return holidays.country_holidays("CN", years=(year, year + 1))
