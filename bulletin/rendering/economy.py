"""Keeps a render cheap and the cost of a page the same however many pages there are; what is drawn does not change.

Each economy names what of WeasyPrint or pydyf it leans on. Where that has moved, the library does it its own way:
dearer, with the same bytes.
"""

from __future__ import annotations

import gc
import types
import zlib
from collections.abc import Callable
from typing import Any

import pydyf
from weasyprint.css import StyleFor
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import fonts, stream

from bulletin.rendering.leans import Lean

LEVEL = 6
# What only lists, footnotes and notes ask for; WeasyPrint's own style sheet gives them to every element of a page.
SELDOM = frozenset({"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
# Of fewer pages, what layout leaves behind is not worth looking for: looking takes a sixteenth of a render.
LONG = 60

_plain_references = pydyf.PDF.page_references.fget
_plain_styles = StyleFor.set_computed_styles


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """Kept until a page is added: pydyf gathers them anew for every element of the structure tree, quadratically."""
    count = len(pdf.pages["Kids"])
    kept: tuple[int, tuple[bytes, ...]] = getattr(pdf, "kept_references", (0, ()))
    if kept[0] != count:
        kept = pdf.kept_references = (count, tuple(_plain_references(pdf)))
    return kept[1]


def set_computed_styles(style_for: Any, element: Any, parent: Any, *given: Any, **named: Any) -> None:
    """None for the mark of what is no item or the number of what is no note: those are six of seven styles."""
    if named.get("pseudo_type") not in SELDOM or _is_asked_for(style_for, element, named["pseudo_type"]):
        _plain_styles(style_for, element, parent, *given, **named)


def _is_asked_for(style_for: Any, element: Any, pseudo_type: str) -> bool:
    """Whether WeasyPrint comes to ask for it when it makes boxes (formatting_structure/build.py)."""
    cascaded, style = style_for.get_cascaded_styles(), style_for.get_computed_styles()[element, None]
    if "anchor" in cascaded[element, pseudo_type]:
        return True
    if pseudo_type == "marker":
        generates = (element, "before") in cascaded or (element, "after") in cascaded
        return generates or "list-item" in style["display"]
    return bool(style["float"] == "footnote" or style["position"][0] == "note()")


def copy(box: Any) -> Any:
    """Dictionaries that are filled in place are twice as large, for the life of a box; most boxes are copies."""
    found = box.__class__.__new__(box.__class__)
    found.__dict__ = dict(box.__dict__)
    return found


class Font(fonts.Font):  # type: ignore[misc]  # WeasyPrint has no types
    """Does not copy its file, some 25 MB, of which only a subset is ever written; whoever asks for it reads it."""

    def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
        self.content: bytes | None = None
        read, fonts.get_hb_object_data = fonts.get_hb_object_data, _unread
        try:
            super().__init__(pango_font, description, font_size)
        finally:
            fonts.get_hb_object_data = read

    @property
    def file_content(self) -> bytes:
        return fonts.get_hb_object_data(self.hb_face) if self.content is None else self.content

    @file_content.setter
    def file_content(self, content: bytes | None) -> None:
        self.content = content


def _unread(_face: Any) -> None:
    return None


def _compressobj(level: int) -> Any:
    """Fonts, which hardly shrink, take a tenth of a render at zlib's dearest level, for a hundredth of the size."""
    return zlib.compressobj(min(level, LEVEL))


def _pack() -> None:
    pydyf.zlib = types.SimpleNamespace(compress=zlib.compress, compressobj=_compressobj)


def _gather() -> None:
    pydyf.PDF.page_references = property(page_references)


def _style() -> None:
    StyleFor.set_computed_styles = set_computed_styles


def _copy() -> None:
    boxes.Box.copy = copy


def _reread() -> None:
    stream.Font = Font


ECONOMIES: dict[Callable[[], None], tuple[Lean, ...]] = {
    _pack: (Lean(pydyf, "zlib"),),
    _gather: (Lean(pydyf.PDF, "page_references"),),
    _style: (
        Lean(StyleFor, "set_computed_styles", "self element parent root pseudo_type base_url target_collector"),
        Lean(StyleFor, "get_cascaded_styles", "self"),
        Lean(StyleFor, "get_computed_styles", "self"),
    ),
    _copy: (Lean(boxes.Box, "copy", "self"),),
    _reread: (
        Lean(stream, "Font"),
        Lean(fonts, "get_hb_object_data", "hb_object ot_color glyph"),
        Lean(fonts.Font, "__init__", "self pango_font description font_size"),
    ),
}


def install() -> None:
    """Put in place each economy whose ground is as we know it."""
    for economy, leans in ECONOMIES.items():
        if all(lean.holds() for lean in leans):
            economy()


def spare_collection() -> None:
    """For a process that makes one document and ends: look for cycles fifty times as seldom, in that document alone."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def tidy(pages: int) -> None:
    """Before the pages of a long document are drawn: what layout left behind makes room for what drawing needs."""
    if pages >= LONG:
        gc.collect()
