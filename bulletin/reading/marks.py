"""The boundaries that an editor drew by hand: what each marked line is, so that nothing is guessed about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .lines import Line

# The first seven are words for a mark; the others are places that only a layout gives.
PART, SECTION, ENTRY, TITLE, BODY, FRONT, LEAVE = "part", "section", "entry", "title", "body", "front", "leave"
ABOVE, EMPTY = "above", "empty"

WORDS = frozenset({PART, SECTION, ENTRY, TITLE, BODY, FRONT, LEAVE})


def apply(lines: Sequence[Line], marks: Mapping[int, str]) -> None:
    """Set the marks, by source line number; a word that is none and a line that is blank are passed over.

    A heading is read as plain text, whatever the line looked like.
    """
    for line in lines:
        mark = marks.get(line.no, "")
        line.mark = mark if mark in WORDS else ""
        if line.mark in {PART, SECTION, ENTRY, TITLE, FRONT}:
            line.kind = ""
