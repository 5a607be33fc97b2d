"""Long paragraphs set in both measures, and what of a drawn line the rules are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bulletin.rendering import pdf
from tests.rendering.typesetting import paragraphs
from tests.rendering.typesetting.positions import Glyph, glyphs

EDGE = 30.0  # The left margin of the pages of these tests, in points.
EM = 10.5
MEASURES = (42, 20)
SEEDS = range(4)
CLOSING, OPENING = "、，。：；！？）》〉」』】〕”’", "（《〈「『【〔“‘"
NEVER_FIRST = CLOSING + "…—·～"


@dataclass(frozen=True)
class Run:
    """Glyphs in one line."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def start(self) -> float:
        """Where the line begins: a mark at its start counts from its inked half on."""
        first = self.glyphs[0]
        return first.x + (first.size / 2 if first.text in OPENING else 0)

    @property
    def end(self) -> float:
        """Where the line ends: of a mark at its end only the inked half counts."""
        last = self.glyphs[-1]
        return last.end - (last.size / 2 if last.text in CLOSING else 0)


@dataclass(frozen=True)
class Line(Run):
    is_last: bool


@cache
def made(measure: int, seed: int) -> bytes:
    return pdf.typeset(paragraphs.page(paragraphs.paragraphs(5, seed), measure), {}).pdf


@cache
def set_lines(measure: int) -> tuple[Line, ...]:
    """All lines of all paragraphs in one measure; those of a paragraph hold the same characters as it."""
    found: list[Line] = []
    for seed in SEEDS:
        rest = [glyph for glyph in glyphs(made(measure, seed)) if glyph.said]
        for body in paragraphs.paragraphs(5, seed):
            count = len(paragraphs.typed(body).replace(" ", "").replace("——", "—"))
            found += paragraph(rest, count)
    return tuple(found)


def paragraph(rest: list[Glyph], count: int) -> list[Line]:
    """The lines of the next ``count`` characters, spaces apart; they are taken from ``rest``."""
    rows: list[list[Glyph]] = []
    while count > 0:
        glyph = rest.pop(0)
        if not rows or glyph.page != rows[-1][-1].page or abs(glyph.y - rows[-1][-1].y) > EM:
            rows.append([])
        rows[-1].append(glyph)
        count -= len(glyph.text.replace("——", "—").strip())
    return [Line(tuple(row), place == len(rows) - 1) for place, row in enumerate(rows)]
