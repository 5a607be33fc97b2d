"""Calendar dates and spans of dates in running Chinese text; never guesses a year by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .numerals import ARABIC, integer

GAP = r"[ \t\u3000\u00a0]{0,4}"
_YEAR = r"[一二三四五六七八九〇○ＯOoО零0-9０-９]{4}"
_FEW = r"[元一二三四五六七八九十廿卅〇○零0-9０-９]{1,3}"
_NUM = rf"[{ARABIC}]{{1,2}}"

# Three ways of writing a date: 2021年1月4日 (also 二〇二一年…), 2021-1-4 with -, / or ., and without the year.
_FULL = rf"(?P<year>{_YEAR}){GAP}年{GAP}(?P<month>{_FEW}){GAP}月{GAP}(?P<day>{_FEW}){GAP}[日号]"
_MARKED = (
    rf"(?<![{ARABIC}])(?P<y2>[{ARABIC}]{{4}}){GAP}(?P<sep>[-/.．／－]){GAP}(?P<m2>{_NUM})"
    rf"{GAP}(?P=sep){GAP}(?P<d2>{_NUM})(?![{ARABIC}])"
)
_YEARLESS = rf"(?<![{ARABIC}年])(?P<m3>{_FEW}){GAP}月{GAP}(?P<d3>{_FEW}){GAP}[日号]"
_WEEKDAY = rf"(?:{GAP}[（(](?:周|星期)(?P<weekday>[一二三四五六日天])[)）])?"

_DATE = re.compile(rf"(?:{_FULL}|{_MARKED}|{_YEARLESS}){_WEEKDAY}")
_TO = re.compile(rf"{GAP}起?{GAP}(?:[~～〜–—－―─-]{{1,2}}|至|到){GAP}")
_SHORT_END = re.compile(
    rf"(?P<month>{_NUM}){GAP}[./．／-]{GAP}(?P<day>{_NUM})(?![{ARABIC}])|(?P<only>{_NUM})(?:{GAP}[日号]|(?![{ARABIC}年月]))"
)

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it stands at ``start:end`` of its text; ``year`` is None where the text leaves it out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None = None

    def on(self, year: int | None = None) -> date | None:
        """The calendar date, in ``year`` when the text names none; None when there is no such day."""
        return calendar_date(self.year or year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Span:
    """Two dates joined by 至, ~ or a dash, at ``start:end`` of their text."""

    start: int
    end: int
    opens: Day
    closes: Day

    def days(self, year: int | None = None) -> tuple[date, date] | None:
        """Both ends; the second borrows the year of the first and passes into the next year where it must."""
        first = self.opens.on(year)
        last = first and self.closes.on(first.year)
        if first and last and last < first and self.closes.year is None:
            last = self.closes.on(first.year + 1)
        return (first, last) if first and last and first <= last else None


def calendar_date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year and 1900 <= year <= 2199 else None
    except ValueError:
        return None


def find_all(text: str) -> Iterator[Day]:
    """Every date in the text, in order, those without a year included."""
    for match in _DATE.finditer(text):
        found = _day(match)
        if found is not None:
            yield found


def first(text: str) -> Day | None:
    return next(find_all(text), None)


def spans(text: str) -> Iterator[Span]:
    """Every pair of dates written as a period, in order: 2021年1月4日至15日, 2021/1/4~2021/1/8, 2021.1.4-1.8."""
    past = 0
    for opens in find_all(text):
        if opens.start >= past:
            closes = _closing(text, opens)
            if closes is not None:
                past = closes.end
                yield Span(opens.start, closes.end, opens, closes)


def whole(text: str) -> date | None:
    """The date when the text is nothing else (brackets around it aside)."""
    bare = text.strip(" \t\u3000\u00a0（）()【】[]")
    if len(bare) == 8 and bare.isascii() and bare.isdigit():
        return calendar_date(int(bare[:4]), int(bare[4:6]), int(bare[6:]))
    found = first(bare) if len(bare) <= 40 else None
    return found.on() if found and found.start == 0 and found.end == len(bare) else None


def _closing(text: str, opens: Day) -> Day | None:
    to = _TO.match(text, opens.end)
    if to is None:
        return None
    match = _DATE.match(text, to.end())
    if match is not None:
        return _day(match)
    short = _SHORT_END.match(text, to.end())
    if short is None:
        return None
    month = int(short["month"]) if short["month"] else opens.month
    return Day(short.start(), short.end(), None, month, int(short["day"] or short["only"]))


def _day(match: re.Match[str]) -> Day | None:
    year = match["year"] or match["y2"]
    month, day = (match["month"] or match["m2"] or match["m3"]), (match["day"] or match["d2"] or match["d3"])
    values = (integer(year) if year else None, 1 if month == "元" else integer(month), integer(day))
    if values[1] is None or values[2] is None or not (1 <= values[1] <= 12 and 1 <= values[2] <= 31):
        return None
    weekday = _WEEKDAYS.find(match["weekday"].replace("天", "日")) if match["weekday"] else None
    return Day(match.start(), match.end(), values[0], values[1], values[2], weekday)
