"""Draws the text of a line: each glyph at its place to a thousandth of an em, with the share that its line gave it.

WeasyPrint cuts the thousandths off at every glyph. A gap that nobody typed must not read as a space, which is what
readers' programs make of any distance wider than a tenth of an em: it is drawn as a blank that belongs to the
character before it (ActualText, ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

import pydyf
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from bulletin.rendering.typesetting.characters import GAP, JOIN
from bulletin.rendering.typesetting.lines import slots_of

_GLYPH = struct.Struct("=IiiiI")
_THOUSAND = 1000 * FROM_UNITS
# Above this distance, in 1/1000 em, two characters may be read as two words; programs begin to do so at 100.
SEPARATE = 90


class UnusualError(Exception):
    """Something in the text that WeasyPrint's own drawing is for: pictures as glyphs, raised or missing ones."""


@dataclass(slots=True)
class Glyph:
    """A glyph of a font; ``before`` and ``after`` it the distances that its own width does not tell, in 1/1000 em.

    ``blank`` is the glyph of a space, when ``after`` is to belong to the character.
    """

    code: int
    before: float
    after: float
    blank: int | None = None


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


@dataclass(slots=True)
class Line:
    """The text of one box while it is drawn: its characters, and after which of them stands which share, in pixels."""

    stream: Any
    text: str
    share: float
    slots: frozenset[int]

    def places(self) -> dict[int, int]:
        """The character that begins at each byte of the text in UTF-8, which is how Pango counts."""
        sizes = (
            1 if each < "\x80" else 2 if each < "\u0800" else 3 if each < "\U00010000" else 4 for each in self.text
        )
        return {byte: place for place, byte in enumerate(accumulate(sizes, initial=0))}


def draw(stream: Any, textbox: Any, matrix: Any) -> None:
    """Write the text of a box. Raises UnusualError, before anything is written, for what only WeasyPrint draws."""
    layout = textbox.pango_layout
    share = getattr(textbox, "share", 0.0)
    line = Line(stream, layout.text, share, frozenset(slots_of(textbox)) if share else frozenset())
    runs = list(_runs(line, layout.layout))
    stream.set_text_matrix(*matrix.values)
    for face, glyphs in runs:
        _join_wide(face, glyphs, textbox.style)
        stream.set_font_size(face.font.hash, face.size)
        for is_joined, some in groupby(glyphs, key=lambda glyph: glyph.blank is not None):
            if is_joined:
                for glyph in some:
                    _show_joined(stream, face, glyph)
            else:
                stream.show_text(_positioned((glyph.code, glyph.before, glyph.after) for glyph in some))


def _runs(line: Line, layout: Any) -> Iterator[tuple[Face, list[Glyph]]]:
    """The glyphs in one font after the other: a gap belongs to the character before it, in whatever item it is."""
    places = line.places()
    link = pango.pango_layout_get_line_readonly(layout, 0).runs
    face: Face | None = None
    made: list[Glyph] = []
    while link != ffi.NULL:
        item, glyphs = link.data.item, link.data.glyphs
        if item.analysis.level % 2:
            raise UnusualError
        if face is None or item.analysis.font != face.pango_font:
            if face is not None:
                yield face, made
            face, made = _face(line.stream, item.analysis.font), []
        _shape(line, face, glyphs, _places(places, item, glyphs), made)
        link = link.next
    if face is not None:
        yield face, made


def _face(stream: Any, pango_font: Any) -> Face:
    font, size = stream.add_font(pango_font)
    if font.bitmap or font.svg or font.png or font.colr:
        raise UnusualError
    return Face(font, pango_font, size)


def _places(places: dict[int, int], item: Any, glyphs: Any) -> list[int]:
    """The character that each glyph of an item begins with, then where the item ends."""
    starts = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
    return [places[item.offset + each] for each in (*starts, item.length)]


def _shape(line: Line, face: Face, glyphs: Any, places: list[int], made: list[Glyph]) -> None:
    """Add the glyphs of one item; gaps and invisible characters become distances between them."""
    unit, share = _THOUSAND / face.size, line.share * 1000 / face.size
    known, widths = face.font.to_unicode, face.font.widths
    raw = _GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size))
    for (code, width, right, up, _attributes), place, after in zip(raw, places, places[1:], strict=False):
        if code == pango.PANGO_GLYPH_EMPTY:
            continue
        if up or code & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            raise UnusualError
        advance = width * unit + (share if after > place and after - 1 in line.slots else 0.0)
        is_gap = line.text[place] == GAP
        if code not in known:
            known[code] = " " if is_gap else line.text[place:after]
        natural = widths[code] if code in widths else face.width(line.stream, code)
        if is_gap and made and line.text[place - 1] != JOIN:
            made[-1].blank = code
            made[-1].after += advance
        else:
            made.append(Glyph(code, right * unit, advance - natural))


def _join_wide(face: Face, glyphs: list[Glyph], style: Any) -> None:
    """In a line with wide shares each belongs to its character, lest the line be read as words."""
    for glyph in glyphs:
        if glyph.after > SEPARATE and glyph.blank is None and face.font.to_unicode[glyph.code] != " ":
            glyph.blank = _blank(face, style)


def _blank(face: Face, style: Any) -> int | None:
    """The glyph of a space in a font, if there is one: asked of Pango once for each font of a document."""
    if not hasattr(face.font, "blank"):
        layout = Layout(style)
        layout.set_text("\u4e00 ")
        run = pango.pango_layout_get_line_readonly(layout.layout, 0).runs.data
        code = run.glyphs.glyphs[run.glyphs.num_glyphs - 1].glyph
        face.font.blank = code if run.item.analysis.font == face.pango_font and run.glyphs.num_glyphs == 2 else None
        face.font.to_unicode.setdefault(code, " ")
    blank: int | None = face.font.blank
    return blank


def _show_joined(stream: Any, face: Face, glyph: Glyph) -> None:
    blank = glyph.blank or 0
    text = pydyf.String(face.font.to_unicode[glyph.code])
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": text}))
    # The blank ends where the distance ends, for that is how far programs take the character to reach.
    stream.show_text(
        _positioned([(glyph.code, glyph.before, glyph.after - face.width(stream, blank)), (blank, 0.0, 0.0)])
    )
    stream.end_marked_content()


def _positioned(glyphs: Iterator[tuple[int, float, float]] | list[tuple[int, float, float]]) -> str:
    """Operands of TJ, which moves left by what it is given; what rounding leaves goes on to the next glyph."""
    parts, move = ["<"], 0.0
    for code, before, after in glyphs:
        move += before
        if step := round(move):
            parts.append(f">{-step}<")
        parts.append(f"{code:04x}")
        move += after - before - step
    if step := round(move):
        parts.append(f">{-step}<")
    return "".join((*parts, ">")).replace("<>", "")
