"""What a reader's program sees in a PDF: text, bookmarks, links, metadata."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2


def text_of(pdf: bytes) -> list[str]:
    """The text of each page, white space removed, since where lines break is not the matter."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [re.sub(r"\s+", "", page.get_textpage().get_text_range().replace("\ufffe", "")) for page in document]


MILLIMETRE = 72 / 25.4


def columns(pdf: bytes) -> list[str]:
    """The raw text of each page without running header and folio, which stand in its margins."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            page.get_textpage()
            .get_text_bounded(0, 18 * MILLIMETRE, page.get_width(), page.get_height() - 19 * MILLIMETRE)
            .replace("\ufffe", "")
            for page in document
        ]


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """Level (from 0) and title of every bookmark, in order."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(each.level, each.get_title()) for each in document.get_toc()]


def links(pdf: bytes) -> tuple[list[str], list[str]]:
    """The external addresses and the internal destinations that links lead to, in order."""
    external, internal = [], []
    for annotation in _annotations(pdf):
        if "/A" in annotation:
            external.append(str(annotation.A.URI))
        else:
            internal.append(str(annotation.Dest))
    return external, internal


def outside_the_page(pdf: bytes) -> list[str]:
    """Pieces of text that stand, even partly, outside the page box."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            textpage = page.get_textpage()
            for place in range(textpage.count_rects()):
                left, bottom, right, top = textpage.get_rect(place)
                if left < 0 or bottom < 0 or right > width or top > height:
                    found.append(textpage.get_text_bounded(left, bottom, right, top))
    return found


def _annotations(pdf: bytes) -> Iterator[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            yield from page.get("/Annots", [])
