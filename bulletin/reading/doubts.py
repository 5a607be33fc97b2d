"""Says where a text was not understood, so that nobody takes a poor reading for a sure one; moves no line."""

from __future__ import annotations

from collections.abc import Sequence

from . import findings
from .ledger import Ledger
from .lines import Line
from .outline import Outline

# A line this long is running text, not front matter.
PROSE = 40
FEW = 3


def tell(outline: Outline, lines: Sequence[Line], ledger: Ledger) -> None:
    """Warn where no entry was found, and where more than a third of the text stands under none."""
    if not lines:
        return
    if not outline.pieces:
        ledger.warn(lines[0], findings.NOT_UNDERSTOOD)
        return
    astray = [line for line in outline.front if not line.mark and _runs(line)]
    left = {each.line for each in outline.leftovers if each.reason == findings.BEFORE_ENTRIES}
    astray += [line for line in lines if line.no in left and _runs(line)]
    if len(astray) >= FEW and 3 * sum(len(line.text) for line in astray) > sum(len(line.text) for line in lines):
        ledger.warn(min(astray, key=lambda line: line.no), findings.PARTLY_UNDERSTOOD, ("lines", str(len(astray))))


def _runs(line: Line) -> bool:
    return len(line.text) >= PROSE or line.text.endswith("。")
