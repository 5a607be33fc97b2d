"""The structure tree of a document before it is written, and which type each HTML element has in it.

Types are those of ISO 32000-1, 14.8.4, that PDF/UA-1 allows (ISO 14289-1, 7.1); elements that say nothing have none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SVG = "{http://www.w3.org/2000/svg}svg"
TYPES = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "p": "P",
    "figure": "Div",
    "img": "Figure",
    SVG: "Figure",
    "caption": "Caption",
    "figcaption": "Caption",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "a": "Link",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
# What stands inside a line of text.
INLINE = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "time"}
)
# Types that hold blocks and no text of their own; text without a block gets a paragraph there.
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
# These count even when they are empty: a table without its empty cells is another table.
GRID = frozenset({"table", "thead", "tbody", "tfoot", "tr", "th", "td"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked piece of a page's content."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Node:
    """One structure element; ``implicit`` is a paragraph that the HTML has not."""

    type: str
    kids: list[Node | Mark] = field(default_factory=list)
    language: str | None = None
    alternative: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    annotations: list[tuple[int, Any]] = field(default_factory=list)
    implicit: bool = False

    def add(self, kind: str, **details: Any) -> Node:
        self.kids.append(node := Node(kind, **details))
        return node

    def for_text(self) -> Node:
        """The node that takes text written here: itself, or a paragraph at its end."""
        if self.type not in GROUPING:
            return self
        last = self.kids[-1] if self.kids else None
        return last if isinstance(last, Node) and last.implicit else self.add("P", implicit=True)
