"""Walks the boxes of all pages and hangs what they draw on the structure tree, or finds that it only decorates."""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from bulletin.rendering.tagging.nodes import GRID, Mark
from bulletin.rendering.tagging.outline import Outline, is_hidden

POINTS = 0.75  # in a CSS pixel
# What tells layout where lines may break, and nobody else.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


class Walk:
    """One document; ``decoration`` holds for each page the numbers of the marked pieces that are artifacts."""

    def __init__(self, html: Any) -> None:
        self.outline = Outline(html)
        self.decoration: list[set[int]] = []
        self.heads: set[Any] = set()
        self.page = 0
        self.height = 0.0
        self.marks: dict[Any, dict[str, Any]] = {}

    def over(self, page_box: Any, marks: dict[Any, dict[str, Any]]) -> None:
        """One page: its boxes, and what WeasyPrint marked while it drew them."""
        self.page, self.height, self.marks = len(self.decoration), page_box.margin_height(), marks
        self.decoration.append(set())
        self._visit(page_box, decorates=False)
        if marks:
            raise RuntimeError(f"{len(marks)} pieces of page {self.page + 1} belong to no box")

    def _visit(self, box: Any, *, decorates: bool) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        decorates = decorates or self._decorates(box)
        if box in self.marks:
            self._take(box, self.marks.pop(box)["mcid"], decorates)
        if not decorates and box.element is not None:
            self._note(box)
        for child in getattr(box, "children", ()):
            self._visit(child, decorates=decorates)

    def _decorates(self, box: Any) -> bool:
        """Running heads, leaders, what the page says to hide, and table heads that WeasyPrint repeats."""
        if isinstance(box, boxes.MarginBox) or box.is_leader:
            return True
        if isinstance(box, boxes.TableRowGroupBox) and box.element_tag in ("thead", "tfoot"):
            return self._is_repeated(box)
        return box.element is not None and is_hidden(box.element)

    def _is_repeated(self, group: Any) -> bool:
        rows = {row.element for row in group.children}
        seen = bool(rows & self.heads)
        self.heads |= rows
        return seen

    def _take(self, box: Any, number: int, decorates: bool) -> None:
        if decorates:
            self.decoration[self.page].add(number)
            return
        node = self.outline.node_of(box.element, box.element_tag)
        if isinstance(box, boxes.TextBox):
            node = node.for_text()
        node.kids.append(Mark(self.page, number))

    def _note(self, box: Any) -> None:
        """What a box knows beside its text: its place in a table, the bounds of a picture, a link."""
        tag = box.element_tag
        if tag in GRID or isinstance(box, boxes.ReplacedBox):
            node = self.outline.node_of(box.element, tag)
            if tag in ("th", "td"):
                spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
                found = {name: span for name, span in spans.items() if span != 1}
                node.attributes |= {"O": "/Table", **found} if found else {}
            elif node.type == "Figure" and not node.attributes:
                node.attributes = {"O": "/Layout", "BBox": self._bounds(box)}
        if box.link_annotation:
            # WeasyPrint describes a link by where it leads, which says nothing for one inside the issue.
            box.link_annotation["Contents"] = pydyf.String(_words(box.element))
            self.outline.node_of(box.element, tag).annotations.append((self.page, box.link_annotation))

    def _bounds(self, box: Any) -> tuple[float, float, float, float]:
        """In points from the foot of the page, as ISO 32000-1, 14.8.5.4.3, wants them; WeasyPrint gives its own."""
        left, top = box.content_box_x(), box.content_box_y()
        bottom = self.height - top - box.height
        return (left * POINTS, bottom * POINTS, (left + box.width) * POINTS, (bottom + box.height) * POINTS)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).translate(INVISIBLE).split())
