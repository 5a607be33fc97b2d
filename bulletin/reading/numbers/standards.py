"""Numbers of standards with their year: GB/T 9704—2012, DB31/T 1234-2020, T/CAMDI 001-2020, ISO 13485:2016.

A standard named without its year is a subject, not a citation of one document, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .number import Family, Number

# 中华人民共和国行业标准代号; those that are ordinary initials too are taken only with /T or /Z.
_PLAIN = "GBZ|GB|YY|WS|YBB|JJF|JJG|HJ|NY|SN|QB|GA|AQ|ZC"
_SLASHED = (
    "GB|GBZ|BB|CB|CH|CJ|CY|DA|DL|DZ|EJ|FZ|GY|HB|HG|HJ|HY|JB|JC|JG|JR|JT|JY|LB|LD|LS|LY|MH|MT|MZ|NY|QB|QC|RB|SB|SC|SF|SH|SJ|SL|SN"
    "|SY|TB|TD|TY|WB|WH|WM|WS|WW|XB|YB|YC|YD|YS|YY|YZ|ZY|GA|AQ|GM|KA|XF"
)
_YEAR = r"(?:19|20)[0-9]{2}|[5-9][0-9]"
_NATIONAL = re.compile(
    rf"(?<![A-Za-z0-9/])(?P<code>(?:{_SLASHED})/[TZ]|{_PLAIN}|DBS?[0-9]{{2,4}}/ ?[TZ]?|T/[A-Z]{{2,10}}) {{0,2}}"
    rf"(?P<serial>[0-9]{{1,6}}(?:\.[0-9]{{1,3}}){{0,3}}) {{0,2}}--? {{0,2}}(?P<year>{_YEAR})(?![0-9])"
)
_WORLD = re.compile(
    r"(?<![A-Za-z0-9/])(?P<code>(?:(?:BS|DIN|NF) )?"
    r"(?:EN )?(?:ISO(?:/(?:IEC|TS|TR|PAS|ASTM|IEEE)){0,2}|IEC(?:/(?:TS|TR))?)(?: (?:TS|TR))?"
    r"|(?:(?:BS|DIN|NF) )?EN) {0,2}"
    r"(?P<serial>[0-9]{1,5}(?:-[0-9]{1,3}){0,2}) {0,2}(?:: {0,2}|-)(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
_FAST = re.compile(r"[A-Z0-9][/ ]?[ 0-9]")


def find(text: str) -> Iterator[Number]:
    """Every standard of a text in its plain form."""
    if not _FAST.search(text):
        return
    for match in _NATIONAL.finditer(text):
        yield _number(match, "-")
    for match in _WORLD.finditer(text):
        yield _number(match, ":")


def _number(match: re.Match[str], joiner: str) -> Number:
    code, serial, year = " ".join(match["code"].split()).replace("/ ", "/"), match["serial"], match["year"]
    full = int(year) if len(year) == 4 else 1900 + int(year)
    gap = "" if code.endswith("/") else " "
    return Number(
        match.start(),
        match.end(),
        match[0],
        f"{code}{gap}{serial}{joiner}{year}",
        Family.STANDARD,
        code.rstrip("/"),
        full,
        serial,
    )
