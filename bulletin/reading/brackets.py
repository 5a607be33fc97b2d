"""Book-title marks 《》 and round brackets in one line of text, read in one pass however badly they are closed."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_TITLE = 300

_BOOK = re.compile("[《》]")
_TRAILING = re.compile(r"[（(]([^（）()]{1,60})[)）][ \u3000]{0,4}$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A title in 《》: ``start`` and ``end`` include the marks, ``title`` does not."""

    start: int
    end: int
    title: str


def quoted_titles(text: str) -> list[Quoted]:
    """The outermost closed 《…》 of a line, in order; an opening mark that is never closed hides nothing after it."""
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for match in _BOOK.finditer(text):
        if match[0] == "《":
            opened.append(match.start())
        elif opened:
            closed.append((opened.pop(), match.end()))
    return [Quoted(start, end, text[start + 1 : end - 1]) for start, end in _outermost(closed)]


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(each for each in pairs if each[1] - each[0] <= LONGEST_TITLE):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def without_quoted(text: str) -> str:
    """The text with every 《…》 taken out: what a title says in its own words."""
    pieces, past = [], 0
    for each in quoted_titles(text):
        pieces.append(text[past : each.start])
        past = each.end
    return "《》".join((*pieces, text[past:])) if pieces else text


def trailing_round(text: str) -> tuple[str, str] | None:
    """(text before, inside) of a round bracket that ends the text."""
    match = _TRAILING.search(text, max(0, len(text) - 70))
    return (text[: match.start()].rstrip(), match[1].strip()) if match else None


def enclosing_round(text: str, place: int, reach: int = 80) -> int | None:
    """Where the round bracket around ``place`` opens, looking back at most ``reach`` characters."""
    depth = 0
    for at in range(place - 1, max(-1, place - 1 - reach), -1):
        if text[at] in "）)":
            depth += 1
        elif text[at] in "（(":
            if depth == 0:
                return at
            depth -= 1
    return None
