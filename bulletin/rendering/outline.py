"""Gives the headings inside a body their level below the heading of its entry, so that no level is ever skipped.

Works on the written page: the templates' headings carry a class, a canonical body's (h4 to h6) no attribute at all.
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"<(/?)h([1-6])(>| class)")
DEEPEST = 6


def lowered(page: str, *, marked: bool = False, above: int = 1) -> str:
    """The page with every body heading one below the nearest heading that is above it in rank (PDF/UA 7.4.2).

    ``marked`` ones bear a class that tells how deep below their entry they are, whatever level that is in the issue.
    ``above`` is the level that stands over the first of them, for a body without the page around it.
    """
    levels = _Levels(marked, above)
    return _HEADING.sub(levels.rewritten, page)


class _Levels:
    """The rank of the entry's heading and, inside its body, the source ranks that are open."""

    def __init__(self, marked: bool, above: int) -> None:
        self.marked = marked
        self.above = above
        self.open: list[int] = []
        self.level = 1
        self.ours = True

    def rewritten(self, match: re.Match[str]) -> str:
        closing, rank, rest = match[1], int(match[2]), match[3]
        if not closing:
            self._open(rank, ours=rest != ">")
        if self.ours:
            return match[0]
        depth = f' class="depth-{len(self.open)}"' if self.marked and not closing else ""
        return f"<{closing}h{self.level}{depth}{rest}"

    def _open(self, rank: int, *, ours: bool) -> None:
        self.ours = ours
        if ours:
            self.above, self.open = rank, []
            return
        while self.open and self.open[-1] >= rank:
            self.open.pop()
        self.open.append(rank)
        self.level = min(self.above + len(self.open), DEEPEST)
