"""Periods for comments that are counted from a day (自发布之日起一个月): whose they are, and the day they end on."""

from __future__ import annotations

import re
from datetime import date

from . import dates, findings, periods, workdays
from .deadline import COMPUTED, Period
from .workdays import Workdays

_G = r"[ \t\u3000\u00a0]{0,3}"
_FROM_EVENT = re.compile(
    rf"(?:(?:自|从|于|在)?(?P<event>[^。；，]{{0,24}})之日|即日)(?:起|后|开始){_G}(?:的)?(?:[，,]?为期)?{_G}(?P<length>{periods.LENGTH})"
    rf"|(?P<early>{periods.LENGTH}){_G}(?:之?内|以内)"
)
_FOR_LENGTH = re.compile(
    rf"(?:公示|征求意见|征集意见|反馈|公开)(?:时间|期限|期|时限|，为期)*{_G}(?:为期?|是|共|[:：])?{_G}"
    rf"(?:[（(]?自(?:[^。；]{{0,24}}之日|即日)起)?{_G}(?P<length>{periods.LENGTH})"
)
_FROM_DATE = re.compile(
    rf"{_G}起{_G}(?:[，,]?(?:公开)?(?:征求|征集)?(?:社会)?(?:意见)?|公示)(?:的|，|为期)?{_G}(?P<length>{periods.LENGTH})"
)
_FROM = re.compile(rf"{_G}(?:起|开始)")
_PUBLICATION = re.compile(
    r"(?:发布|公布|公示|公告|印发|刊登|刊载|刊发|登载|发出|下发|通告|公开|通知|上网|挂网|征求意见|发文|发表|本公示|见报)$"
)
_ASKED = re.compile(
    r"请|欢迎|如有|可以?(?:在|于|就|向|通过)|本(?:公示|公告|通告|通知|次)|现(?:将|就|予|向)|公示|征求|征集|公众"
)
_DUTY = re.compile(r"应当?|必须|不得|收到|受理|送达|期满|届满")
_HEADS = re.compile(r"征求|征集|公示|意见")


def read(at: int, context: str, sentence: str, title: str, signed_on: date | None, calendar: Workdays) -> Period | None:
    """The period that a sentence counts in days, weeks or months; a duty with a term is none (应当在30个工作日内…)."""
    opens, named = _length(context, sentence)
    length = periods.length(named) if named else None
    if length is None or not (_HEADS.search(title) or _ASKED.search(sentence)):
        return None
    first = opens.on(signed_on.year if signed_on else None) if opens else None
    start = first or signed_on
    closes = periods.later(start, length, calendar) if start else None
    period = Period(at, sentence, first, workdays.next_working(closes, calendar) if closes else None, basis=COMPUTED)
    period.working_days = length.count if length.unit == "workday" else None
    period.note(_counted_from(first, closes))
    if start and period.closes_on:
        begins = start.year if length.unit == "workday" else period.closes_on.year
        period.provisional(range(begins, period.closes_on.year + 1), calendar)
    return period


def _length(context: str, sentence: str) -> tuple[dates.Day | None, str | None]:
    """(the day that is counted from where one is named, the length)."""
    begins = [day for day in dates.find_all(sentence[:600]) if _FROM.match(sentence, day.end)]
    for day in begins:
        after = _FROM_DATE.match(sentence, day.end)
        if after:
            return day, after["length"]
    match = _FOR_LENGTH.search(context)
    if match is None:
        match = next((each for each in _FROM_EVENT.finditer(sentence) if _is_own(sentence, each)), None)
    if match is None:
        return None, None
    return (begins[0] if begins else None), match["length"] or match.groupdict().get("early")


def _is_own(sentence: str, match: re.Match[str]) -> bool:
    """Whether the term runs from the publication and is an offer, not a duty of those whom the notice binds."""
    event = match["event"]
    if event is not None and not _PUBLICATION.search(event):
        return False
    clause = sentence[: match.start()]
    clause = clause[max(clause.rfind(mark) for mark in "，；。：") + 1 :] + (event or "")
    return not _DUTY.search(clause)


def _counted_from(opens: date | None, closes: date | None) -> str:
    if closes is None:
        return findings.UNCOUNTED_DEADLINE
    return findings.COUNTED_FROM_DATE if opens else findings.COUNTED_DEADLINE
