"""Dates in English: with a month's name, or in figures whose order only the author's country tells; guesses none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"

_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = {"September": "Sept?"}
_MONTH = "|".join(rf"{_SHORT.get(name, name[:3])}(?:{name[3:]})?" if len(name) > 3 else name for name in _NAMES)
_G = r"[ \t\u00a0]{0,3}"
_ORDINAL = r"(?:st|nd|rd|th)?(?![0-9A-Za-z])"
# May 6, 2003 and 6 May 2003; the year may be missing. Months are capitalised: “may 6” is a verb.
NAMED = (
    rf"(?<![A-Za-z])(?P<month4>{_MONTH})\.?{_G}(?P<day4>[0-9]{{1,2}}){_ORDINAL}(?:{_G},?{_G}(?P<year4>[0-9]{{4}})(?![0-9]))?"
    rf"|(?<![0-9A-Za-z])(?P<day5>[0-9]{{1,2}}){_ORDINAL}{_G}(?:of{_G})?(?P<month5>{_MONTH})(?![a-z])\.?(?:,?{_G}(?P<year5>[0-9]{{4}})(?![0-9]))?"
)
_NUMERIC = re.compile(
    r"(?<![0-9./-])(?P<first>[0-9]{1,2})(?P<mark>[/.-])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})(?![0-9./-]?[0-9])"
)
_MONTH_FIRST_WORDS = re.compile(
    r"\b(?:FDA|USPTO|FTC|SEC|CMS|HHS|DEA|Federal Register|U\.S\.|US\b|United States|Food and Drug Administration)"
)
_DAY_FIRST_WORDS = re.compile(
    r"\b(?:EMA|CHMP|EUIPO|EPO|MHRA|UKIPO|TGA|HSA|WIPO|EU|UK|Europe|European|United Kingdom|Australia|Singapore|India)\b"
)


@dataclass(frozen=True, slots=True)
class Numeric:
    """06/05/2003 at ``start:end``; ``on`` is None where both orders give a day and nothing tells which is meant."""

    start: int
    end: int
    words: str
    on: date | None


def number(name: str) -> int:
    """The number of a month by its English name or the first letters of it."""
    return next(at for at, full in enumerate(_NAMES, start=1) if full.startswith(name[:3]))


def order_of(text: str) -> str | None:
    """Which comes first, told by the agencies and countries in a text; None where they differ or there are none."""
    american, other = bool(_MONTH_FIRST_WORDS.search(text)), bool(_DAY_FIRST_WORDS.search(text))
    if american == other:
        return None
    return MONTH_FIRST if american else DAY_FIRST


def numeric(text: str, order: str | None = None) -> Iterator[Numeric]:
    """Every date of three figures with the year last, in order; impossible ones are none."""
    for match in _NUMERIC.finditer(text):
        year, first, second = int(match["year"]), int(match["first"]), int(match["second"])
        readings = {DAY_FIRST: _day(year, second, first), MONTH_FIRST: _day(year, first, second)}
        possible = {day for day in readings.values() if day}
        if possible:
            on = possible.pop() if len(possible) == 1 else readings.get(order or "")
            yield Numeric(match.start(), match.end(), match[0], on)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2199 else None
    except ValueError:
        return None
