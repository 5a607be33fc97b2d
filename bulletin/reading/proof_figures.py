"""The proof's eye for figures: dates, document numbers, and the spaces in and around them.

Sources: GB/T 9704—2012 (7.2.5, 7.3.5.4) for numbers and dates of documents, GB/T 15835—2011 for figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from . import dates
from . import proof_rules as rules
from .numerals import NARROW
from .proof_rules import Slip

_G = r"[ \u3000\u00a0]{0,3}"
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff〇]"
_BARE = re.compile(
    r"(?<![0-9A-Za-z./_=-])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[./-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9A-Za-z_=-]|[./-][0-9])"
)
_ZERO = re.compile(
    rf"(?<![0-9])(?P<y>[0-9]{{4}}{_G}年{_G})?(?P<m>0?[1-9]|1[0-2]){_G}月{_G}(?P<d>0?[1-9]|[12][0-9]|3[01]){_G}日"
)
_HAN_YEAR = re.compile(r"[一二三四五六七八九〇○◯ＯOoО零0]{4}(?=年)")
_YEAR_BRACKETS = r"〔［\[（(【〖"
_NUMBER = re.compile(
    rf"(?<=[\u4e00-\u9fff字])(?P<gap>{_G})(?P<open>[{_YEAR_BRACKETS}])(?P<in>{_G})(?P<year>(?:19|20)[0-9]{{2}})(?P<out>{_G})年?"
    rf"(?P<close>[〕］\]）)】〗])(?P<before>{_G})(?P<ordinal>第?)(?P<mid>{_G})(?P<serial>[0-9]{{1,6}})(?P<after>{_G})号"
)
_SERIES = re.compile(
    rf"(?<![0-9])(?P<year>(?:19|20)[0-9]{{2}})(?P<g1>{_G})年(?P<g2>{_G})第(?P<g3>{_G})(?P<serial>[0-9]{{1,6}})(?P<g4>{_G})号"
)
_BROKEN = re.compile(r"(?<![0-9A-Za-z.,/:-])[0-9](?: [0-9]){2,18}(?![0-9A-Za-z]| ?[.,、/])")
_WIDE = re.compile("[０-９]{1,40}")
_SPACED = re.compile(rf"(?<={_HAN}) (?=[0-9])|(?<=[0-9%]) (?={_HAN})")
_TIGHT = re.compile(rf"(?<={_HAN})(?=[0-9])|(?<=[0-9%])(?={_HAN})")
_RUNNING = re.compile(r"[，。；]")


def slips(text: str) -> Iterator[Slip]:
    """Every slip in the figures of a text, lines apart."""
    numbered = [*_numbers(text)]
    dated = [*_dates(text)]
    taken = {at for slip in (*numbered, *dated) for at in range(slip.start, slip.end)}
    yield from numbered
    yield from dated
    yield from (slip for slip in _spacing(text) if slip.start not in taken)


def _numbers(text: str) -> Iterator[Slip]:
    for match in _NUMBER.finditer(text):
        right = f"〔{match['year']}〕{int(match['serial'])}号"
        if match[0] != right:
            yield Slip(match.start(), match.end(), _fault(match), right)
    for match in _SERIES.finditer(text):
        right = f"{match['year']}年第{int(match['serial'])}号"
        if match[0] != right:
            zero = match["serial"].startswith("0")
            yield Slip(match.start(), match.end(), rules.SERIAL_ZERO if zero else rules.SPACED_NUMBER, right)


def _fault(match: re.Match[str]) -> rules.Rule:
    """The gravest of what is wrong with a document number."""
    if (match["open"], match["close"]) != ("〔", "〕"):
        return rules.YEAR_BRACKETS
    if match["serial"].startswith("0"):
        return rules.SERIAL_ZERO
    return rules.SERIAL_ORDINAL if match["ordinal"] else rules.SPACED_NUMBER


def _dates(text: str) -> Iterator[Slip]:
    for match in _BARE.finditer(text):
        on = dates.calendar_date(int(match["year"]), int(match["month"]), int(match["day"]))
        if on and _in_prose(text, match.start(), match.end()):
            yield Slip(match.start(), match.end(), rules.DATE_STYLE, _worded(on))
    for match in _ZERO.finditer(text):
        if match["m"].startswith("0") or match["d"].startswith("0"):
            right = f"{match['y'] or ''}{int(match['m'])}月{int(match['d'])}日"
            yield Slip(match.start(), match.end(), rules.LEADING_ZERO, right)
    for match in _HAN_YEAR.finditer(text):
        right = re.sub("[○◯ＯOoО零0]", "〇", match[0])
        if match[0] != right and re.search("[一二三四五六七八九]", match[0]) and "零" not in match[0]:
            yield Slip(match.start(), match.end(), rules.ROUND_ZERO, right)
    yield from _days(text)


def _days(text: str) -> Iterator[Slip]:
    """Days that the calendar does not have, and weekdays that are not theirs."""
    for day in dates.find_all(text):
        on = day.on()
        if day.year is not None and 1900 <= day.year <= 2199 and on is None:
            yield Slip(day.start, day.end, rules.NO_SUCH_DAY)
        elif on and day.weekday is not None and day.weekday != on.weekday():
            yield Slip(day.start, day.end, rules.WRONG_WEEKDAY, values=(("date", on.isoformat()),))


def _in_prose(text: str, start: int, end: int) -> bool:
    """Whether the passage around is a sentence, not a table's cell or a label with its value."""
    before, after = text[max(0, start - 100) : start], text[end : end + 100]
    around = before[before.rfind("\n") + 1 :] + after.partition("\n")[0]
    return bool(_RUNNING.search(around)) and bool(re.search(_HAN, around))


def _worded(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def _spacing(text: str) -> Iterator[Slip]:
    for match in _BROKEN.finditer(text):
        yield Slip(match.start(), match.end(), rules.SPACED_DIGITS, match[0].translate(NARROW).replace(" ", ""))
    for match in _WIDE.finditer(text):
        yield Slip(match.start(), match.end(), rules.WIDE_DIGITS, match[0].translate(NARROW))
    if not _TIGHT.search(text):
        return
    for match in _SPACED.finditer(text):
        start, end = match.start() - 1, match.end() + 1
        yield Slip(start, end, rules.MIXED_SPACING, text[start] + text[end - 1])
