"""Where each glyph of a PDF stands, read from the content streams themselves with pikepdf."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pikepdf

_PAIR = re.compile(rb"<([0-9a-f]+)> <([0-9a-f]*)>")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn glyph: page from 0, place in points from the page's lower left, advance without what TJ adds to it.

    ``said`` is False for blanks that belong to the character before them.
    """

    page: int
    text: str
    x: float
    y: float
    width: float
    size: float
    said: bool = True

    @property
    def end(self) -> float:
        return self.x + self.width


class _Font:
    def __init__(self, font: pikepdf.Object) -> None:
        self.text = {
            int(code, 16): bytes.fromhex(found.decode()).decode("utf-16-be")
            for code, found in _PAIR.findall(font.ToUnicode.read_bytes())
        }
        self.widths: dict[int, float] = {}
        rest = list(font.DescendantFonts[0].W)
        while rest:
            first, widths, *rest = rest
            self.widths.update({int(first) + place: float(width) for place, width in enumerate(widths)})


def glyphs(pdf: bytes) -> list[Glyph]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [glyph for number, page in enumerate(document.pages) for glyph in _page(number, page)]


def lines(found: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs on one baseline, one after the other as they are drawn."""
    return [list(line) for _place, line in groupby(found, key=lambda glyph: (glyph.page, round(glyph.y, 1)))]


class _Pen:
    """What the operators of a content stream have set so far."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.fonts = {name: _Font(font) for name, font in page.Resources.Font.items()}
        self.matrix = self.text = pikepdf.Matrix()
        self.kept: list[pikepdf.Matrix] = []
        # How much of the text that stands for what is drawn has not been drawn yet, in each content that is open.
        self.told: list[int | None] = []
        self.font = next(iter(self.fonts.values()), None)
        self.size = 0.0

    def says(self, text: str) -> bool:
        """Whether a glyph's text is part of what is read; the last glyphs of told text may be blanks."""
        left = self.told[-1] if self.told else None
        if left is None:
            return True
        self.told[-1] = left - len(text)
        return left > 0

    def move(self, distance: float) -> None:
        self.text = pikepdf.Matrix(1, 0, 0, 1, distance, 0) @ self.text

    def heed(self, operator: str, operands: list[pikepdf.Object]) -> None:
        match operator:
            case "q":
                self.kept.append(self.matrix)
            case "Q":
                self.matrix = self.kept.pop()
            case "cm":
                self.matrix = pikepdf.Matrix(*map(float, operands)) @ self.matrix
            case "Tm":
                self.text = pikepdf.Matrix(*map(float, operands))
            case "Tf":
                self.font, self.size = self.fonts[str(operands[0])], float(operands[1])
            case "BDC" | "BMC":
                told = operands[1].get("/ActualText") if len(operands) > 1 else None
                self.told.append(None if told is None else len(str(told)))
            case "EMC":
                self.told.pop()


def _page(number: int, page: pikepdf.Page) -> Iterator[Glyph]:
    pen = _Pen(page)
    for each in pikepdf.parse_content_stream(page):
        if isinstance(each, pikepdf.ContentStreamInstruction):
            operator, operands = str(each.operator), list(each.operands)
            pen.heed(operator, operands)
            if operator == "TJ":
                yield from _shown(number, pen, list(operands[0]))


def _shown(number: int, pen: _Pen, pieces: list[pikepdf.Object]) -> Iterator[Glyph]:
    assert pen.font is not None
    for each in pieces:
        if not isinstance(each, pikepdf.String):
            pen.move(-float(each) / 1000 * pen.size)
            continue
        for code in _codes(bytes(each)):
            placed = pen.text @ pen.matrix
            width, scale = pen.font.widths[code] / 1000 * pen.size, abs(placed.a)
            text = pen.font.text[code]
            yield Glyph(number, text, placed.e, placed.f, width * scale, pen.size * scale, pen.says(text))
            pen.move(width)


def _codes(string: bytes) -> Iterator[int]:
    for place in range(0, len(string), 2):
        yield int.from_bytes(string[place : place + 2])
