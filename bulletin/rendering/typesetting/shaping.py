"""Tells Pango which marks of a text are half as wide; everything else about widths stands in the text itself."""

from __future__ import annotations

import re
from typing import Any

from weasyprint.text.ffi import ffi, pango

from bulletin.rendering.typesetting.characters import CLOSING, HALF, OPENING

_HALVED = re.compile(f"[{CLOSING}](?={HALF})|(?<={HALF})[{OPENING}]")
_FEATURE = b"halt 1"


def halve(layout: Any) -> None:
    """The font's own half-width marks (OpenType halt) for those beside the mark HALF in the layout's text."""
    text = layout.text
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for mark in _HALVED.finditer(text):
        attribute = pango.pango_attr_font_features_new(_FEATURE)
        attribute.start_index = start = len(text[: mark.start()].encode())
        attribute.end_index = start + len(mark[0].encode())
        # Never changed in place: WeasyPrint shares one attribute among all texts that bear the same features.
        pango.pango_attr_list_insert(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
