"""Lengths of time in text (一个月, 30日, 10个工作日) and the day they end on (民法典 第二百零一至二百零三条)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from . import workdays
from .numerals import ARABIC, integer

_G = r"[ \t\u3000\u00a0]{0,3}"
_COUNT = rf"[{ARABIC}一二三四五六七八九十百两]{{1,3}}"
_UNIT = "工作日|自然日|日历日|日|天|周|星期|月|年"
LENGTH = rf"(?:{_COUNT}{_G}(?:个{_G})?(?:{_UNIT})|半个?{_G}[月年])"

_LENGTH = re.compile(rf"(?P<count>{_COUNT}){_G}(?:个{_G})?(?P<unit>{_UNIT})|(?P<half>半个?{_G}[月年])")
_UNITS = {
    "工作日": "workday",
    "自然日": "day",
    "日历日": "day",
    "日": "day",
    "天": "day",
    "周": "week",
    "星期": "week",
    "月": "month",
    "年": "year",
}


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, weeks, months, years or working days."""

    count: int
    unit: str


def length(text: str) -> Length | None:
    """The first length of time in the text, at most ten years long."""
    match = _LENGTH.search(text)
    if match and match["half"]:
        return Length(15, "day") if match["half"].endswith("月") else Length(6, "month")
    count = integer(match["count"]) if match else None
    return Length(count, _UNITS[match["unit"]]) if match and count is not None and 0 < count <= 3650 else None


def later(start: date, span: Length, calendar_of_work: workdays.Workdays | None = None) -> date | None:
    """The last day of a period that begins with the day after ``start``; months end on the corresponding day."""
    try:
        if span.unit == "workday":
            return (
                workdays.after(start, span.count, calendar_of_work or workdays.Mainland())
                if span.count <= 400
                else None
            )
        if span.unit in {"month", "year"}:
            return _months_later(start, span.count * (12 if span.unit == "year" else 1))
        return start + timedelta(days=span.count * (7 if span.unit == "week" else 1))
    except (OverflowError, ValueError):
        return None


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
