"""WordprocessingML as text (ISO/IEC 29500-1): elements, runs under marks, paragraphs, fields; it knows no snapshot."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from bulletin.rendering.vocabulary import is_english

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
# What XML 1.0 does not allow (2.2), and what would be a line or a column of its own.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SWITCHES = {"strong": "b", "em": "i"}
_RAISED = {"sub": "subscript", "sup": "superscript"}


def el(tag: str, *children: str, **attributes: str | int) -> str:
    """An element of the main namespace with attributes of it."""
    written = "".join(f' w:{name}="{quoted(str(value))}"' for name, value in attributes.items())
    inner = "".join(children)
    return f"<w:{tag}{written}>{inner}</w:{tag}>" if inner else f"<w:{tag}{written}/>"


def quoted(text: str) -> str:
    return html.escape(_FORBIDDEN.sub(" ", text))


def language(code: str | None) -> str:
    """The language of a run: what is not said to be English is Chinese, with English for the Latin words in it."""
    return el("lang", val="en-GB") if is_english(code) else el("lang", val="en-US", eastAsia="zh-CN")


def run(text: str | None, marks: Iterable[str] = (), lang: str = "", style: str = "") -> str:
    """Words under the marks of a rich text ("strong", "em", "sub", "sup"); None is a line break."""
    names = [*marks]
    properties = [el("rStyle", val=style)] if style else []
    properties += [el(_SWITCHES[each]) for each in ("strong", "em") if each in names]
    properties += [el("vertAlign", val=_RAISED[each]) for each in names if each in _RAISED][:1]
    inner = el("br") if text is None else f'<w:t xml:space="preserve">{quoted(text)}</w:t>'
    return el("r", el("rPr", *properties, lang), inner)


def paragraph(style: str, *content: str, properties: str = "") -> str:
    return el("p", el("pPr", el("pStyle", val=style), properties), *content)


def field(instruction: str, shown: str, lang: str = "") -> str:
    """What Word works out by itself; ``shown`` stands there until it does."""
    return el("fldSimple", run(shown, lang=lang), instr=f" {instruction} ")


def anchored(content: str, anchor: str) -> str:
    """A link to a place in the same document."""
    return el("hyperlink", content, anchor=anchor, history=1)


def linked(content: str, relation: str) -> str:
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def bookmarked(content: str, name: str, number: int) -> str:
    return el("bookmarkStart", id=number, name=name) + content + el("bookmarkEnd", id=number)


def whole(tag: str, inner: str, attributes: Mapping[str, str] | None = None) -> str:
    """The root of a part, with every namespace that is used."""
    own = "".join(f' {name}="{value}"' for name, value in (attributes or {}).items())
    return f"<w:{tag} {NAMESPACES}{own}>{inner}</w:{tag}>"
