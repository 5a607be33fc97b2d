"""The only sanitiser and the only place that marks HTML as safe: one canonical form for every body.

``canonical`` gives the form that the desk's editor (ProseMirror) also gives, so an unchanged save changes nothing.
"""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe

from bulletin.refusal import Refused

P_CLASSES = frozenset({"addressee", "closing", "byline", "kicker", "label", "contact"})
# Inner to outer is the order in which the editor nests marks.
MARKS = ("a", "strong", "em", "sub", "sup")
TEXT_BLOCKS = frozenset({"p", "h4", "h5", "h6", "caption", "figcaption"})
BLOCKS = frozenset({"p", "h4", "h5", "h6", "ol", "ul", "table", "figure", "blockquote"})
CHILDREN = {
    "": BLOCKS,
    "li": BLOCKS - {"table", "figure"},
    "td": BLOCKS - {"table"},
    "th": BLOCKS - {"table"},
    "blockquote": BLOCKS - {"table", "figure"},
    "ol": frozenset({"li"}),
    "ul": frozenset({"li"}),
    "table": frozenset({"caption", "thead", "tbody", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "figure": frozenset({"img", "figcaption"}),
}
# What stands between a place that takes no text and its text.
WRAPPER = {"": "p", "li": "p", "td": "p", "th": "p", "blockquote": "p", "ol": "li", "ul": "li", "figure": "figcaption"}
SYNONYMS = {"b": "strong", "i": "em", "h1": "h4", "h2": "h4", "h3": "h4"}
TAGS = frozenset({*CHILDREN, *MARKS, *TEXT_BLOCKS, "img", "br", *SYNONYMS} - {""})
ATTRIBUTES = {
    "a": {"href"},
    "p": {"class"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "img": {"data-digest", "alt"},
}
MAX_DEPTH = 24
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SPAN = re.compile(r"[1-9][0-9]{0,3}")


def canonical(source: str) -> str:
    """Sanitised, semantic HTML in the one form that is stored, compared and signed."""
    builder = _Builder()
    builder.feed(_sanitised(source))
    builder.close()
    return "".join(_write(child) for child in builder.root.children)


def is_clean(body: str) -> bool:
    """Whether ``body`` already is in canonical form (anything else did not come through this module)."""
    return canonical(body) == body


def paragraph(text: str, css_class: str | None = None, tag: str = "p") -> str:
    """One block of plain text in canonical form."""
    attribute = f' class="{css_class}"' if css_class else ""
    return f"<{tag}{attribute}>{_escape(_SPACE.sub(' ', text).strip(' '))}</{tag}>"


def text_of(body: str) -> str:
    """The words of a body, a line for each block."""
    builder = _Builder()
    builder.feed(body)
    builder.close()
    return "\n".join(_lines(builder.root))


def safe(body: str) -> SafeString:
    """A canonical body for a template, its links closed to the opener. Raises Refused when it is not canonical."""
    if not is_clean(body):
        raise Refused(["This text holds HTML that did not pass the sanitiser."])
    return mark_safe(body.replace("<a href=", '<a rel="noopener noreferrer" href='))  # noqa: S308 - canonical above


def safe_href(address: str) -> str | None:
    """An absolute http, https or mailto address without user information, or None."""
    address = address.strip()
    if not re.match(r"(?i)(https?://|mailto:)[^\s\x00-\x20<>\"\\]+\Z", address):
        return None
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return address if "@" in parts.path else None
    return address if parts.hostname and "@" not in parts.netloc else None


def _sanitised(source: str) -> str:
    # Characters that XML and HTML forbid are dropped first: html5ever would turn some into U+FFFD.
    source = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]", "", source)
    return nh3.clean(
        source,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return safe_href(value)
    if name == "class":
        return next((each for each in value.split() if each in P_CLASSES), None)
    if name in {"colspan", "rowspan", "start"}:
        return value if _SPAN.fullmatch(value) and value != "1" else None
    if name == "data-digest":
        return value if _DIGEST.fullmatch(value) else None
    return value


@dataclass
class _Run:
    """Text (None: a line break) under marks, outermost first."""

    text: str | None
    marks: tuple[tuple[str, str], ...]


@dataclass
class _Element:
    tag: str
    attributes: str = ""
    implicit: bool = False
    children: list[_Element | _Run] = field(default_factory=list)


class _Builder(HTMLParser):
    """Builds the tree, giving text its paragraph and every block a place that may hold it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self.stack = [self.root]
        self.marks: list[tuple[str, str]] = []
        self.opened: list[_Element | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SYNONYMS.get(tag, tag)
        attributes = "".join(f' {name}="{html.escape(value or "")}"' for name, value in sorted(attrs))
        if tag == "br":
            self._text(None)
        elif tag in MARKS:
            self.marks.append((tag, attributes))
        else:
            self._block(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        tag = SYNONYMS.get(tag, tag)
        if tag in MARKS:
            self._unmark(tag)
        elif tag in TAGS and tag not in {"br", "img"} and self.opened:
            element = self.opened.pop()
            if element is not None:
                del self.stack[self.stack.index(element) :]

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
            self._push(_Element(wrapper, implicit=True))
        unique = {mark[0]: mark for mark in self.marks if mark != ("a", "")}
        marks = tuple(sorted(unique.values(), key=lambda mark: MARKS.index(mark[0])))
        self.stack[-1].children.append(_Run(data, marks))

    def _block(self, tag: str, attributes: str) -> None:
        while self.stack[-1].implicit and not self._takes(tag):
            self.stack.pop()
        wrapper = WRAPPER.get(self.stack[-1].tag)
        if not self._takes(tag) and wrapper and tag in CHILDREN.get(wrapper, ()):
            self._push(_Element(wrapper, implicit=True))
        element = _Element(tag, attributes) if self._takes(tag) and len(self.stack) < MAX_DEPTH else None
        if tag == "img":
            self.stack[-1].children.extend([element] if element and "data-digest" in attributes else [])
            return
        self.opened.append(element)
        if element is not None:
            self._push(element)

    def _takes(self, tag: str) -> bool:
        return tag in CHILDREN.get(self.stack[-1].tag, ())

    def _push(self, element: _Element) -> None:
        self.stack[-1].children.append(element)
        self.stack.append(element)


def _write(element: _Element | _Run) -> str:
    if isinstance(element, _Run):
        return ""
    if element.tag == "img":
        return f"<img{element.attributes}>"
    if element.tag in TEXT_BLOCKS:
        inner = _inline([child for child in element.children if isinstance(child, _Run)])
    else:
        inner = "".join(_write(child) for child in element.children)
        inner = _with_first_paragraph(element.tag, inner)
    return f"<{element.tag}{element.attributes}>{inner}</{element.tag}>" if inner else ""


def _with_first_paragraph(tag: str, inner: str) -> str:
    if tag in {"td", "th"}:
        return inner or "<p></p>"
    if tag == "li" and inner and not inner.startswith("<p"):
        return f"<p></p>{inner}"
    return inner


def _inline(runs: list[_Run]) -> str:
    """Runs with collapsed spaces; marks shared by neighbours stay open, as the editor writes them."""
    written: list[str] = []
    open_marks: tuple[tuple[str, str], ...] = ()
    for text, marks in _collapsed(runs):
        kept = _shared(open_marks, marks)
        written += [f"</{tag}>" for tag, _ in reversed(open_marks[kept:])]
        written += [f"<{tag}{attributes}>" for tag, attributes in marks[kept:]]
        written.append("<br>" if text is None else _escape(text))
        open_marks = marks
    return "".join(written) + "".join(f"</{tag}>" for tag, _ in reversed(open_marks))


def _shared(left: tuple[tuple[str, str], ...], right: tuple[tuple[str, str], ...]) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _collapsed(runs: list[_Run]) -> list[tuple[str | None, tuple[tuple[str, str], ...]]]:
    kept: list[tuple[str | None, tuple[tuple[str, str], ...]]] = []
    for run in runs:
        text = run.text
        if text is not None:
            text = _SPACE.sub(" ", text)
            if not kept or kept[-1][0] is None or (kept[-1][0] or "").endswith(" "):
                text = text.removeprefix(" ")
        if text != "":
            kept.append((text, run.marks))
    while kept and (kept[-1][0] is None or kept[-1][0] == " "):
        kept.pop()
    if kept:
        kept[-1] = ((kept[-1][0] or "").removesuffix(" "), kept[-1][1])
    return kept


def _escape(text: str) -> str:
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def _lines(element: _Element) -> list[str]:
    if element.tag in TEXT_BLOCKS:
        runs = [child for child in element.children if isinstance(child, _Run)]
        return ["".join("\n" if text is None else text for text, _ in _collapsed(runs))]
    return [line for child in element.children if isinstance(child, _Element) for line in _lines(child)]
