"""The closing block of an entry: who signed and on what day, over several lines, over one, or over a page's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from . import authorities, dates
from .lines import Line
from .vocabulary import Vocabulary

LONGEST_BLOCK = 12
# Dated: May 6, 2003. as the Federal Register closes a document, with the official under it.
_ENGLISH = re.compile(r"(?:Dated|Signed|Issued|Approved)(?: (?:on|this))?:? ?(?P<day>[A-Z0-9][A-Za-z0-9, ]{7,24})\.?")
_TAIL = ",. "


@dataclass(slots=True)
class Signature:
    """Names in order with the places of their lines, and the date with its place."""

    names: list[tuple[int, str]] = field(default_factory=list)
    signed_on: date | None = None
    dated_at: int | None = None
    earlier: list[int] = field(default_factory=list)
    published_at: int | None = None

    @property
    def places(self) -> set[int]:
        single = {at for at in (self.dated_at, self.published_at) if at is not None}
        return {at for at, _ in self.names} | {*self.earlier} | single


def find(lines: Sequence[Line], vocabulary: Vocabulary) -> Signature:
    """The last signature with a date in the lines, or the names that end them."""
    for at in range(len(lines) - 1, -1, -1):
        found = _dated(lines, at, vocabulary)
        if found is not None:
            _add_earlier(found, lines, vocabulary)
            return found
    return Signature(_names_above(lines, len(lines), vocabulary))


def _dated(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> Signature | None:
    text = lines[at].text
    if text.isascii() and (english := _ENGLISH.fullmatch(text)):
        day = dates.whole(english["day"])
        return Signature(_english_names(lines, at, vocabulary), day, at) if day else None
    if not 6 <= len(text) <= authorities.LONGEST_LINE or ("日" not in text and not text[-1].isdigit()):
        return None
    day = dates.whole(text)
    if day is not None:
        above = _names_above(lines, at, vocabulary)
        below = _names_below(lines, at, vocabulary) if not above else []
        closes = at == len(lines) - 1
        return Signature(above or below, day, at) if above or below or closes else None
    last = next((each for each in dates.find_all(text) if each.end == len(text)), None) if len(text) <= 120 else None
    names = authorities.signers(text[: last.start], vocabulary) if last else ()
    if last is None or not names or last.on() is None:
        return None
    return Signature([*_names_above(lines, at, vocabulary), *((at, name) for name in names)], last.on(), at)


def _english_names(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """The official's name and office on the lines below, or the agencies on those above."""
    below = [(place, lines[place].text) for place in range(at + 1, min(at + 4, len(lines)))]
    end = next((place for place, text in below if text.endswith(".")), at)
    said = [(place, text.rstrip(_TAIL)) for place, text in below if place <= end]
    if said and authorities.is_english_official(", ".join(text for _, text in said)):
        return said
    known = vocabulary.registry.find(lines[at - 1].text) if at else None
    return [(at - 1, lines[at - 1].text)] if known else []


def _add_earlier(found: Signature, lines: Sequence[Line], vocabulary: Vocabulary) -> None:
    """Joint signers that each wrote a date: the last date is that of the document (GB/T 9704—2012)."""
    while found.names and (at := found.names[0][0] - 1) > 0 and len(found.names) < LONGEST_BLOCK:
        if dates.whole(lines[at].text) is None:
            return
        above = _names_above(lines, at, vocabulary)
        if not above:
            return
        found.names[:0] = above
        found.earlier.append(at)


def _names_above(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    names: list[tuple[int, str]] = []
    for place in range(at - 1, max(-1, at - 1 - LONGEST_BLOCK), -1):
        signers = authorities.signers(lines[place].text, vocabulary)
        if not signers:
            break
        names[:0] = [(place, name) for name in signers]
    return names


def _names_below(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    signers = authorities.signers(lines[at + 1].text, vocabulary) if at + 1 == len(lines) - 1 else ()
    return [(at + 1, name) for name in signers]
