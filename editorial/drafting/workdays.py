"""The working days of this house: the State Council's calendar with the exceptional days of the register."""

from __future__ import annotations

from datetime import date

from bulletin.models import WorkdayOverride
from bulletin.reading import workdays

_SATURDAY = 5


class House:
    """A calendar for ``bulletin.reading``; the exceptional days are read once, when it is made."""

    def __init__(self) -> None:
        self._overrides = dict(WorkdayOverride.objects.values_list("on", "is_workday"))
        self._mainland = workdays.Mainland()
        # A weekend that is worked comes from a year's notice: whoever entered one has the year's notice at hand.
        self._entered = {on.year for on, works in self._overrides.items() if works and on.weekday() >= _SATURDAY}

    def works(self, day: date) -> bool:
        return self._overrides.get(day, self._mainland.works(day))

    def known(self, year: int) -> bool:
        """Whether the make-up days of the year are known, from the calendar or from the register."""
        return year in self._entered or self._mainland.known(year)


def counted(opens_on: date | None, closes_on: date | None) -> int | None:
    """Working days of a period, both ends included, when both are given and in order."""
    if opens_on is None or closes_on is None or closes_on < opens_on:
        return None
    return workdays.between(opens_on, closes_on, House())
