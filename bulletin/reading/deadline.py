"""A period for comments on its way out of a text: its ends, what was stated of its length, and what to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from . import dates, findings, workdays
from .numerals import integer
from .workdays import Workdays

STATED, COMPUTED = "stated", "computed"

_G = r"[ \t\u3000\u00a0]{0,3}"
_STATED_DAYS = re.compile(rf"(?P<count>[0-9０-９一二三四五六七八九十]{{1,4}}){_G}个?{_G}工作日")
_STATED_CALENDAR_DAYS = re.compile(
    rf"(?:共|为期|期限为?|[（(]){_G}(?P<count>[0-9０-９一二三四五六七八九十]{{1,4}}){_G}(?:个{_G})?(?:自然日|日历日|天)"
)


@dataclass(slots=True)
class Period:
    """What one sentence says; ``at`` is the place of its paragraph, ``notes`` are (sentence, values) for warnings.

    ``basis`` tells how the end was found; the beginning is computed where ``opens_with_signature``.
    """

    at: int
    text: str
    opens_on: date | None = None
    closes_on: date | None = None
    previous_closes_on: date | None = None
    working_days: int | None = None
    computed_working_days: int | None = None
    basis: str = STATED
    opens_with_signature: bool = False
    notes: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)

    def note(self, sentence: str, **values: object) -> None:
        self.notes.append((sentence, tuple((key, str(value)) for key, value in values.items())))

    def check(self, day: dates.Day, on: date) -> None:
        """Note a year that the text leaves out and a weekday that is not that of the date."""
        if day.year is None and self.opens_on is None:
            self.note(findings.NO_YEAR)
        if day.weekday is not None and day.weekday != on.weekday():
            self.note(findings.WEEKDAY, date=on.isoformat())

    def count(self, sentence: str, calendar: Workdays) -> None:
        """Count a period between two dates, both included, and note a stated length that does not agree."""
        if self.opens_on is None or self.closes_on is None:
            return
        self.working_days = _stated(_STATED_DAYS, sentence)
        self.computed_working_days = workdays.between(self.opens_on, self.closes_on, calendar)
        if self.working_days is not None and self.computed_working_days not in {None, self.working_days}:
            self.note(findings.WORKING_DAYS, stated=self.working_days, counted=self.computed_working_days)
        days = (self.closes_on - self.opens_on).days + 1
        stated = _stated(_STATED_CALENDAR_DAYS, sentence)
        # Some count both ends, some only one: a stated length is wrong when it is neither.
        if stated is not None and stated not in {days, days - 1}:
            self.note(findings.CALENDAR_DAYS, stated=stated, counted=days)
        self.provisional(range(self.opens_on.year, self.closes_on.year + 1), calendar)

    def provisional(self, years: range, calendar: Workdays) -> None:
        """Note the years whose holidays are not announced yet; a period longer than ten years is not asked about."""
        for year in years[:10]:
            if not calendar.known(year):
                self.note(findings.PROVISIONAL_YEAR, year=year)


def _stated(pattern: re.Pattern[str], sentence: str) -> int | None:
    found = pattern.search(sentence)
    return integer(found["count"]) if found else None
