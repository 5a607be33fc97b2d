"""The lines of a text with what each tells by its own words, worked out once; decides nothing about structure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import authorities, dates, kinds, labels
from .heads import Head, undress
from .lines import Line
from .vocabulary import Vocabulary

LONGEST_HEADING = 160

_TAIL = tuple("。；;，,、：:")
_G = r"[ \t\u3000]{0,4}"
_ATTACHMENT = re.compile(rf"附{_G}(?:件|录|表|图)?{_G}[0-9０-９一二三四五六七八九十]{{0,3}}{_G}(?:[:：.．、《]|$)")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|zip|rar|pptx?|ofd|txt)$", re.IGNORECASE)
_FIELD = re.compile(r"[\u4e00-\u9fffA-Za-z \u3000]{2,12}[：:]")


class Sheet:
    """Random access to the lines of a text and their readings; a place past the end reads as an empty line."""

    def __init__(self, lines: Sequence[Line], vocabulary: Vocabulary) -> None:
        self.lines = lines
        self.vocabulary = vocabulary
        self._heads: dict[int, Head] = {}
        self._formal: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def text(self, at: int) -> str:
        """The words of a line of running text; nothing for a table, a list or fenced text."""
        return self.lines[at].text if 0 <= at < len(self.lines) and not self.lines[at].kind else ""

    def solid(self, at: int) -> bool:
        """Whether the line is a table, a list or fenced text, which only a body holds."""
        return 0 <= at < len(self.lines) and bool(self.lines[at].kind)

    def gap(self, at: int) -> int:
        """How many blank lines stand before the line; plenty at either end of the text."""
        return self.lines[at].gap if 0 < at < len(self.lines) else 9

    def broken(self, at: int) -> bool:
        return 0 <= at < len(self.lines) and self.lines[at].broken

    def head(self, at: int) -> Head:
        if at not in self._heads:
            self._heads[at] = undress(self.text(at))
        return self._heads[at]

    def formal(self, at: int) -> bool:
        """Whether the wording is a notice's title."""
        if at not in self._formal:
            core = self.head(at).core
            whole = core.count("《") == core.count("》") and not (core.isascii() and core.endswith("."))
            whole = whole and not (_FIELD.match(core) and labels.read(core))
            self._formal[at] = whole and kinds.is_formal(core, self.vocabulary) and not self.attachment(at)
        return self._formal[at]

    def headlike(self, at: int) -> bool:
        """Whether the wording could be any heading at all: short, one sentence, not ending like running text."""
        core = self.head(at).core
        return 2 <= len(core) <= LONGEST_HEADING and not core.endswith(_TAIL) and "。" not in core and "://" not in core

    def attachment(self, at: int) -> bool:
        core = self.head(at).core
        return bool(_ATTACHMENT.match(core) or _FILE.search(core[-6:]))

    def dated(self, at: int) -> bool:
        """Whether the line ends with a date after nothing or after a signature."""
        text = self.text(at)
        if not 6 <= len(text) <= 120 or text[-1] not in "日号）)0123456789":
            return False
        if dates.whole(text):
            return True
        days = list(dates.find_all(text))
        return bool(days) and days[-1].end == len(text) and bool(self.signers_of(text[: days[-1].start]))

    def signed(self, at: int) -> bool:
        return bool(self.signers_of(self.text(at)))

    def signers_of(self, text: str) -> tuple[str, ...]:
        return authorities.signers(text, self.vocabulary)

    def field(self, at: int) -> bool:
        """Whether the line begins with a label and a colon (来源：…, 联系电话：…)."""
        return bool(_FIELD.match(self.text(at)))

    def prose(self, at: int) -> bool:
        text = self.text(at)
        if self.solid(at) or text.endswith(("。", "；", "！", "？", "，", "”")):
            return True
        return len(text) > (100 if text.isascii() else 60) or (len(text) > 20 and text.endswith("."))

    def sourced(self, at: int) -> bool:
        """Whether the line tells where an article was taken from, or how a document may be made public."""
        text = self.text(at)
        return ("来源" in text[:40] and len(text) <= 120 and bool(labels.read(text))) or text.startswith("（此件")

    def ended(self, at: int) -> bool:
        """Whether the line before ``at`` closes an entry: a date, a signature, an attachment, a source."""
        before = at - 1
        if before > 0 and any(name == labels.RELEASE for name, _ in labels.read(self.text(before))):
            before -= 1
        return (
            before < 0 or self.dated(before) or self.signed(before) or self.attachment(before) or self.sourced(before)
        )
