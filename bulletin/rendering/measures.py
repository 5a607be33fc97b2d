"""How wide the columns of a table should be: a pure function of the lengths of what stands in them, in characters.

Knows neither HTML nor any style; lengths are those of characters of full width, of which a Latin one is about half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bulletin.rendering.facts import width

# A longer word, mostly an address, is broken; a head may stand on lines of so many characters.
LONGEST_WORD, HEAD = 12.0, 4.0
# Layout puts a quarter of a character between Han and Latin.
GAP = 0.25
_WORD = re.compile(r"[!-~\u00a1-\u24ff]+")
_MIXED = re.compile(r"(?<=[\u4e00-\u9fff])[0-9A-Za-z]|[0-9A-Za-z](?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Column:
    """``word`` is its longest one, ``head`` what its heading asks for, ``whole`` its longest line, unbroken."""

    word: float
    head: float
    whole: float

    def least(self, readable: float) -> float:
        """The room without which its words, its heading or its shorter lines would be broken."""
        return max(1.0, self.word, self.head, min(self.whole, readable))


def column(lines: Iterable[str], head: Iterable[str] = ()) -> Column:
    """What the column with these lines in its cells needs."""
    texts, heads = list(lines), list(head)
    return Column(
        word=max((min(_longest_word(each), LONGEST_WORD) for each in (*texts, *heads)), default=0.0),
        head=max((min(_length(each), HEAD) for each in heads), default=0.0),
        whole=max(map(_length, texts or heads), default=0.0),
    )


def need(columns: Sequence[Column], readable: float, padding: float) -> float:
    """The least that all columns together ask for, with the padding of each."""
    return sum(each.least(readable) + padding for each in columns)


def shares(columns: Sequence[Column], room: float, readable: float, padding: float) -> list[float]:
    """The part of the measure, in percent, that each column gets when the measure is ``room`` characters.

    Every column has its least; of the rest, long ones get more than short ones, but never in proportion, and none
    more than its longest line asks for. What is left then is shared in proportion, so that the table fills the measure.
    """
    widths = [each.least(readable) for each in columns]
    rest = room - sum(widths) - padding * len(widths)
    growing = [at for at, each in enumerate(columns) if each.whole > widths[at]]
    while rest > 0.01 and growing:
        weights = {at: (columns[at].whole - widths[at]) ** 0.5 for at in growing}
        unit = rest / sum(weights.values())
        for at in growing:
            given = min(weights[at] * unit, columns[at].whole - widths[at])
            widths[at] += given
            rest -= given
        growing = [at for at in growing if columns[at].whole - widths[at] > 0.01]
    padded = [each + padding for each in widths]
    return [round(100 * each / sum(padded), 2) for each in padded]


def _length(line: str) -> float:
    return width(line) + GAP * len(_MIXED.findall(line))


def _longest_word(line: str) -> float:
    return max(map(width, _WORD.findall(line)), default=0.0)
