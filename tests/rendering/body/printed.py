"""Lines of a printed page with their places, running heads and folios left out."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import pypdfium2

from bulletin import rendering
from bulletin.snapshot import Snapshot
from tests.rendering.typesetting import positions

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
    """The lines of all pages in the order in which they are drawn; no text of a page's margins."""
    boxes = sizes(made)
    found = []
    for glyphs in positions.lines(positions.glyphs(made)):
        said = [glyph for glyph in glyphs if glyph.text.strip()]
        if not said:
            continue
        width, height = boxes[said[0].page]
        if FOOT < said[0].y < height - HEAD:
            text = "".join(glyph.text for glyph in glyphs if glyph.said)
            column = int(said[0].x / (width / columns))
            found.append(
                Line(said[0].page, column, text, said[0].x, said[-1].end, said[0].y, max(each.size for each in said))
            )
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text(made: bytes) -> str:
    return squeezed("".join(line.text for line in lines(made)))
