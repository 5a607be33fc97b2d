"""Source text as numbered, trimmed lines that know what blank space stood before them; loses nothing printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_BREAKS = re.compile(r"\r\n|\r|\n")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")
_EDGES = " \t\u3000\u00a0\u200b\u200c\u200d\ufeff\u2060\u2002\u2003\u2009"
_PAGE_NUMBER = re.compile(
    r"[-—–－─·•~]{1,2} ?[0-9０-９ⅰ-ⅹⅠ-Ⅻ]{1,4} ?[-—–－─·•~]{1,2}"
    r"|第 ?[0-9０-９]{1,4} ?页(?:[ ,，/／]{0,2}共 ?[0-9０-９]{1,4} ?页)?|[0-9]{1,4} ?/ ?[0-9]{1,4}"
    r"|[Pp]age ?[0-9]{1,4}(?: of [0-9]{1,4})?"
)
_BARE_NUMBER = re.compile(r"[0-9０-９]{1,4}")

# The kinds of lines that are no running text: finished HTML, a pipe table and its rule, a fence and what it fences.
ISLAND, ROW, RULE, FENCE, FENCED = "island", "row", "rule", "fence", "fenced"


@dataclass(slots=True)
class Line:
    """One non-blank line: ``no`` counts from 1 in the source, ``gap`` is the number of blank lines before it.

    ``kind`` is set for what is no running text, ``mark`` where an editor said what the line is.
    """

    no: int
    text: str
    gap: int
    indent: bool = False
    broken: bool = False
    kind: str = ""
    mark: str = ""

    @property
    def running(self) -> str:
        """The text to look for structure and facts in: none where the line is no running text or was marked."""
        return "" if self.kind or self.mark else self.text


def lines_of(text: str) -> list[Line]:
    """The non-blank lines; ``broken``: a page ends before the line (a form feed, or more blank lines than usual)."""
    found: list[Line] = []
    gap, feed = 0, False
    for no, raw in enumerate(_BREAKS.split(text), start=1):
        feed = feed or "\x0c" in raw
        kept = _CONTROLS.sub(" ", raw)
        trimmed = kept.strip(_EDGES)
        if trimmed:
            # Markdown: what is set in by four spaces or a tab is code, not a heading.
            code = trimmed[0] == "#" and kept.startswith(("    ", "\t"))
            found.append(Line(no, trimmed, gap, kept[:1] in _EDGES, feed, FENCED if code else ""))
            gap, feed = 0, False
        else:
            gap += 1
    _mark_breaks(found)
    return found


def usual_gap(lines: Sequence[Line]) -> int:
    """How many blank lines (at most two) most often stand between two lines."""
    gaps = Counter(line.gap for line in lines[1:] if line.gap <= 2)
    return max(gaps, key=lambda gap: (gaps[gap], gap), default=0)


def is_page_number(line: Line, following: Line | None) -> bool:
    """Whether the line is nothing but a page number (a bare figure only where a page ends)."""
    if len(line.text) > 24:
        return False
    if _PAGE_NUMBER.fullmatch(line.text):
        return True
    return bool(_BARE_NUMBER.fullmatch(line.text)) and (line.broken or (following is not None and following.broken))


def _mark_breaks(lines: list[Line]) -> None:
    usual = max(usual_gap(lines), 1)
    for line in lines:
        line.broken = line.broken or line.gap > usual
