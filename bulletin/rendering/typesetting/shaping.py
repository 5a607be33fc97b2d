"""Tells Pango which marks of a text are narrower; everything else about widths stands in the text itself."""

from __future__ import annotations

import re
from typing import Any

from weasyprint.text.ffi import ffi, pango

from bulletin.rendering.typesetting.characters import CLOSING, HALF, OPENING

_HALVED = re.compile(f"[{CLOSING}](?={HALF})|(?<={HALF})[{OPENING}]|(?P<apostrophe>(?<=[A-Za-z])’(?=[A-Za-z]))")


def narrow(layout: Any) -> None:
    """The font's own half-width marks (OpenType halt) beside HALF, and its Latin apostrophe (pwid) within words."""
    text = layout.text
    if HALF not in text and "’" not in text:
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for mark in _HALVED.finditer(text):
        attribute = pango.pango_attr_font_features_new(b"pwid 1" if mark["apostrophe"] else b"halt 1")
        attribute.start_index = start = len(text[: mark.start()].encode())
        attribute.end_index = start + len(mark[0].encode())
        # Never changed in place: WeasyPrint shares one attribute among all texts that bear the same features.
        pango.pango_attr_list_insert(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
