"""Two rules of Chinese typesetting that WeasyPrint lacks: straight right edges, and neighbouring marks closed up.

WeasyPrint justifies by widening spaces only. Here each full-width character of a line takes its share of the rest
(clreq, 两端对齐), and of two neighbouring marks one gives up its blank half (clreq, 标点挤压). The text is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

OPENING, CLOSING = "（《〈「『【〔“‘", "，。、；：！？）》〉」』】〕”’"
# No share after dashes and dots: —— and …… are one mark each.
FULL_WIDTH = re.compile(r"[\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+")
EXPANDABLE = re.compile(FULL_WIDTH.pattern[:-2] + " \u00a0]")
# A closing mark before any mark, and an opening one after an opening one, is set half as wide.
CLOSED_UP = re.compile(f"[{CLOSING}](?=[{CLOSING}{OPENING}])|(?<=[{OPENING}])[{OPENING}]")
# Wider gaps than this, in characters, look worse than a ragged edge.
WIDEST = 0.4
HALVED = b"halt 1"
# Characters from and to, and the letter-spacing that they get; None is half width.
Range = tuple[tuple[int, int], int | None]

_plain_justify = inline.justify_line
_plain_set_text = Layout.set_text


def install() -> None:
    """Put both rules into WeasyPrint, for every page that this process makes."""
    inline.justify_line = justify_line
    inline.count_expandable_spaces = count_expandable
    Layout.set_text = set_text


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Share ``extra_width`` among the characters; a mark at the end lets its blank half stand beyond the edge."""
    texts = [box for box in _texts(line) if box.text]
    if not texts or not FULL_WIDTH.search("".join(box.text for box in texts)):
        _plain_justify(context, line, extra_width)
        return
    last, size = texts[-1], texts[-1].style["font_size"]
    if last.text[-1] in CLOSING:
        extra_width += size / 2
    # Pango leaves out the outer half of the space of a layout's first and of its last character.
    halves = sum(bool(EXPANDABLE.match(end)) for end in (last.text[0], last.text[-1]))
    shares = sum(count_expandable(box) for box in texts) - halves / 2
    if shares > 0 and extra_width / shares <= WIDEST * size:
        inline.add_word_spacing(context, line, extra_width / shares, 0)


def count_expandable(box: Any) -> int:
    return sum(len(EXPANDABLE.findall(text.text)) for text in _texts(box))


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """WeasyPrint's own, then the attributes of both rules over the bytes that they concern."""
    _plain_set_text(layout, text, justify)
    spacing = int(layout.justification_spacing * TO_UNITS) if justify else 0
    ranges: list[Range] = [(match.span(), None) for match in CLOSED_UP.finditer(layout.text)]
    if spacing:
        ranges += [(match.span(), spacing) for match in FULL_WIDTH.finditer(layout.text)]
    if ranges:
        _apply(layout, ranges)


def _apply(layout: Any, ranges: list[Range]) -> None:
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    offsets = _byte_offsets(layout.text)
    for (start, end), spacing in ranges:
        attribute = _attribute(spacing)
        attribute.start_index, attribute.end_index = offsets[start], offsets[end]
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _attribute(spacing: int | None) -> Any:
    if spacing is None:
        return pango.pango_attr_font_features_new(HALVED)
    return pango.pango_attr_letter_spacing_new(spacing)


def _byte_offsets(text: str) -> list[int]:
    """Where each character begins in UTF-8, and where the last one ends."""
    offsets, place = [0], 0
    for each in text:
        place += 1 if each < "\x80" else 2 if each < "\u0800" else 3 if each < "\U00010000" else 4
        offsets.append(place)
    return offsets


def _texts(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            yield from _texts(child)
