"""Documents set like those of the Federal Register: letterhead, title, AGENCY, ACTION, SUMMARY, DATES, sign-off.

Source: Document Drafting Handbook (Office of the Federal Register), chapter 2: the order of the preamble.
"""

from __future__ import annotations

import re

from . import labels
from .coverage import issue_line
from .marks import ABOVE, ENTRY, SECTION, TITLE
from .section_names import known_section, may_name_section
from .sheet import Sheet

LONGEST_HEADER = 14
LONGEST_TITLE = 5

_AGENCY = re.compile(r"(?:\*\*)?(?:AGENCY|AGENCIES|Agency|Agencies)(?:\*\*)?[ \t]{0,3}:")
_FURTHER = re.compile(r"(?:\*\*)?(?:ACTION|SUMMARY|DATES?|Action|Summary|Dates?)(?:\*\*)?[ \t]{0,3}:")
_ENDS = re.compile(r"\[?(?:FR Doc|BILLING CODE|Billing [Cc]ode)|Dated:|Signed (?:at|in)")
_REFERENCE = re.compile(
    r"[\[(]?(?:Docket|DOCKET|RIN|FRL|Release|File|Regulation|Notice) ?(?:Nos?\.?|ID|Number)[ :–-]"
    r"|[\[(]?(?:Docket|DOCKET|RIN|FRL|Release|File|Regulation|Notice)[ :–-]{1,2}[A-Z-]{0,12}[0-9]|[0-9]{1,3} CFR|\[|\("
)


def places(sheet: Sheet) -> tuple[dict[int, str], dict[int, str]]:
    """Place → rank of the letterhead and title of every document; nothing for a text of another kind."""
    roles: dict[int, str] = {}
    past = 0
    for at in range(len(sheet)):
        if _opens(sheet, at):
            top = _header_top(sheet, at, past)
            first, last = _title(sheet, top, at)
            if first < at:
                roles.update(_above(sheet, top, first))
                roles[first] = ENTRY
                roles.update(dict.fromkeys(range(first + 1, last + 1), TITLE))
            past = at + 1
    return roles, {}


def _above(sheet: Sheet, top: int, first: int) -> dict[int, str]:
    """The letterhead over a title; a single name set off by a blank line heads a section."""
    over = first - 1
    lines = [sheet.text(at) for at in range(top, first)]
    apart = sheet.gap(first) > 0 and (over == top or sheet.gap(over) > 0)
    if apart and lines and sheet.vocabulary.registry.find(lines[-1]):
        return {over: SECTION} | dict.fromkeys(range(top, over), ABOVE)
    if apart and lines and may_name_section(lines[-1]) and not any(_is_letterhead(line) for line in lines):
        return {over: SECTION}
    return dict.fromkeys(range(top, first), ABOVE)


def _is_letterhead(text: str) -> bool:
    return text.isupper() or _REFERENCE.match(text) is not None


def _opens(sheet: Sheet, at: int) -> bool:
    if not _AGENCY.match(sheet.text(at)):
        return False
    return any(_FURTHER.match(sheet.text(ahead)) for ahead in range(at + 1, at + 7))


def _header_top(sheet: Sheet, at: int, past: int) -> int:
    """Where the letterhead over the AGENCY line begins: after what closes the document or the matter above it."""
    top = at
    capital = at
    while top > past and at - top < LONGEST_HEADER and not _closes(sheet, top - 1):
        top -= 1
        if sheet.text(top).isupper() and not _REFERENCE.match(sheet.text(top)):
            capital = top
    if top > 0 and not sheet.prose(top - 1) and _closes(sheet, top - 1):
        return top
    return capital if capital < at else _named_top(sheet, at, past)


def _named_top(sheet: Sheet, at: int, past: int) -> int:
    """Where nothing closes the matter above: the title, with the name of an agency set off by blank lines over it."""
    first, _ = _title(sheet, past, at)
    over = first - 1
    apart = over >= past and sheet.gap(first) > 0 and sheet.gap(over) > 0
    named = apart and may_name_section(sheet.text(over)) and not labels.read(sheet.text(over))
    return over if named and not _is_letterhead(sheet.text(over)) else first


def _closes(sheet: Sheet, at: int) -> bool:
    text = sheet.text(at)
    return bool(
        _ENDS.match(text)
        or sheet.solid(at)
        or sheet.head(at).level
        or sheet.prose(at)
        or issue_line(text)
        or known_section(sheet, at)
    )


def _title(sheet: Sheet, top: int, at: int) -> tuple[int, int]:
    """First and last line of the title: the lowest lines of the letterhead that are no reference."""
    last = at - 1
    while last >= top and _REFERENCE.match(sheet.text(last)):
        last -= 1
    first = last
    while first > top and last - first < LONGEST_TITLE and _runs_on(sheet, first, sheet.gap(at) > 0):
        first -= 1
    return (first, last) if last >= top else (at, at)


def _runs_on(sheet: Sheet, at: int, spaced: bool) -> bool:
    """Whether the line continues the one above it: no blank line between, and the title set off by blank lines."""
    above = sheet.text(at - 1)
    if sheet.gap(at) or above.isupper() or _REFERENCE.match(above):
        return False
    if spaced:
        return True
    return sheet.text(at)[:1].islower() or above.endswith((",", ";", ":", "-", "–", " of", " for", " and", " the"))
