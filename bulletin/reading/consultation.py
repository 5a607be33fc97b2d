"""The period in which comments may be sent: stated by two dates or one, or counted from the publication."""

from __future__ import annotations

import calendar as almanac
import re
from collections.abc import Iterator, Sequence
from datetime import date

from . import counted, dates, english, findings
from .deadline import COMPUTED, STATED, Period
from .numerals import integer
from .workdays import Workdays

__all__ = ["COMPUTED", "STATED", "Period", "email", "find"]

_G = r"[ \t\u3000\u00a0]{0,3}"
_SUBJECT = re.compile(
    r"征求[^。]{0,60}意见|征求意见|公示|征集[^。]{0,30}意见|反馈意见|意见反馈|提出[^。]{0,12}意见|意见(?:和|与|及|或)?建议|异议"
)
_PERIOD = re.compile(r"公示|征求|征集|反馈|意见|异议|截止|期限|公开")
_ANSWER = re.compile(r"反馈|征求|征集|意见|异议|截止|公示|建议")
_OTHER_MATTER = re.compile(r"培训|报名|申报|整改|有效期|试点|会议|考试|缴|宽限|过渡|实施期|执行期|活动")
_PLAINLY = re.compile(r"公示|征求|征集|反馈|意见|异议")
_BEFORE = re.compile(
    rf"(?:截止|截至|延长至|延至|延期至|公示至|期限?至|时间至|起至)(?:日期|时间|期限|日)?{_G}(?:为|是|到|至|于|[:：])?{_G}$"
)
_AFTER = re.compile(
    rf"{_G}(?:[（(][^）)]{{1,12}}[)）])?{_G}(?:[0-9]{{1,2}}[:：时点][0-9]{{0,2}}分?|下班|上午|下午|中午|24时)?{_G}(?:之|以)?(?:前|止|为止|截止)"
)
_SINCE = re.compile(
    rf"(?:即日|(?:发布|公布|公示|公告|印发|发出|通告|刊登)之日){_G}(?:起|开始)?{_G}(?:到|至|截至|截止到?){_G}$"
)
_MONTH_END = re.compile(
    rf"(?:(?P<year>[0-9０-９]{{4}}){_G}年{_G})?(?<![0-9０-９])(?P<month>[0-9０-９]{{1,2}}){_G}月{_G}[底末]{_G}(?:之|以)?前"
)
_ASKING = re.compile(r"征求|征集[^《》]{0,20}意见")
_REQUEST = re.compile(r"请[各您]?[^，。；]{0,8}[于在]|截止|截至")
_LENT = "反馈意见"
_DUTY = re.compile(r"应当|必须|不得|责令|限期")
_EXTENDED = re.compile(r"延长|延期|延至|顺延")
_SENTENCE = re.compile(r"[^。；;]{1,2000}[。；;]?")
_EMAIL_BEFORE = re.compile(r"[A-Za-z0-9._%+-]{1,64}$")
_EMAIL_AFTER = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,12}")


def find(texts: Sequence[str], title: str, signed_on: date | None, calendar: Workdays) -> Period | None:
    """The period for comments in the paragraphs of a notice: two dates before one date before a counted length."""
    if not _SUBJECT.search(title) and not any(_SUBJECT.search(text) for text in texts):
        return english.consultation(texts, title, signed_on, calendar)
    sentences = list(_sentences(texts, _ASKING.search(title) is not None))
    for read in (_between_dates, _until_date, _until_month_end):
        for at, context, sentence in sentences:
            period = read(at, context, sentence, signed_on, calendar) if _tells(context) else None
            if period is not None:
                return period
    for at, context, sentence in sentences:
        period = counted.read(at, context, sentence, title, signed_on, calendar) if _ANSWER.search(context) else None
        if period is not None:
            return period
    return _undated(sentences, signed_on) or english.consultation(texts, title, signed_on, calendar)


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


def _sentences(texts: Sequence[str], asked: bool) -> Iterator[tuple[int, str, str]]:
    """(place, what to look for words in, sentence): a label line lends its words to the line under it.

    Where the title has ``asked`` for comments, a sentence that asks for something until a day means these.
    """
    label = ""
    for at, text in enumerate(texts):
        for match in _SENTENCE.finditer(text):
            sentence = match[0].strip()
            if any(each.isdecimal() or each in "一二三四五六七八九十两半" for each in sentence):
                lent = _LENT if asked and _REQUEST.search(sentence) else ""
                yield at, lent + label + sentence, sentence
        label = text if len(text) <= 24 and text.endswith(("：", ":")) else ""


def _tells(context: str) -> bool:
    """Whether the sentence is about comments, not about another matter of the same notice."""
    return bool(_PERIOD.search(context)) and (not _OTHER_MATTER.search(context) or bool(_PLAINLY.search(context)))


def _between_dates(at: int, context: str, sentence: str, signed_on: date | None, calendar: Workdays) -> Period | None:
    for span in dates.spans(sentence):
        days = span.days(signed_on.year if signed_on else None)
        if days is None:
            continue
        period = Period(at, sentence, *days)
        period.check(span.opens, days[0])
        period.check(span.closes, days[1])
        period.count(sentence, calendar)
        return period
    return None


def _until_date(at: int, context: str, sentence: str, signed_on: date | None, _: Workdays) -> Period | None:
    if not _ANSWER.search(context):
        return None
    found = list(dates.find_all(sentence[:600]))
    for place, day in enumerate(found):
        closes = _following(day, signed_on) if _is_end(context, sentence, day) else None
        if closes is None:
            continue
        period = Period(at, sentence, closes_on=closes)
        period.check(day, closes)
        if _SINCE.search(sentence[: day.start][-24:]) and signed_on and signed_on <= closes:
            period.opens_on, period.opens_with_signature = signed_on, True
            period.note(findings.COUNTED_OPENING)
        before = found[place - 1] if place else None
        if before and _EXTENDED.search(sentence[before.end : day.start + 1] + sentence[day.start - 3 : day.start]):
            period.previous_closes_on = before.on(closes.year)
        return period
    return None


def _is_end(context: str, sentence: str, day: dates.Day) -> bool:
    """Whether a date is one until which comments may be sent; a duty with a deadline is none (应当于…前…)."""
    label = context if day.start == 0 else sentence
    before = label[: len(label) - len(sentence) + day.start]
    clause = before[max(before.rfind(mark) for mark in "，；。：") + 1 :]
    if _DUTY.search(clause) and "请" not in clause:
        return False
    return bool(_BEFORE.search(before[-24:]) or _SINCE.search(before[-24:]) or _AFTER.match(sentence, day.end))


def _until_month_end(at: int, context: str, sentence: str, signed_on: date | None, _: Workdays) -> Period | None:
    match = _MONTH_END.search(sentence) if _ANSWER.search(context) else None
    month = integer(match["month"]) if match else None
    year = integer(match["year"] or "") if match else None
    if month is None or not 1 <= month <= 12 or (year is None and signed_on is None):
        return None
    period = Period(at, sentence)
    if year is None and signed_on is not None:
        year = signed_on.year + (month < signed_on.month)
        period.note(findings.NO_YEAR)
    period.closes_on = dates.calendar_date(year, month, almanac.monthrange(year or 1, month)[1])
    return period


def _undated(sentences: Sequence[tuple[int, str, str]], signed_on: date | None) -> Period | None:
    """The passage of a deadline whose year nothing tells."""
    if signed_on is not None:
        return None
    for at, context, sentence in sentences:
        days = dates.find_all(sentence[:600]) if _tells(context) and _ANSWER.search(context) else iter(())
        if any(day.year is None and _is_end(context, sentence, day) for day in days):
            period = Period(at, sentence)
            period.note(findings.UNKNOWN_YEAR)
            return period
    return None


def _following(day: dates.Day, signed_on: date | None) -> date | None:
    """The day in its own year, or in that of the signature or the next one when it would lie before the signature."""
    closes = day.on(signed_on.year if signed_on else None)
    if closes and signed_on and day.year is None and closes < signed_on:
        return day.on(signed_on.year + 1)
    return closes
