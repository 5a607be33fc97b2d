"""One HTML text as two parsers see it, in a form in which the two can be compared."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import tinyhtml5  # type: ignore[import-untyped]

VOID = {"br", "img"}
Node = tuple[str, tuple[tuple[str, str], ...], list[Any]]


class Plainly(HTMLParser):
    """Takes the tags as they stand: what needs a browser's mending comes out different."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Node = ("body", (), [])
        self.open: list[Node] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node: Node = (tag, tuple(sorted((name, value or "") for name, value in attrs)), [])
        self.open[-1][2].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(data)


def plainly(html: str) -> list[Any]:
    parser = Plainly()
    parser.feed(html)
    parser.close()
    assert parser.open == [parser.root]
    return parser.root[2]


def as_browsers_do(html: str) -> list[Any]:
    document = tinyhtml5.parse(
        f"<!doctype html><html><head></head><body>{html}</body></html>", namespace_html_elements=False
    )
    return _children(document.find("body"))


def _children(element: Any) -> list[Any]:
    found: list[Any] = [element.text] if element.text else []
    for child in element:
        found.append((child.tag, tuple(sorted(child.attrib.items())), _children(child)))
        if child.tail:
            found.append(child.tail)
    return found
