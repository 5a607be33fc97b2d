"""Reads from Pango which glyphs a line of text became, and how far apart they are to stand.

Gaps and invisible characters are no glyphs here: they become distances between the others.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from bulletin.rendering.typesetting.characters import GAP, JOIN, plain

_GLYPH = struct.Struct("=IiiiI")
_THOUSAND = 1000 * FROM_UNITS


class UnusualError(Exception):
    """Something in the text that WeasyPrint's own drawing is for: pictures as glyphs, raised or missing ones."""


@dataclass(slots=True)
class Glyph:
    """A glyph of a font: how far it is moved from where the one before ends, and how much wider it is than the font
    says, in 1/1000 em."""

    code: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Face:
    """A font as the PDF and as Pango know it, and its size in pixels."""

    font: Any
    pango_font: Any
    size: float

    def width(self, stream: Any, code: int) -> int:
        """Of a glyph as the PDF will have it, in whole thousandths of an em."""
        widths: dict[int, int] = self.font.widths
        if code not in widths:
            pango.pango_font_get_glyph_extents(self.pango_font, code, stream.ink_rect, stream.logical_rect)
            widths[code] = round(stream.logical_rect.width * _THOUSAND / self.size)
        return widths[code]

    def blank(self, code: int, style: Any) -> int | None:
        """The glyph of a space in this font, which has ``code``; asked of Pango once for each font of a document."""
        if not hasattr(self.font, "blank"):
            layout = Layout(style)
            layout.set_text(self.font.to_unicode[code] + " ")
            run = pango.pango_layout_get_line_readonly(layout.layout, 0).runs.data
            found = run.glyphs.glyphs[run.glyphs.num_glyphs - 1].glyph
            is_here = run.item.analysis.font == self.pango_font and found < pango.PANGO_GLYPH_EMPTY
            self.font.blank = found if is_here else None
        blank: int | None = self.font.blank
        if blank is not None:
            self.font.to_unicode.setdefault(blank, " ")
        return blank


@dataclass(slots=True)
class Line:
    """The text of one box while it is drawn: its characters, and after which of them stands which share, in pixels."""

    stream: Any
    text: str
    share: float
    slots: frozenset[int]
    runs: list[tuple[Face, list[Glyph]]] = field(default_factory=list)

    def read(self, layout: Any) -> list[tuple[Face, list[Glyph]]]:
        """The glyphs in one font after the other. Raises UnusualError."""
        places = _characters_at(self.text)
        link = pango.pango_layout_get_line_readonly(layout, 0).runs
        while link != ffi.NULL:
            item, glyphs = link.data.item, link.data.glyphs
            if item.analysis.level % 2:
                raise UnusualError
            if not self.runs or item.analysis.font != self.runs[-1][0].pango_font:
                self.runs.append((_face(self.stream, item.analysis.font), []))
            starts = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
            self._add(glyphs, [places[item.offset + each] for each in (*starts, item.length)])
            link = link.next
        return self.runs

    def _add(self, glyphs: Any, places: list[int]) -> None:
        """The glyphs of one item; ``places`` are the characters that they begin with, and where the item ends."""
        face, made = self.runs[-1]
        empty = pango.PANGO_GLYPH_EMPTY
        unit, share = _THOUSAND / face.size, self.share * 1000 / face.size
        known, widths = face.font.to_unicode, face.font.widths
        raw = list(_GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size)))
        # Within a ligature an invisible character is a glyph of its own, which must not take the text from it.
        kept = [at for at, each in enumerate(raw) if each[0] != empty or not at or places[at] != places[at - 1]]
        if len(kept) < len(raw):
            raw, places = [raw[at] for at in kept], [*(places[at] for at in kept), places[-1]]
        for (code, width, right, up, _attributes), place, end in zip(raw, places, places[1:], strict=False):
            if code == empty:
                continue
            if up or code & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                raise UnusualError
            advance = width * unit + (share if end > place and end - 1 in self.slots else 0.0)
            is_gap = self.text[place] == GAP
            if is_gap and self.text[place - 1] != JOIN:
                self._part(advance)
                continue
            if code not in known:
                known[code] = " " if is_gap else plain(self.text[place:end])
            natural = widths[code] if code in widths else face.width(self.stream, code)
            made.append(Glyph(code, right * unit, advance - natural))

    def _part(self, distance: float) -> None:
        """A gap belongs to the character before it, whatever font Pango found for it."""
        now = self.runs[-1][0]
        for face, made in reversed(self.runs):
            if made:
                made[-1].after += distance * now.size / face.size
                return
        raise UnusualError


def _face(stream: Any, pango_font: Any) -> Face:
    font, size = stream.add_font(pango_font)
    if font.bitmap or font.svg or font.png or font.colr:
        raise UnusualError
    return Face(font, pango_font, size)


def _characters_at(text: str) -> dict[int, int]:
    """The character that begins at each byte of a text in UTF-8, which is how Pango counts."""
    sizes = (1 if each < "\x80" else 2 if each < "\u0800" else 3 if each < "\U00010000" else 4 for each in text)
    return {byte: place for place, byte in enumerate(accumulate(sizes, initial=0))}
