"""The tree behind a rich body: builds it from sanitised HTML and writes its one form; it lets nothing in by itself.

``bulletin.richtext`` is the only caller: what comes here has passed the sanitiser, and what is safe it alone says.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Outermost first: the order in which the desk's editor nests marks.
MARKS = ("a", "strong", "em", "sub", "sup")
TEXT_BLOCKS = frozenset({"p", "h4", "h5", "h6", "caption", "figcaption"})
BLOCKS = frozenset({"p", "h4", "h5", "h6", "ol", "ul", "table", "figure", "blockquote"})
CELLS = ("th", "td")
ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
CHILDREN = {
    "": BLOCKS,
    "li": BLOCKS - {"table", "figure"},
    "td": BLOCKS - {"table"},
    "th": BLOCKS - {"table"},
    "blockquote": BLOCKS - {"table", "figure"},
    "ol": frozenset({"li"}),
    "ul": frozenset({"li"}),
    "table": frozenset({"caption", "tr"}),
    "tr": frozenset(CELLS),
    "figure": frozenset({"img", "figcaption"}),
}
# What stands between a place that takes no text and its text.
WRAPPER = {"": "p", "li": "p", "td": "p", "th": "p", "blockquote": "p", "ol": "li", "ul": "li", "figure": "figcaption"}
SYNONYMS = {"b": "strong", "i": "em", "h1": "h4", "h2": "h4", "h3": "h4"}
TAGS = frozenset({*CHILDREN, *MARKS, *TEXT_BLOCKS, *ROW_GROUPS, "img", "br", *SYNONYMS} - {""})
MAX_DEPTH = 24
SPACE = re.compile(r"[ \t\r\n\f]+")
_EMPTY = {"br", "img"}
Mark = tuple[str, str]


@dataclass
class Run:
    """Text (None: a line break) under marks, outermost first."""

    text: str | None
    marks: tuple[Mark, ...]


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    implicit: bool = False
    children: list[Element | Run] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def runs(self) -> list[Run]:
        return [child for child in self.children if isinstance(child, Run)]


def parse(source: str) -> Element:
    """The tree of a sanitised body, every text in a block and every block in a place that may hold it."""
    builder = _Builder()
    builder.feed(source)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    """Gives text its paragraph; what has no place loses its tag and keeps its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.stack = [self.root]
        self.marks: list[Mark] = []
        self.opened: list[Element | None] = []
        self.in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SYNONYMS.get(tag, tag)
        attributes = {name: value or "" for name, value in sorted(attrs)}
        if tag == "br":
            self._text(None)
        elif tag in MARKS:
            self.marks.append((tag, _written(attributes)))
        elif tag in ROW_GROUPS:
            self.in_head = tag == "thead"
        else:
            self._block("th" if tag == "td" and self.in_head else tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        tag = SYNONYMS.get(tag, tag)
        if tag in MARKS:
            self._unmark(tag)
        elif tag in ROW_GROUPS:
            self.in_head = False
        elif tag in TAGS and tag not in _EMPTY and self.opened:
            self._close(self.opened.pop())

    def _close(self, element: Element | None) -> None:
        """End a block; where it had no place, its words still end as a paragraph of their own."""
        if element is None:
            while self.stack[-1].implicit:
                self.stack.pop()
        else:
            place = next(at for at in range(len(self.stack)) if self.stack[at] is element)
            del self.stack[place:]

    def handle_data(self, data: str) -> None:
        if data.strip(" \t\r\n\f") or self.stack[-1].tag in TEXT_BLOCKS:
            self._text(data)

    def _unmark(self, tag: str) -> None:
        for place in range(len(self.marks) - 1, -1, -1):
            if self.marks[place][0] == tag:
                del self.marks[place]
                return

    def _text(self, data: str | None) -> None:
        while self.stack[-1].tag not in TEXT_BLOCKS:
            wrapper = WRAPPER.get(self.stack[-1].tag)
            if wrapper is None:
                return
            self._push(Element(wrapper, implicit=True))
        unique = {mark[0]: mark for mark in self.marks if mark != ("a", "")}
        marks = tuple(sorted(unique.values(), key=lambda mark: MARKS.index(mark[0])))
        self.stack[-1].children.append(Run(data, marks))

    def _block(self, tag: str, attributes: dict[str, str]) -> None:
        while self.stack[-1].implicit and not self._takes(tag):
            self.stack.pop()
        wrapper = WRAPPER.get(self.stack[-1].tag)
        if not self._takes(tag) and wrapper and tag in CHILDREN.get(wrapper, ()):
            self._push(Element(wrapper, implicit=True))
        element = Element(tag, attributes) if self._takes(tag) and len(self.stack) < MAX_DEPTH else None
        if tag == "img":
            self.stack[-1].children.extend([element] if element and "data-digest" in attributes else [])
            return
        self.opened.append(element)
        if element is not None:
            self._push(element)

    def _takes(self, tag: str) -> bool:
        return tag in CHILDREN.get(self.stack[-1].tag, ())

    def _push(self, element: Element) -> None:
        self.stack[-1].children.append(element)
        self.stack.append(element)


def write(element: Element) -> str:
    """The element as HTML; a block without text is nothing, but for table cells."""
    if element.tag == "img":
        return f"<img{_written(element.attributes)}>"
    if element.tag in TEXT_BLOCKS:
        inner = inline(element.runs)
    else:
        inner = _with_first_paragraph(element.tag, "".join(write(child) for child in element.elements))
    if not element.tag:
        return inner
    return f"<{element.tag}{_written(element.attributes)}>{inner}</{element.tag}>" if inner else ""


def lines(element: Element) -> Iterator[str]:
    """The words of every block, a line for each."""
    if element.tag in TEXT_BLOCKS:
        yield "".join("\n" if text is None else text for text, _ in collapsed(element.runs))
    for child in element.elements:
        yield from lines(child)


def passages(element: Element, within: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every block in order: what it is ("p", "p.closing", "li", "td", "img" …), its words, and its marked words."""
    kind = element.tag if element.tag in ("li", *CELLS) else within
    if element.tag in TEXT_BLOCKS:
        runs = collapsed(element.runs)
        marks = tuple(f"{tag}{written}: {text}" for text, marks in runs for tag, written in marks if text)
        own = ".".join(filter(None, (element.tag, element.attributes.get("class"))))
        yield (own if own != "p" else within or "p"), "".join("\n" if text is None else text for text, _ in runs), marks
    elif element.tag == "img":
        yield "img", element.attributes.get("alt", ""), (element.attributes["data-digest"],)
    elif element.tag == "blockquote":
        kind = "blockquote"
    for child in element.elements:
        yield from passages(child, kind)


def escape(text: str) -> str:
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())


def _with_first_paragraph(tag: str, inner: str) -> str:
    if tag in CELLS:
        return inner or "<p></p>"
    if tag == "li" and inner and not inner.startswith("<p"):
        return f"<p></p>{inner}"
    return inner


def inline(runs: list[Run]) -> str:
    """Runs with collapsed spaces; marks shared by neighbours stay open, as the editor writes them."""
    written: list[str] = []
    open_marks: tuple[Mark, ...] = ()
    for text, marks in collapsed(runs):
        kept = _shared(open_marks, marks)
        written += [f"</{tag}>" for tag, _ in reversed(open_marks[kept:])]
        written += [f"<{tag}{attributes}>" for tag, attributes in marks[kept:]]
        written.append("<br>" if text is None else escape(text))
        open_marks = marks
    return "".join(written) + "".join(f"</{tag}>" for tag, _ in reversed(open_marks))


def _shared(left: tuple[Mark, ...], right: tuple[Mark, ...]) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def collapsed(runs: list[Run]) -> list[tuple[str | None, tuple[Mark, ...]]]:
    kept: list[tuple[str | None, tuple[Mark, ...]]] = []
    for run in runs:
        text = run.text
        if text is not None:
            text = SPACE.sub(" ", text)
            if not kept or kept[-1][0] is None or (kept[-1][0] or "").endswith(" "):
                text = text.removeprefix(" ")
        if text != "":
            kept.append((text, run.marks))
    while kept and (kept[-1][0] is None or kept[-1][0] == " "):
        kept.pop()
    if kept:
        kept[-1] = ((kept[-1][0] or "").removesuffix(" "), kept[-1][1])
    return kept
