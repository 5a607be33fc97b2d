"""How wide the columns of a table should be: a pure function of the lengths of what stands in them, in characters.

Knows neither HTML nor any style; lengths are those of characters of full width, of which a Latin one is about half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A longer word, mostly an address, is broken; a head may stand on lines of so many characters.
LONGEST_WORD, HEAD = 12.0, 4.0
# Layout puts a quarter of a character between Han and Latin.
GAP = 0.25
_WORD = re.compile(r"[!-~\u00a1-\u24ff]+")
_MIXED = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")
# How wide the characters from the space to the tilde are in the serif of both designs, in hundredths of an em.
_ASCII = (
    *(26, 31, 38, 57, 55, 92, 78, 20, 36, 36, 48, 58, 33, 35, 33, 35, 56, 47, 56, 56, 56, 56, 56, 55, 56, 56, 33, 33),
    *(58, 58, 58, 43, 91, 72, 67, 69, 77, 65, 63, 74, 85, 41, 40, 73, 63, 98, 80, 77, 64, 77, 72, 57, 66, 80, 71, 105),
    *(70, 69, 61, 34, 35, 34, 58, 56, 44, 56, 64, 54, 63, 55, 39, 57, 66, 33, 31, 61, 33, 97, 66, 60, 64, 61, 46, 47),
    *(37, 65, 55, 84, 56, 55, 50, 37, 32, 37, 58),
)
_OTHER_LATIN = 0.6


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


def width(text: str) -> float:
    """How long a text is in a cell, in characters of full width; nearer than what is enough to plan lines by."""
    return sum(_width(ord(each)) for each in text)


def _width(code: int) -> float:
    if 0x20 <= code < 0x7F:
        return _ASCII[code - 0x20] / 100
    return 1.0 if code > 0x2000 else _OTHER_LATIN


def _longest_word(line: str) -> float:
    return max(map(width, _WORD.findall(line)), default=0.0)
