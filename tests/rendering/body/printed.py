"""Lines of a printed page with their places, running heads and folios left out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from bulletin import rendering
from bulletin.snapshot import Snapshot
from tests.rendering.typesetting import positions
from tests.rendering.typesetting.positions import Glyph

MILLIMETRE = 72 / 25.4
# What stands above and below the text of every page, in points.
HEAD, FOOT = 20 * MILLIMETRE, 18 * MILLIMETRE


@dataclass(frozen=True, slots=True)
class Line:
    """One baseline of one column: page and column from 0, edges in points, ``y`` from the page's foot."""

    page: int
    column: int
    text: str
    left: float
    right: float
    y: float
    size: float


@functools.cache
def pdf(snapshot: Snapshot) -> bytes:
    return rendering.render(snapshot).pdf


def sizes(made: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    with pypdfium2.PdfDocument(made) as document:
        return [page.get_size() for page in document]


def lines(made: bytes, columns: int = 1) -> list[Line]:
    """The lines of all pages in the order in which they are drawn, cell by cell; no text of a page's margins."""
    boxes = sizes(made)
    found = []
    for glyphs in positions.lines(positions.glyphs(made)):
        for piece in _pieces(glyphs):
            first, last = piece[0], next(glyph for glyph in reversed(piece) if glyph.text.strip())
            width, height = boxes[first.page]
            if FOOT < first.y < height - HEAD:
                text = "".join(glyph.text for glyph in piece if glyph.said)
                column = int(first.x / (width / columns))
                size = max(glyph.size for glyph in piece)
                found.append(Line(first.page, column, text, first.x, last.end, first.y, size))
    return found


def _pieces(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """What of a baseline stands together: neighbouring cells are more than a character apart."""
    piece: list[Glyph] = []
    end = 0.0
    for glyph in glyphs:
        if glyph.text.strip():
            if piece and not -0.5 < (glyph.x - end) / glyph.size < 0.9:
                yield piece
                piece = []
            end = glyph.end
        if piece or glyph.text.strip():
            piece.append(glyph)
    if piece:
        yield piece


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text(made: bytes) -> str:
    return squeezed("".join(line.text for line in lines(made)))
