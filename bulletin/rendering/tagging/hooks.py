"""Puts our tagger in the place of WeasyPrint's, for every PDF that this process makes.

Where a new WeasyPrint has moved what it leans on, WeasyPrint tags by itself: its tags are not what PDF/UA-1 asks for,
and the version of the renderer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf
import weasyprint.pdf

from bulletin.rendering.leans import Lean
from bulletin.rendering.tagging.walking import Walk
from bulletin.rendering.tagging.writing import Writer, set_apart
from bulletin.rendering.typeset import PLAIN_TAGS

LEANS = (
    Lean(weasyprint.pdf, "add_tags", "pdf document pdf_version page_streams"),
    Lean(weasyprint.pdf, "resolve_links", "pages"),
)
plain_resolve_links: Any = getattr(weasyprint.pdf, "resolve_links", None)


def install() -> None:
    """Tag every PDF that this process makes, if WeasyPrint is as we know it."""
    if all(lean.holds() for lean in LEANS):
        weasyprint.pdf.add_tags = add_tags
        weasyprint.pdf.resolve_links = resolve_links


def version() -> str:
    """What to add to the versions of the libraries: nothing, unless WeasyPrint tags by itself."""
    return "" if getattr(weasyprint.pdf, "add_tags", None) is add_tags else PLAIN_TAGS


def add_tags(pdf: pydyf.PDF, document: Any, pdf_version: object, page_streams: Sequence[Any]) -> None:
    """The whole of a tagged PDF's own entries (ISO 32000-1, 14.7 and 14.8)."""
    walk = Walk(_html(document.pages[0]._page_box))
    for page, stream in zip(document.pages, page_streams, strict=True):
        walk.over(page._page_box, stream._tags)
    for stream, decoration in zip(page_streams, walk.decoration, strict=True):
        set_apart(stream, decoration)
    Writer(pdf, len(page_streams)).write(walk.outline.root)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def resolve_links(pages: Sequence[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """WeasyPrint's own, for links alone: it gives one to each piece of emphasis and generated text in a link, too.

    Whoever owns a link annotation must be a Link, and the annotation must say what the link does (ISO 14289-1, 7.18.5).
    """
    for links, anchors in plain_resolve_links(pages):
        yield [link for link in links if link[3].element_tag == "a"], anchors


def _html(page_box: Any) -> Any:
    """The root element: that of the page's first box that has one."""
    if page_box.element is not None and page_box.element_tag == "html":
        return page_box.element
    found = map(_html, getattr(page_box, "children", ()))
    return next((element for element in found if element is not None), None)
