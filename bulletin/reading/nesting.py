"""Documents printed inside another one: what a notice forwards, issues or annexes begins no entry of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import attachments, kinds
from .brackets import quoted_titles
from .lines import Line
from .vocabulary import Vocabulary

SHORTEST = 6
MOST_NAMES = 400

_LOOSE = re.compile(r"[《》〈〉<>“”\s\u3000]")


@dataclass(slots=True)
class Announced:
    """The titles that an entry's own title and text name."""

    title: str = ""
    names: set[str] = field(default_factory=set)

    def begin(self, title: str) -> None:
        self.title, self.names = _close(title), set()
        self._add(title)

    def note(self, line: Line) -> None:
        """Remember what the line names in 《》 or as an annex."""
        text = line.running
        if len(self.names) < MOST_NAMES and ("《" in text or text.startswith("附")):
            self._add(text)
            self.names.update(_bare(named.title) for named in attachments.of_line(text) or [])

    def holds(self, title: str, vocabulary: Vocabulary) -> bool:
        """Whether the title is one that the entry has named: 转发…意见 over 关于…的意见, 印发《…》 over …."""
        bare = _bare(title)
        if len(bare) < SHORTEST or _close(title) == self.title:
            return False
        kind = kinds.document_type(title, vocabulary) or ""
        core = bare.removesuffix(kind).removesuffix("的").removeprefix("关于")
        return bare in self.names or (len(core) >= SHORTEST and core in self.title)

    def _add(self, text: str) -> None:
        self.names.update(_bare(each.title) for each in quoted_titles(text))


def _close(text: str) -> str:
    return _LOOSE.sub("", text)


def _bare(title: str) -> str:
    return _close(kinds.bare_title(title))
