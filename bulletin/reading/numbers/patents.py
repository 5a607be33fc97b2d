"""Numbers of patent applications and publications, with the check digit of some; a wrong one is kept as typed.

Sources: ZC 0006—2003 专利申请号标准 (year, kind, serial, check digit), ZC 0007—2012 专利文献号标准, WIPO ST.10, ST.16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .number import Family, Number

KINDS = {"1": "invention", "2": "utility model", "3": "design", "8": "invention", "9": "utility model"}
_LETTERS = {"A": "1", "B": "1", "C": "1", "U": "2", "Y": "2", "S": "3", "D": "3"}

_APPLICATION = re.compile(
    r"(?<![A-Za-z0-9.])(?P<land>ZL|CN)? {0,2}(?P<year>(?:19[89]|20[0-4])[0-9]) {0,2}(?P<kind>[12389]) {0,2}"
    r"(?P<serial>[0-9]{7}) ?(?P<dot>\.?) ?(?P<check>[0-9Xx])(?![A-Za-z0-9])"
)
_OLD_APPLICATION = re.compile(
    r"(?<![A-Za-z0-9.])(?:(?P<land>ZL|CN) {0,2}|(?P<label>(?:申请|专利)号 ?:? {0,2}))"
    r"(?P<year>8[5-9]|9[0-9]|0[0-3]) {0,2}(?P<kind>[12389]) {0,2}"
    r"(?P<serial>[0-9]{5}) ?(?P<dot>\.?) ?(?P<check>[0-9Xx])(?![A-Za-z0-9])"
)
_PUBLICATION = re.compile(
    r"(?<![A-Za-z0-9])CN {0,2}(?P<serial>[1-3][0-9]{6}|[1-3][0-9]{8}|8[5-8][0-9]{6}) {0,2}"
    r"(?P<letter>[ABCUYSD])(?P<stage>[0-9]?)(?![A-Za-z0-9])"
)
_PCT = re.compile(
    r"(?<![A-Za-z0-9])PCT ?/ ?(?P<land>[A-Z]{2}) ?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2}) ?/ ?"
    r"(?P<serial>[0-9]{5,6})(?![0-9])"
)
_WO = re.compile(
    r"(?<![A-Za-z0-9])WO ?(?:(?P<year>(?:19|20)[0-9]{2}) ?/? ?(?P<serial>[0-9]{6})"
    r"|(?P<short>[0-9]{2}) ?/ ?(?P<old>[0-9]{5}))"
    r"(?: ?(?P<letter>[ABC][1-9]))?(?![A-Za-z0-9])"
)


def find(text: str) -> Iterator[Number]:
    """Every patent number of a text in its plain form; those of one kind in order."""
    yield from (each for match in _APPLICATION.finditer(text) if (each := _application(match)))
    if "CN" in text or "ZL" in text or "号" in text:
        yield from (each for match in _OLD_APPLICATION.finditer(text) if (each := _application(match)))
        yield from (each for match in _PUBLICATION.finditer(text) if (each := _publication(match)))
    if "PCT" in text or "WO" in text:
        yield from (_international(match) for match in _PCT.finditer(text))
        yield from (_published_by_wipo(match) for match in _WO.finditer(text))


def check_digit(digits: str) -> str:
    """The check digit of a Chinese application number without it (12 digits, before October 2003 8): 0–9 or X."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(digits))
    return "0123456789X"[total % 11]


def _application(match: re.Match[str]) -> Number | None:
    """ZL 2012 1 0345678.X; bare digits are one only with the point before the check digit."""
    land, year, serial, check = match["land"] or "", match["year"], match["serial"], match["check"].upper()
    labelled = land or match.groupdict().get("label")
    if not match["dot"] and not labelled:
        return None
    digits = f"{year}{match['kind']}{serial}"
    start = match.start("land") if land else match.start("year")
    return Number(
        start,
        match.end(),
        match.string[start : match.end()],
        f"{land}{digits}.{check}",
        Family.APPLICATION,
        KINDS[match["kind"]],
        _full(year),
        serial,
        valid=check_digit(digits) == check,
    )


def _publication(match: re.Match[str]) -> Number | None:
    """CN123456789A; the first digit and the letter both tell the kind, and have to agree."""
    serial, letter = match["serial"], match["letter"]
    kind = serial[2] if serial[0] == "8" else serial[0]
    if serial[0] != "8" and _LETTERS[letter] != kind:
        return None
    canonical = f"CN{serial}{letter}{match['stage']}"
    return Number(
        match.start(), match.end(), match[0], canonical, Family.PUBLICATION, KINDS[_LETTERS[letter]], None, serial
    )


def _international(match: re.Match[str]) -> Number:
    year = match["year"]
    canonical = f"PCT/{match['land']}{year}/{match['serial']}"
    return Number(
        match.start(), match.end(), match[0], canonical, Family.APPLICATION, "PCT", _full(year), match["serial"]
    )


def _published_by_wipo(match: re.Match[str]) -> Number:
    year, serial = match["year"] or match["short"], match["serial"] or match["old"]
    canonical = f"WO {year}/{serial}" + (f" {match['letter']}" if match["letter"] else "")
    return Number(match.start(), match.end(), match[0], canonical, Family.PUBLICATION, "PCT", _full(year), serial)


def _full(year: str) -> int:
    return int(year) + (0 if len(year) == 4 else 1900 if year > "50" else 2000)
