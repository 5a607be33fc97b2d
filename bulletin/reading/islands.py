"""Which lines are not to be read as running text: islands of finished HTML, rows of pipe tables, fenced text.

An island is let through only when every tag and every attribute in it is one that a body may hold; anything else in
angle brackets is text and stays text. Nothing is changed here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from .lines import FENCE, FENCED, ISLAND, ROW, RULE, Line
from .markup import address

_OPENS = re.compile(r"<(table|ul|ol|figure|blockquote)[ >]")
_TAG = re.compile(r"<[^<>]*>")
_PARTS = re.compile(r"<(/?)([a-z][a-z0-9]{0,9})((?: [a-z-]{1,12}=\"[^\"<>]*\")*)>")
_ATTRIBUTE = re.compile(r" ([a-z-]{1,12})=\"([^\"<>]*)\"")
_ELEMENTS = frozenset(
    [
        "table",
        "tbody",
        "thead",
        "tr",
        "th",
        "td",
        "ul",
        "ol",
        "li",
        "figure",
        "figcaption",
        "img",
        "blockquote",
        "p",
        "h4",
        "h5",
        "h6",
        "a",
        "strong",
        "em",
        "sub",
        "sup",
        "br",
    ]
)
_EMPTY = frozenset({"br", "img"})
_COUNT = re.compile(r"[1-9][0-9]{0,3}")
_CLASSES = frozenset({"addressee", "closing", "byline", "kicker", "label", "contact"})
_RULE = re.compile(r"\|(?: {0,4}:?-{1,40}:? {0,4}\|){1,200}")
_FENCE = re.compile(r"(`{3,20}|~{3,20})[^`]{0,40}")
DEEPEST = 24


def classify(lines: Sequence[Line]) -> None:
    """Give every line its kind; a fence that is never closed fences nothing."""
    for line in lines:
        if not line.kind and is_island(line.text):
            line.kind = ISLAND
    _fences(lines)
    _tables(lines)


def is_island(text: str) -> bool:
    """Whether the whole text is one element of a body with nothing in it that a body may not hold."""
    opened = _OPENS.match(text)
    if opened is None or not text.endswith(f"</{opened[1]}>"):
        return False
    stack: list[str] = []
    past = 0
    for match in _TAG.finditer(text):
        outside = match.start() > past and not stack
        if outside or "<" in text[past : match.start()] or not _nests(match[0], stack) or len(stack) > DEEPEST:
            return False
        past = match.end()
        if not stack and past < len(text):
            return False
    return not stack and past == len(text)


def words(island: str) -> str:
    """The words of an island, a space between its cells and paragraphs."""
    return html.unescape(_TAG.sub(" ", island)).strip()


def _nests(tag: str, stack: list[str]) -> bool:
    """Whether the tag may stand where it stands; the stack follows it."""
    parts = _PARTS.fullmatch(tag)
    if parts is None or parts[2] not in _ELEMENTS:
        return False
    if parts[1]:
        return bool(stack) and not parts[3] and stack.pop() == parts[2]
    if parts[2] not in _EMPTY:
        stack.append(parts[2])
    return all(_allowed(parts[2], name, value) for name, value in _ATTRIBUTE.findall(parts[3]))


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return tag == "a" and address(html.unescape(value)) is not None
    if name == "class":
        return tag == "p" and value in _CLASSES
    if name in {"colspan", "rowspan"}:
        return tag in {"td", "th"} and _COUNT.fullmatch(value) is not None
    if name == "start":
        return tag == "ol" and _COUNT.fullmatch(value) is not None
    if name == "data-digest":
        return tag == "img" and re.fullmatch(r"[0-9a-f]{64}", value) is not None
    return tag == "img" and name == "alt"


def _fences(lines: Sequence[Line]) -> None:
    opened: int | None = None
    for at, line in enumerate(lines):
        if line.kind or line.text[:1] not in "`~" or not _FENCE.fullmatch(line.text):
            continue
        if opened is None:
            opened = at
        elif line.text.startswith(_run(lines[opened].text)) and len(set(line.text)) == 1:
            lines[opened].kind = line.kind = FENCE
            for inside in lines[opened + 1 : at]:
                inside.kind = FENCED
            opened = None


def _run(opening: str) -> str:
    """The marks of an opening fence; as many at least must close it (CommonMark 0.31, 4.5)."""
    return opening[: len(opening) - len(opening.lstrip(opening[0]))]


def _tables(lines: Sequence[Line]) -> None:
    """A row of headings, a rule, and the rows under it, all without a blank line between them."""
    at = 0
    while at + 1 < len(lines):
        end = _table_end(lines, at)
        for row in lines[at:end]:
            row.kind = ROW
        if end > at:
            lines[at + 1].kind = RULE
        at = max(end, at + 1)


def _table_end(lines: Sequence[Line], at: int) -> int:
    if not _is_row(lines[at]) or lines[at + 1].gap or not _RULE.fullmatch(lines[at + 1].text):
        return at
    end = at + 2
    while end < len(lines) and not lines[end].gap and _is_row(lines[end]):
        end += 1
    return end


def _is_row(line: Line) -> bool:
    return not line.kind and line.text[:1] == "|" and line.text[-1:] == "|" and len(line.text) > 2
