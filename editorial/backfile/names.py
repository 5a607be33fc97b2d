"""The number and the date that a file name tells; pure, and where a name could mean two things it tells neither."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_DATES = (
    re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})[-._/年 ](\d{1,2})[-._/月 ](\d{1,2})日?(?!\d)"),
)
_SPAN = re.compile(r"第 ?(\d{1,5}) ?[-—–~、至] ?(\d{1,5}) ?期")
_RUNNING = re.compile(r"总 ?第? ?(\d{1,5}) ?期")
_OF_YEAR = re.compile(r"年 ?第 ?\d{1,5} ?期")
_NUMBER = re.compile(
    r"(?:第 ?(\d{1,5}) ?期|(?<![a-z])(?:no|nr|issue|number)[ ._-]*(\d{1,5})(?!\d)|(?<!\d)(\d{1,5})期)", re.IGNORECASE
)
_LONE = re.compile(r"\d+")
MOST_DIGITS = 5
# Above this, two numbers with a dash between them are no combined issue.
MOST_COMBINED = 60


@dataclass(frozen=True)
class Named:
    """What a name tells; ``last`` is the last number of a combined issue."""

    number: int | None = None
    dated_on: date | None = None
    last: int | None = None


def read(name: str) -> Named:
    """The number and date in a file name such as 周报-第144期-2021-01-08.pdf."""
    stem = unicodedata.normalize("NFKC", name.rpartition("/")[2])
    stem = stem.rpartition(".")[0] or stem
    dated_on, rest = _dated(stem)
    if span := _SPAN.search(rest):
        first, last = span_of(int(span[1]), span[0])
        return Named(first, dated_on, last) if first < last else Named(None, dated_on)
    return Named(_number(rest), dated_on)


def span_of(number: int, label: str) -> tuple[int, int]:
    """The first and the last number that an issue stands for, by the label that is printed: 第12—13期 is two."""
    found = _SPAN.search(unicodedata.normalize("NFKC", label))
    if found and int(found[1]) == number < int(found[2]) < number + MOST_COMBINED:
        return number, int(found[2])
    return number, number


def _dated(stem: str) -> tuple[date | None, str]:
    """The one date in the name, and the name without dates; two different ones are none."""
    found = {match for pattern in _DATES for match in pattern.findall(stem)}
    days = {day for day in map(_day, found) if day}
    rest = stem
    for pattern in _DATES:
        rest = pattern.sub(" ", rest)
    return (days.pop() if len(days) == 1 else None), rest


def _day(parts: tuple[str, str, str]) -> date | None:
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _number(rest: str) -> int | None:
    """The running number before a number of the year; a lone figure only where there is no other."""
    running = {int(each) for each in _RUNNING.findall(rest)}
    if running:
        return running.pop() if len(running) == 1 else None
    if _OF_YEAR.search(rest):
        return None
    marked = {int(next(filter(None, groups))) for groups in _NUMBER.findall(rest)}
    if not marked:
        marked = {int(each) for each in _LONE.findall(rest) if len(each) <= MOST_DIGITS and not _is_year(each)}
        marked = marked if len(_LONE.findall(rest)) == 1 else set()
    found = marked.pop() if len(marked) == 1 else None
    return found or None


def _is_year(figures: str) -> bool:
    return len(figures) == 4 and figures[:2] in ("19", "20")
