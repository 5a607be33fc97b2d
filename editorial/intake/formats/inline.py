"""One run of text of a parsed page or document as the dialect writes it: words, links, bold, sub and sup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

from bulletin import richtext
from editorial.intake.formats import sentences
from editorial.intake.formats.found import Found

BOLD = frozenset({"b", "strong"})
KEPT = {"em": "em", "i": "em", "sub": "sub", "sup": "sup"}
STRUCK = frozenset({"s", "strike", "del"})
# What holds no text of the document.
SILENT = frozenset({"script", "style", "head", "template", "noscript", "link", "meta", "title", "button", "select"})
SILENT |= {"option", "textarea", "input", "audio", "video", "source", "track", "canvas", "map", "area", "param"}
EMBEDDED = frozenset({"iframe", "frame", "object", "embed", "svg", "math", "applet"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
BROKEN = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]+[ \t\r\n]*(?={_WIDE})")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]{0,20})\s*:")
_MAIL = re.compile(r"(?i)mailto:")
LONGEST_LABEL = 300


@dataclass
class Writer:
    """What the writing of one document shares: where it came from, what was found, how a picture is kept."""

    found: Found
    base: str | None = None
    picture: Callable[[etree._Element], str | None] = field(default=lambda _: None)

    def address(self, href: str, label: str) -> str | None:
        """An address that can be followed, or None with a loss told; a place in the same page is no loss."""
        href = "".join(each for each in href if each.isprintable()).strip()
        scheme = _SCHEME.match(href)
        if not href or href.startswith("#"):
            return None
        if not scheme and not self.base:
            self.found.lose(sentences.RELATIVE_LINK, label=label[:60], address=href)
            return None
        usable = richtext.safe_href(_quoted(href if scheme else urljoin(self.base or "", href)))
        if usable is None:
            self.found.lose(sentences.LOST_LINK, label=label[:60], scheme=scheme[1].lower() if scheme else href)
        return usable


def is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None


def is_element(node: object) -> bool:
    """Comments and processing instructions have no tag that is a word."""
    return isinstance(node, etree._Element) and isinstance(node.tag, str)


def plain(element: etree._Element) -> str:
    """The words of an element as they are seen."""
    return collapsed("".join(_words(element)))


def collapsed(text: str) -> str:
    return _SPACE.sub(" ", BROKEN.sub("", text)).strip(" ")


def written(element: etree._Element, writer: Writer) -> str:
    """The element's content; a line break is "\\n", other white space as in a browser."""
    return tidy("".join(_pieces(element, writer)))


def tidy(text: str) -> str:
    return "\n".join(collapsed(each) for each in text.split("\n\x00"))


def _words(element: etree._Element) -> list[str]:
    found = [element.text or ""]
    for child in element:
        if is_element(child) and child.tag not in SILENT and not is_hidden(child):
            found += ["\n"] if child.tag == "br" else _words(child)
        found.append(child.tail or "")
    return found


def _pieces(element: etree._Element, writer: Writer) -> list[str]:
    found = [element.text or ""]
    for child in element:
        if is_element(child):
            found.append(piece(child, writer))
        found.append(child.tail or "")
    return found


def piece(child: etree._Element, writer: Writer) -> str:
    """One inline element; "\\n\\x00" stands for a line break of the text's own."""
    if child.tag in SILENT:
        return ""
    if is_hidden(child):
        return _left_out(child, writer)
    if child.tag == "br":
        return "\n\x00"
    if child.tag == "a" and child.get("href") is not None:
        return _link(child, writer)
    inner = "".join(_pieces(child, writer))
    if child.tag in BOLD:
        return _bold(inner)
    if child.tag in STRUCK and inner.strip():
        writer.found.lose(sentences.STRUCK, text=collapsed(inner)[:60])
    return f"<{KEPT[child.tag]}>{inner}</{KEPT[child.tag]}>" if child.tag in KEPT and inner.strip() else inner


def _left_out(child: etree._Element, writer: Writer) -> str:
    text = collapsed("".join(child.itertext()))
    if text:
        writer.found.lose(sentences.HIDDEN, text=text[:60])
    return ""


def _bold(inner: str) -> str:
    words = collapsed(inner)
    if not words or "*" in words or "\n" in inner or len(words) > LONGEST_LABEL or "](" in words or "<" in words:
        return inner
    before = " " if inner[:1].isspace() else ""
    return f"{before}**{words}**{' ' if inner[-1:].isspace() else ''}"


def _link(child: etree._Element, writer: Writer) -> str:
    label = plain(child)
    address = writer.address(child.get("href") or "", label)
    if not label or address is None:
        return "".join(_pieces(child, writer))
    if _MAIL.match(address) and address[7:] == label:
        return label
    if label == address:
        return f"<{address}>"
    if "[" in label or "]" in label or len(label) > LONGEST_LABEL:
        return f"{label} <{address}>" if address.lower().startswith("http") else label
    return f"[{label}]({address})"


def _quoted(href: str) -> str:
    """The address with what would end it early written as hexadecimal numbers."""
    for each in ' ()<>"\\^`{|}':
        href = href.replace(each, f"%{ord(each):02X}")
    return href
