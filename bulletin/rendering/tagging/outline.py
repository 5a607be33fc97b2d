"""Which node of the structure tree each HTML element belongs to; made when the first of its boxes is met."""

from __future__ import annotations

from typing import Any

from bulletin.rendering.tagging.nodes import INLINE, SVG, TYPES, Node

# The mark of a list's items, as ISO 32000-1, table 347, names it.
NUMBERING = {"ol": "/Decimal", "ul": "/Square"}


class Outline:
    """The tree as it grows; an element of HTML has one node, or that of the element around it."""

    def __init__(self, html: Any) -> None:
        self.root = Node("Document")
        self.parents = {child: parent for parent in html.iter() for child in parent}
        self.contents = {each for nav in html.iter("nav") for each in nav.iter()}
        self.nodes: dict[tuple[Any, str], Node] = {}
        # By the body of a list's item: the item, and its mark.
        self.items: dict[Node, Node] = {}
        self.labels: dict[Node, Node] = {}

    def node_of(self, element: Any, tag: str) -> Node:
        """The node that holds what an element, or a pseudo-element such as ``p::before``, prints."""
        key = (element, tag)
        if key not in self.nodes:
            pseudo = tag.partition("::")[2]
            self.nodes[key] = self._of_pseudo(element, pseudo) if pseudo else self._of_element(element)
        return self.nodes[key]

    def _of_pseudo(self, element: Any, pseudo: str) -> Node:
        """Generated marks label the item of a list that they open (ISO 14289-1, 7.6); the rest is part of the text."""
        if pseudo == "marker" or (pseudo == "before" and self._opens_item(element)):
            item = element if element.tag == "li" else self.parents[element]
            return self._label(item)
        return self.node_of(element, element.tag)

    def _opens_item(self, element: Any) -> bool:
        around = self.parents.get(element)
        return element.tag == "li" or (around is not None and around.tag == "li" and around[0] is element)

    def _label(self, element: Any) -> Node:
        body = self.node_of(element, "li")
        item = self.items.get(body)
        if item is None:
            return body
        if body not in self.labels:
            self.labels[body] = label = Node("Lbl")
            item.kids.insert(0, label)
            around = self.parents[element]
            self.node_of(around, around.tag).attributes = {"O": "/List", "ListNumbering": NUMBERING[around.tag]}
        return self.labels[body]

    def _of_element(self, element: Any) -> Node:
        around = self.parents.get(element)
        if around is None:
            return self.root
        under = self.node_of(around, around.tag)
        if element.tag == "li" and under.type == "L":
            return self._item(under)
        if element.tag in ("dt", "dd") and under.type == "L":
            return self._term(under) if element.tag == "dt" else self._definition(under)
        return self._plain(element, under)

    def _plain(self, element: Any, under: Node) -> Node:
        kind, language = self._type(element), element.get("lang")
        if kind is None and not language:
            return under
        if element.tag in INLINE:
            under = under.add("Reference") if under.type == "TOCI" else under.for_text()
        node = under.add(kind or ("Span" if element.tag in INLINE else "Div"), language=language)
        if kind == "Figure":
            node.alternative = alternative(element)
        if kind == "TH":
            node.attributes = {"O": "/Table", "Scope": self._scope(element)}
        return node

    def _type(self, element: Any) -> str | None:
        """Its type; lists inside ``nav`` are tables of contents (ISO 32000-1, table 333)."""
        if element in self.contents:
            kind = {"ul": "TOC", "ol": "TOC", "li": "TOCI"}.get(element.tag)
            if kind:
                return kind
        return TYPES.get(element.tag)

    def _scope(self, element: Any) -> str:
        """What a header cell heads (ISO 14289-1, 7.5): said by the page, or else by where it stands."""
        said = element.get("scope", "")
        if said.startswith(("row", "col")):
            return "/Row" if said.startswith("row") else "/Column"
        return "/Column" if self.parents[self.parents[element]].tag == "thead" else "/Row"

    def _item(self, under: Node) -> Node:
        item = under.add("LI")
        body = item.add("LBody")
        self.items[body] = item
        return body

    def _term(self, under: Node) -> Node:
        return under.add("LI").add("Lbl")

    def _definition(self, under: Node) -> Node:
        last = under.kids[-1] if under.kids else None
        item = last if isinstance(last, Node) else under.add("LI")
        body = item.kids[-1] if item.kids else None
        return body if isinstance(body, Node) and body.type == "LBody" else item.add("LBody")


def alternative(element: Any) -> str | None:
    """What stands for a picture; an empty one says that it only decorates, None that nobody wrote one."""
    if element.tag == SVG:
        title = element.find("{http://www.w3.org/2000/svg}title")
        return element.get("aria-label") or (title.text if title is not None else None)
    found = element.get("alt")
    return None if found is None else str(found)


def is_hidden(element: Any) -> bool:
    """Whether the page says that an element only decorates."""
    return bool(element.get("aria-hidden") == "true" or element.get("alt") == "")
