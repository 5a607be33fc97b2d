"""Puts our line setting into WeasyPrint; whatever it leans on there is named here and looked at before.

Where a new WeasyPrint has moved or changed any of it, or one of ours fails, WeasyPrint sets the page by itself: its
right edge is ragged then, and the version of the renderer says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import weasyprint.draw.text as drawn
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.pdf.stream import Stream
from weasyprint.text import ffi as foreign
from weasyprint.text.line_break import Layout

from bulletin.rendering.leans import Lean
from bulletin.rendering.typesetting import drawing, lines, shaping
from bulletin.rendering.typesetting.glyphs import UnusualError

Plain = Callable[..., Any]


def _aligned(plain: Plain, context: Any, line: Any, available_width: float, last: bool) -> Any:
    """How far a line moves; a justified line of Chinese is filled on the way."""
    moved = lines.align(line, available_width, last=last)
    return plain(context, line, available_width, last) if moved is None else moved


def _trimmed(plain: Plain, context: Any, line: Any) -> None:
    plain(context, line)
    lines.trim(line)


def _trailing(plain: Plain, context: Any, box: Any) -> Any:
    """What of a box may stand beyond the end of a line."""
    return lines.trailing_gap(box) or plain(context, box)


def _shaped(plain: Plain, layout: Any, text: str, justify: bool = False) -> None:
    plain(layout, text, justify)
    shaping.narrow(layout)


def _drawn(plain: Plain, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    if text_overflow != "ellipsis" and block_ellipsis == "none" and textbox.style["font_size"] >= SMALLEST:
        try:
            if textbox.text.strip():
                drawing.draw(stream, textbox, matrix)
        except UnusualError:
            return plain(stream, textbox, text_overflow, block_ellipsis, matrix)
        return []
    return plain(stream, textbox, text_overflow, block_ellipsis, matrix)


# Smaller than this, in pixels, is no size for pydyf.
SMALLEST = 1e-6
REPLACED: dict[Lean, Plain] = {
    Lean(inline, "text_align", "context line available_width last"): _aligned,
    Lean(inline, "remove_last_whitespace", "context line"): _trimmed,
    Lean(inline, "trailing_whitespace_size", "context box"): _trailing,
    Lean(Layout, "set_text", "self text justify"): _shaped,
    Lean(drawn, "draw_first_line", "stream textbox text_overflow block_ellipsis matrix"): _drawn,
}
LEANS = (
    *REPLACED,
    Lean(Stream, "add_font", "self pango_font"),
    Lean(Stream, "set_text_matrix", "self a b c d e f"),
    Lean(Stream, "set_font_size", "self font size"),
    Lean(Stream, "show_text", "self text"),
    Lean(Stream, "begin_marked_content", "self tag property_list"),
    Lean(Stream, "end_marked_content", "self"),
    Lean(boxes, "LineBox"),
    Lean(boxes, "InlineBox"),
    Lean(boxes, "TextBox"),
    Lean(foreign, "FROM_UNITS"),
    *(
        Lean(foreign.pango, name)
        for name in (
            "pango_attr_font_features_new",
            "pango_attr_list_insert",
            "pango_attr_list_new",
            "pango_attr_list_unref",
            "pango_font_get_glyph_extents",
            "pango_layout_get_attributes",
            "pango_layout_get_line_readonly",
            "pango_layout_set_attributes",
            "PANGO_GLYPH_EMPTY",
            "PANGO_GLYPH_UNKNOWN_FLAG",
        )
    ),
)
# Pango's own glyph record, which is read as raw bytes.
GLYPH_BYTES = 20


def moved() -> tuple[str, ...]:
    """What of all that is no longer as we know it."""
    names = [f"{getattr(lean.owner, '__name__', 'pango')}.{lean.name}" for lean in LEANS if not lean.holds()]
    if not names and foreign.ffi.sizeof("PangoGlyphInfo") != GLYPH_BYTES:
        names.append("PangoGlyphInfo")
    return tuple(names)


class Setting:
    """Whether our line setting is in place, and the functions of WeasyPrint that it stands before."""

    def __init__(self) -> None:
        self.is_on = False
        self.fault = ""
        self.plain: dict[str, Plain] = {}

    def install(self) -> None:
        """Put it in place, unless something has moved; then it stays off and ``fault`` says what."""
        if self.is_on:
            return
        self.fault = ", ".join(moved())
        if self.fault:
            return
        self.plain = {lean.name: getattr(lean.owner, lean.name) for lean in REPLACED}
        for lean, ours in REPLACED.items():
            setattr(lean.owner, lean.name, self._guarded(lean.name, ours))
        self.is_on = True

    def remove(self, fault: str = "") -> None:
        """Leave the page to WeasyPrint again."""
        self.fault = fault
        if self.is_on:
            for lean in REPLACED:
                setattr(lean.owner, lean.name, self.plain[lean.name])
            self.is_on = False

    def _guarded(self, name: str, ours: Plain) -> Plain:
        def hook(*given: Any, **named: Any) -> Any:
            plain = self.plain[name]
            try:
                return ours(plain, *given, **named)
            except Exception as fault:  # noqa: BLE001 - whatever it is: a page set plainly is worth more than none
                self.remove(repr(fault))
                return plain(*given, **named)

        return hook


SETTING = Setting()
