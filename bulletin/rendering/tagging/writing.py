"""Writes a structure tree into a PDF: its elements, the way back from marks to them, and artifacts in the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from bulletin.rendering.tagging.nodes import Mark, Node

ARTIFACT = pydyf.Dictionary({"Type": "/Pagination"})


class Writer:
    """One PDF; ``parents`` holds for each page the element of each mark, by the number of the mark."""

    def __init__(self, pdf: pydyf.PDF, pages: int) -> None:
        self.pdf = pdf
        self.pages = tuple(pdf.page_references)
        self.parents: list[dict[int, bytes]] = [{} for _page in range(pages)]
        self.annotations: list[tuple[bytes, Any]] = []

    def write(self, root: Node) -> None:
        tree = self._added({"Type": "/StructTreeRoot"})
        document = self._element(root, tree)
        tree["K"] = pydyf.Array([document.reference])
        tree["ParentTree"] = self._added({"Nums": self._numbers()}).reference
        tree["ParentTreeNextKey"] = len(self.parents) + len(self.annotations)
        self.pdf.catalog["StructTreeRoot"] = tree.reference

    def _added(self, values: dict[str, Any]) -> pydyf.Dictionary:
        found = pydyf.Dictionary(values)
        self.pdf.add_object(found)
        return found

    def _element(self, node: Node, parent: pydyf.Dictionary) -> pydyf.Dictionary:
        page = next(_pages_of(node), None)
        element = self._added({"Type": "/StructElem", "S": f"/{_type(node)}", "P": parent.reference, **_details(node)})
        if page is not None:
            element["Pg"] = self.pages[page]
        kids = pydyf.Array(self._annotation(each, element) for each in node.annotations)
        kids += [self._kid(kid, element, page) for kid in node.kids if not _is_nothing(kid)]
        element["K"] = kids
        return element

    def _kid(self, kid: Node | Mark, element: pydyf.Dictionary, page: int | None) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, element).reference
        self.parents[kid.page][kid.number] = element.reference
        if kid.page == page:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.number})

    def _annotation(self, annotation: tuple[int, Any], element: pydyf.Dictionary) -> Any:
        page, link = annotation
        self.annotations.append((element.reference, link))
        return self._added({"Type": "/OBJR", "Obj": link.reference, "Pg": self.pages[page]}).reference

    def _numbers(self) -> pydyf.Array:
        """From the marks of each page, and from each annotation, to their elements (ISO 32000-1, 14.7.4.4)."""
        numbers = pydyf.Array()
        for page, found in enumerate(self.parents):
            elements = (found.get(number, b"null") for number in range(max(found, default=-1) + 1))
            numbers += [page, pydyf.Array(elements)]
        for key, (element, annotation) in enumerate(self.annotations, start=len(self.parents)):
            numbers += [key, element]
            annotation["StructParent"] = key
        return numbers


def set_apart(stream: pydyf.Stream, decoration: set[int]) -> None:
    """Make artifacts of a page's marks (ISO 14289-1, 7.1 and 7.8): what only decorates is not read out."""
    if not decoration:
        return
    parts = stream.stream
    for place, part in enumerate(parts):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") in decoration and parts[place + 1] == b"BDC":
            parts[place - 1], parts[place] = "/Artifact", ARTIFACT


def _type(node: Node) -> str:
    """A link that leads nowhere is text."""
    return "Span" if node.type == "Link" and not node.annotations else node.type


def _details(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if node.language:
        found["Lang"] = pydyf.String(node.language)
    if node.alternative:
        found["Alt"] = pydyf.String(node.alternative)
    if node.attributes:
        listed = {key: pydyf.Array(value) for key, value in node.attributes.items() if isinstance(value, tuple)}
        found["A"] = pydyf.Dictionary({**node.attributes, **listed})
    return found


def _pages_of(node: Node) -> Iterator[int]:
    """The pages of the node's own marks and links, in order."""
    yield from (kid.page for kid in node.kids if isinstance(kid, Mark))
    yield from (page for page, _annotation in node.annotations)


def _is_nothing(kid: Node | Mark) -> bool:
    """An element of a list or a text that came to hold nothing; cells and rows count even so."""
    empty = isinstance(kid, Node) and not (kid.kids or kid.annotations)
    return empty and isinstance(kid, Node) and kid.type not in ("TD", "TH", "TR", "Figure")
