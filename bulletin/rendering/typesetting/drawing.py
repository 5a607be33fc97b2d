"""Draws the text of a line: each glyph at its place to a thousandth of an em, with the share that its line gave it.

WeasyPrint cuts the thousandths off at every glyph. Programs that read a PDF take any distance wider than a tenth of
an em for a space, and part characters that overlap: such characters are told to them as text (ActualText, ISO
32000-1, 14.9.4), and a distance that nobody typed is drawn as a blank that belongs to the character before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

import pydyf

from bulletin.rendering.typesetting.characters import JOIN
from bulletin.rendering.typesetting.glyphs import Face, Glyph, Line
from bulletin.rendering.typesetting.lines import slots_of

# In 1/1000 em; programs begin to part characters at 100.
SEPARATE = 90
# How lines end that part a word, by the style sheets, and what their hyphen is read as (ISO 32000-1, 14.8.2.2.3).
HYPHEN, SOFT_HYPHEN = f"-{JOIN}{JOIN}", "\u00ad"
Placed = tuple[int, float, float]


def draw(stream: Any, textbox: Any, matrix: Any) -> None:
    """Write the text of a box. Raises UnusualError, before anything is written, for what only WeasyPrint draws."""
    share = getattr(textbox, "share", 0.0)
    layout = textbox.pango_layout
    line = Line(stream, layout.text, share, frozenset(slots_of(textbox)) if share else frozenset())
    runs = line.read(layout.layout)
    stream.set_text_matrix(*matrix.values)
    parted = runs[-1][1].pop() if layout.text.endswith(HYPHEN) and runs[-1][1] else None
    for face, glyphs in runs:
        stream.set_font_size(face.font.hash, face.size)
        if not any(abs(glyph.after) > SEPARATE or glyph.before for glyph in glyphs):
            stream.show_text(_positioned((glyph.code, glyph.before, glyph.after) for glyph in glyphs))
            continue
        groups = _groups(stream, face, glyphs, textbox.style)
        for said, some in groupby(groups, key=lambda group: group[0]):
            if said:
                for _said, placed in some:
                    _show_as(stream, said, placed)
            else:
                stream.show_text(_positioned(each for _said, placed in some for each in placed))
    if parted:
        _show_as(stream, SOFT_HYPHEN, [(parted.code, parted.before, parted.after)])


def _groups(stream: Any, face: Face, glyphs: list[Glyph], style: Any) -> Iterator[tuple[str, list[Placed]]]:
    """Glyphs that are to be read as one, with what they say, if that has to be told; a lone one mostly has not."""
    placed: list[Placed] = []
    said = ""
    for glyph, following in pairwise((*glyphs, _END)):
        distance = glyph.after - glyph.before + following.before
        said += face.font.to_unicode[glyph.code]
        placed.append((glyph.code, glyph.before, glyph.after))
        if distance < -SEPARATE and following is not _END:
            continue
        blank = face.blank(glyph.code, style) if distance > SEPARATE and said[-1] != " " else None
        if blank is not None:
            # The blank ends where the distance ends: that is how far programs take the character to reach.
            placed[-1] = (glyph.code, glyph.before, glyph.after - face.width(stream, blank))
            placed.append((blank, 0.0, 0.0))
        yield said if len(placed) > 1 else "", placed
        placed, said = [], ""


_END = Glyph(0, 0.0, 0.0)


def _show_as(stream: Any, said: str, placed: list[Placed]) -> None:
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(said)}))
    stream.show_text(_positioned(placed))
    stream.end_marked_content()


def _positioned(glyphs: Iterable[Placed]) -> str:
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
