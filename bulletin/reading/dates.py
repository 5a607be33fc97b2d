"""Calendar dates and spans of dates in running text, Chinese and English; never guesses a year by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import months
from .numerals import ARABIC, integer

GAP = r"[ \t\u3000\u00a0]{0,4}"
_DIGIT = r"[一二三四五六七八九〇○◯ＯOoО零0-9０-９]"
_YEAR = rf"{_DIGIT}(?:{GAP}{_DIGIT}){{3}}"
_FEW = rf"[元一二三四五六七八九十廿卅〇○零0-9０-９](?:{GAP}[一二三四五六七八九十〇○零0-9０-９]){{0,2}}"
_CLOSE_FEW = r"[元一二三四五六七八九十廿卅〇○零0-9０-９]{1,3}"
_NUM = rf"[{ARABIC}]{{1,2}}"

# Ways of writing a date: 2021年1月4日 (also 二〇二一年…), 2021-1-4 with -, / or ., without the year, and in English.
_FULL = rf"(?P<year>{_YEAR}){GAP}年{GAP}(?P<month>{_FEW}){GAP}月{GAP}(?P<day>{_FEW}){GAP}[日号]"
_MARKED = (
    rf"(?<![{ARABIC}])(?P<y2>[{ARABIC}]{{4}}){GAP}(?P<sep>[-/.．／－]){GAP}(?P<m2>{_NUM})"
    rf"{GAP}(?P=sep){GAP}(?P<d2>{_NUM})(?![{ARABIC}])"
)
_YEARLESS = rf"(?<![{ARABIC}年])(?P<m3>{_CLOSE_FEW}){GAP}月{GAP}(?P<d3>{_CLOSE_FEW}){GAP}[日号]"
_DAYS = "[一二三四五六日天]"
_WEEKDAY = (
    rf"(?:{GAP}(?:[（(](?:周|星期)(?P<w1>{_DAYS})[)）]|星期(?P<w2>{_DAYS})"
    rf"|周(?P<w3>{_DAYS})(?=[，,。上下中前至止]|$)))?"
)
CLOCK = (
    rf"(?:{GAP}(?:上午|下午|中午|凌晨|早上?|晚上?)?{GAP}[{ARABIC}]{{1,2}}{GAP}"
    rf"(?:[:：][{ARABIC}]{{2}}|[时点](?:[{ARABIC}]{{1,2}}分|整|半)?))?"
)

_DATE = re.compile(rf"(?:{_FULL}|{_MARKED}|{_YEARLESS}|{months.NAMED}){_WEEKDAY}")
_TO = re.compile(
    rf"{CLOCK}{GAP}(?:起|开始|始)?{GAP}(?:[~～〜–—－―─-]{{1,2}}|至|到|(?:to|through|until)(?![A-Za-z])){GAP}"
)
_SHORT_END = re.compile(
    rf"(?P<month>{_NUM}){GAP}[./．／-]{GAP}(?P<day>{_NUM})(?![{ARABIC}])"
    rf"|(?P<only>{_NUM})(?:{GAP}[日号]|(?=[ \t\u3000，,。；;、）)〕\]]|$))"
)

_WEEKDAYS = "一二三四五六日"
_SPACES = re.compile(r"[ \t\u3000\u00a0]+")


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
        """Both ends; one without a year borrows the other's, or the next to it across a turn of the year."""
        if self.opens.year is None and self.closes.year is not None:
            return self._ending()
        first = self.opens.on(year)
        last = first and self.closes.on(first.year)
        if first and last and last < first and self.closes.year is None:
            last = self.closes.on(first.year + 1)
        return (first, last) if first and last and first <= last else None

    def _ending(self) -> tuple[date, date] | None:
        last = self.closes.on()
        first = last and self.opens.on(last.year)
        if first and last and first > last:
            first = self.opens.on(last.year - 1)
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
    named = match["month4"] or match["month5"]
    year = match["year"] or match["y2"] or match["year4"] or match["year5"]
    month, day = (match["month"] or match["m2"] or match["m3"]), (match["day"] or match["d2"] or match["d3"])
    figures = (
        _figures(year),
        months.number(named) if named else _figures(month),
        _figures(day or match["day4"] or match["day5"]),
    )
    if figures[1] is None or figures[2] is None or not (1 <= figures[1] <= 12 and 1 <= figures[2] <= 31):
        return None
    weekday = match["w1"] or match["w2"] or match["w3"]
    told = _WEEKDAYS.find(weekday.replace("天", "日")) if weekday else None
    return Day(match.start(), match.end(), figures[0], figures[1], figures[2], told)


def _figures(text: str | None) -> int | None:
    if text is None:
        return None
    close = _SPACES.sub("", text).replace("◯", "〇")
    return 1 if close == "元" else integer(close)
