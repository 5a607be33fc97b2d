"""The period in which comments may be sent: stated by two dates or one, or counted from the publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from . import dates, findings, periods, workdays
from .numerals import integer
from .workdays import Workdays

STATED, COMPUTED = "stated", "computed"

_G = r"[ \t\u3000\u00a0]{0,3}"
_SUBJECT = re.compile(
    r"征求[^。]{0,60}意见|征求意见|公示|征集[^。]{0,30}意见|反馈意见|意见反馈|提出[^。]{0,12}意见|意见(?:和|与|及|或)?建议|异议"
)
_PERIOD = re.compile(r"公示|征求|征集|反馈|意见|异议|截止|期限|公开")
_ANSWER = re.compile(r"反馈|征求|征集|意见|异议|截止|公示|建议")
_BEFORE = re.compile(
    rf"(?:截止|截至|延长至|延至|延期至|公示至|期限?至|时间至|起至)(?:日期|时间|期限|日)?{_G}(?:为|是|到|至|于|[:：])?{_G}$"
)
_AFTER = re.compile(
    rf"{_G}(?:[（(][^）)]{{1,12}}[)）])?{_G}(?:[0-9]{{1,2}}[:：时点][0-9]{{0,2}}分?|下班|上午|下午|中午|24时)?{_G}(?:之|以)?(?:前|止|为止|截止)"
)
_EXTENDED = re.compile(r"延长|延期|延至|顺延")
_STATED_DAYS = re.compile(rf"(?P<count>[0-9０-９一二三四五六七八九十]{{1,4}}){_G}个?{_G}工作日")
_FROM_EVENT = re.compile(
    rf"(?:(?:自|从)?[^。；，]{{0,24}}之日|即日)(?:起|后){_G}(?:的)?(?P<length>{periods.LENGTH})|(?P<early>{periods.LENGTH}){_G}(?:之?内|以内)"
)
_FOR_LENGTH = re.compile(
    rf"(?:公示|征求意见|征集意见|反馈|公开)(?:时间|期限|期|时限|，为期)*{_G}(?:为期?|是|共|[:：])?{_G}"
    rf"(?:[（(]?自(?:[^。；]{{0,24}}之日|即日)起)?{_G}(?P<length>{periods.LENGTH})"
)
_FROM_DATE = re.compile(rf"{_G}起{_G}(?:的)?(?P<length>{periods.LENGTH})")
_SENTENCE = re.compile(r"[^。；;]{1,2000}[。；;]?")
_EMAIL_BEFORE = re.compile(r"[A-Za-z0-9._%+-]{1,64}$")
_EMAIL_AFTER = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,12}")


@dataclass(slots=True)
class Period:
    """What one sentence says; ``at`` is the place of its paragraph, ``notes`` are (sentence, values) for warnings."""

    at: int
    text: str
    opens_on: date | None = None
    closes_on: date | None = None
    previous_closes_on: date | None = None
    working_days: int | None = None
    computed_working_days: int | None = None
    basis: str = STATED
    notes: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)

    def note(self, sentence: str, **values: object) -> None:
        self.notes.append((sentence, tuple((key, str(value)) for key, value in values.items())))


def find(texts: Sequence[str], title: str, signed_on: date | None, calendar: Workdays) -> Period | None:
    """The period for comments in the paragraphs of a notice: two dates before one date before a counted length."""
    if not _SUBJECT.search(title) and not any(_SUBJECT.search(text) for text in texts):
        return None
    sentences = list(_sentences(texts))
    for read in (_between_dates, _until_date, _counted):
        for at, context, sentence in sentences:
            period = read(at, context, sentence, signed_on, calendar)
            if period is not None:
                return period
    return None


def email(texts: Sequence[str]) -> tuple[int, str] | None:
    """(place, address) of the first e-mail address."""
    for at, text in enumerate(texts):
        place = text.find("@")
        while place >= 0:
            before = _EMAIL_BEFORE.search(text, max(0, place - 64), place)
            after = _EMAIL_AFTER.match(text, place + 1)
            if before and after:
                return at, f"{before[0]}@{after[0]}"
            place = text.find("@", place + 1)
    return None


def _sentences(texts: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """(place, what to look for words in, sentence): a label line lends its words to the line under it."""
    label = ""
    for at, text in enumerate(texts):
        for match in _SENTENCE.finditer(text):
            sentence = match[0].strip()
            if any(each.isdecimal() or each in "一二三四五六七八九十两" for each in sentence):
                yield at, label + sentence, sentence
        label = text if len(text) <= 24 and text.endswith(("：", ":")) else ""


def _between_dates(at: int, context: str, sentence: str, signed_on: date | None, calendar: Workdays) -> Period | None:
    if not _PERIOD.search(context):
        return None
    for span in dates.spans(sentence):
        days = span.days(signed_on.year if signed_on else None)
        if days is None:
            continue
        period = Period(at, sentence, *days)
        _check_day(period, span.opens, days[0])
        _check_day(period, span.closes, days[1])
        _count(period, days, sentence, calendar)
        return period
    return None


def _until_date(at: int, context: str, sentence: str, signed_on: date | None, _: Workdays) -> Period | None:
    if not _ANSWER.search(context):
        return None
    found = list(dates.find_all(sentence[:600]))
    for place, day in enumerate(found):
        label = context if day.start == 0 else sentence
        until = _BEFORE.search(label[: len(label) - len(sentence) + day.start][-24:]) or _AFTER.match(sentence, day.end)
        closes = _following(day, signed_on) if until else None
        if closes is None:
            continue
        period = Period(at, sentence, closes_on=closes)
        _check_day(period, day, closes)
        if place and _EXTENDED.search(
            sentence[found[place - 1].end : day.start + 1] + sentence[day.start - 3 : day.start]
        ):
            period.previous_closes_on = found[place - 1].on(closes.year)
        return period
    return None


def _counted(at: int, context: str, sentence: str, signed_on: date | None, calendar: Workdays) -> Period | None:
    if not _ANSWER.search(context):
        return None
    opens, named = _length_from(sentence, signed_on)
    if named is None:
        match = _FOR_LENGTH.search(context) or _FROM_EVENT.search(sentence)
        named = (match["length"] or match.groupdict().get("early")) if match else None
    length = periods.length(named) if named else None
    if length is None:
        return None
    start = opens or signed_on
    closes = periods.later(start, length, calendar) if start else None
    period = Period(at, sentence, opens, workdays.next_working(closes, calendar) if closes else None, basis=COMPUTED)
    period.working_days = length.count if length.unit == "workday" else None
    period.note(_counted_from(opens, closes))
    return period


def _length_from(sentence: str, signed_on: date | None) -> tuple[date | None, str | None]:
    """(date, length) of 1月4日起5个工作日."""
    for day in dates.find_all(sentence[:600]):
        match = _FROM_DATE.match(sentence, day.end)
        opens = day.on(signed_on.year if signed_on else None)
        if match and opens:
            return opens, match["length"]
    return None, None


def _counted_from(opens: date | None, closes: date | None) -> str:
    if closes is None:
        return findings.UNCOUNTED_DEADLINE
    return findings.COUNTED_FROM_DATE if opens else findings.COUNTED_DEADLINE


def _following(day: dates.Day, signed_on: date | None) -> date | None:
    """The day in its own year, or in that of the signature or the next one when it would lie before the signature."""
    closes = day.on(signed_on.year if signed_on else None)
    if closes and signed_on and day.year is None and closes < signed_on:
        return day.on(signed_on.year + 1)
    return closes


def _check_day(period: Period, day: dates.Day, on: date) -> None:
    if day.year is None and period.opens_on is None:
        period.note(findings.NO_YEAR)
    if day.weekday is not None and day.weekday != on.weekday():
        period.note(findings.WEEKDAY, date=on.isoformat())


def _count(period: Period, days: tuple[date, date], sentence: str, calendar: Workdays) -> None:
    stated = _STATED_DAYS.search(sentence)
    period.working_days = integer(stated["count"]) if stated else None
    period.computed_working_days = workdays.between(*days, calendar)
    if period.working_days is not None and period.computed_working_days not in {None, period.working_days}:
        period.note(findings.WORKING_DAYS, stated=period.working_days, counted=period.computed_working_days)
    for year in sorted({day.year for day in days}):
        if not calendar.known(year):
            period.note(findings.PROVISIONAL_YEAR, year=year)
