"""Collects the homes, quotations, leftovers and warnings of a reading; a line can be given a home only once."""

from __future__ import annotations

from dataclasses import dataclass, field

from .findings import COMPUTED, HOME, QUOTED, Caution, Evidence, Leftover, caution
from .lines import Line


@dataclass(slots=True)
class Ledger:
    evidence: list[Evidence] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)

    def home(self, path: str, *lines: Line) -> None:
        self.evidence += [Evidence(path, line.no, line.text, HOME) for line in lines]

    def quote(self, path: str, line: Line, text: str, computed: bool = False) -> None:
        self.evidence.append(Evidence(path, line.no, text, COMPUTED if computed else QUOTED))

    def leave(self, reason: str, *lines: Line) -> None:
        self.leftovers += [Leftover(line.no, line.text, reason) for line in lines]

    def warn(self, line: Line, sentence: str, *values: tuple[str, str]) -> None:
        self.warnings.append(caution(line.no, sentence, *values))
