"""Gives the headings inside a body their level below the heading of its entry, so that no level is ever skipped.

Works on the written page: the templates' headings carry a class, a canonical body's (h4 to h6) no attribute at all.
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"<(/?)h([1-6])(>| class)")
DEEPEST = 6


def lowered(page: str) -> str:
    """The page with every body heading one below the nearest heading that is above it in rank (PDF/UA 7.4.2)."""
    levels = _Levels()
    return _HEADING.sub(levels.rewritten, page)


class _Levels:
    """The rank of the entry's heading and, inside its body, the source ranks that are open."""

    def __init__(self) -> None:
        self.above = 1
        self.open: list[int] = []
        self.level = 1
        self.ours = True

    def rewritten(self, match: re.Match[str]) -> str:
        closing, rank, rest = match[1], int(match[2]), match[3]
        if not closing:
            self._open(rank, ours=rest != ">")
        return match[0] if self.ours else f"<{closing}h{self.level}{rest}"

    def _open(self, rank: int, *, ours: bool) -> None:
        self.ours = ours
        if ours:
            self.above, self.open = rank, []
            return
        while self.open and self.open[-1] >= rank:
            self.open.pop()
        self.open.append(rank)
        self.level = min(self.above + len(self.open), DEEPEST)
