"""A parsed page or document as lines of the dialect: paragraphs, headings, and islands that are one line each."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from bulletin import richtext
from editorial.intake.formats import inline, sentences
from editorial.intake.formats.inline import Writer, is_element, is_hidden

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol"})
_BLOCK_WORDS = """
address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form header
hgroup hr html legend li main nav p pre section summary table tbody td tfoot th thead tr
"""
BLOCKS = frozenset(_BLOCK_WORDS.split()) | {*HEADINGS, *LISTS}
# A cell beyond both of these that holds nearly all of its table is no cell of data.
LONGEST_CELL = 600
MOST_PARAGRAPHS = 4
_ANNEX = re.compile(r"附[ \u3000]{0,3}件|附表|附录")
_FILE = re.compile(r"(?i)\.(?:docx?|xlsx?|pptx?|pdf|ofd|zip|rar|wps|et|txt|jpe?g|png)(?:[?#].*)?\Z")


def lines(root: etree._Element, writer: Writer) -> str:
    """The whole text below ``root``."""
    written = [each for line in _block(root, writer) for each in line.split("\n")]
    return "\n".join(each for each in written if each.strip(" "))


def _block(element: etree._Element, writer: Writer) -> Iterator[str]:
    tag = element.tag
    if tag in inline.SILENT:
        return
    if is_hidden(element):
        inline.piece(element, writer)
    elif tag in HEADINGS:
        yield from _heading(element, writer)
    elif tag == "table":
        yield from _table(element, writer)
    elif tag in LISTS:
        yield from _list(element, writer)
    elif tag == "pre":
        yield from "".join(element.itertext()).splitlines()
    elif tag == "img":
        yield from _picture(element, writer)
    else:
        yield from _flow(element, writer)


def _flow(element: etree._Element, writer: Writer) -> Iterator[str]:
    """Text between blocks makes a line of its own; pictures stand where their line ends."""
    pictures: list[str] = []
    pending = [element.text or ""]
    for child in element:
        if not is_element(child):
            pass
        elif child.tag in inline.EMBEDDED:
            writer.found.embedded += 1
        elif child.tag in BLOCKS or _holds_blocks(child):
            yield from (inline.tidy("".join(pending)), *pictures)
            pending, pictures = [], []
            yield from _block(child, writer)
        else:
            pictures += [line for each in _pictures(child) for line in _picture(each, writer)]
            pending.append(inline.piece(child, writer))
        pending.append(child.tail or "")
    yield from (inline.tidy("".join(pending)), *pictures)


def _holds_blocks(element: etree._Element) -> bool:
    return any(is_element(each) and each.tag in BLOCKS for each in element.iterdescendants())


def _pictures(element: etree._Element) -> list[etree._Element]:
    return [each for each in element.iter("img") if not is_hidden(each)]


def _heading(element: etree._Element, writer: Writer) -> Iterator[str]:
    """A heading is one line, whatever breaks it; bold inside it says nothing."""
    for picture in _pictures(element):
        yield from _picture(picture, writer)
    text = inline.written(element, writer).replace("\n", "").replace("**", "")
    if text:
        yield f"{'#' * HEADINGS[element.tag]} {text}"


def _picture(element: etree._Element, writer: Writer) -> list[str]:
    digest = writer.picture(element)
    if digest is None:
        return []
    alt = inline.collapsed(element.get("alt") or "")
    made = etree.Element("img", {"data-digest": digest, "alt": alt})
    return [richtext.canonical(f"<figure>{etree.tostring(made, encoding='unicode')}</figure>")]


def _list(element: etree._Element, writer: Writer) -> Iterator[str]:
    """An island; a list of links, and one that holds tables or pictures, is lines."""
    entries = [child for child in element if is_element(child)]
    if entries and all(_is_link(entry) for entry in entries):
        for entry in entries:
            mark = "" if _is_annex(entry) else "- "
            yield from (f"{mark}{line}" for line in _block_lines(entry, writer))
        return
    if next(element.iter("table", "img", *inline.EMBEDDED), None) is not None:
        start = _start(element)
        for number, entry in enumerate(entries, start=start):
            mark = f"{number}. " if element.tag == "ol" else "- "
            first, *rest = _block_lines(entry, writer) or [""]
            yield from (f"{mark}{first}", *rest)
        return
    body = _island(element, writer)
    if body:
        yield body


def _start(element: etree._Element) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isdecimal() and len(start) < 5 else 1


def _block_lines(element: etree._Element, writer: Writer) -> list[str]:
    return [line for line in _block(element, writer) if line.strip()]


def _is_link(entry: etree._Element) -> bool:
    """Whether a list entry is nothing but a link, with at most a date beside it."""
    links = [each for each in entry.iter("a") if each.get("href")]
    words = inline.plain(entry)
    return len(links) == 1 and bool(words) and len(words) - len(inline.plain(links[0])) <= 24


def _is_annex(entry: etree._Element) -> bool:
    link = next(entry.iter("a"))
    return _ANNEX.search(inline.plain(entry)) is not None or _FILE.search(link.get("href") or "") is not None


def _table(element: etree._Element, writer: Writer) -> Iterator[str]:
    for caption in element.iter("caption"):
        yield from _flow(caption, writer)
    if _arranges(element):
        writer.found.lose(sentences.LAYOUT_TABLE)
        for part in _cells(element):
            yield from _block(part, writer)
        return
    pictures = [line for each in _pictures(element) for line in _picture(each, writer)]
    _head(element)
    body = _island(element, writer)
    if body.startswith("<table>") and body.count("<table>") == 1 and body.endswith("</table>"):
        yield from (body, *pictures)
        return
    writer.found.lose(sentences.DISSOLVED_TABLE)
    for part in _cells(element):
        yield from _flow(part, writer)


def _cells(table: etree._Element) -> list[etree._Element]:
    """The cells of a table that lie in no table inside it."""
    return [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]


def _arranges(table: etree._Element) -> bool:
    """Whether a table only arranges the page: one cell, a table or headings inside it, or nearly all in one cell."""
    cells = _cells(table)
    if len(cells) < 2 or next(table.iterdescendants("table", *HEADINGS), None) is not None:
        return True
    main = max(cells, key=lambda cell: len("".join(cell.itertext())))
    words = len(inline.plain(main))
    return words > LONGEST_CELL and words > 0.7 * len(inline.plain(table)) and _count(main) > MOST_PARAGRAPHS


def _count(cell: etree._Element) -> int:
    return sum(1 for _ in cell.iter("p", "br", "div"))


def _head(table: etree._Element) -> None:
    """Make the first row headings where all of it is bold and nothing else tells."""
    rows = list(table.iter("tr"))
    if next(table.iter("th"), None) is not None or len(rows) < 2:
        return
    cells = [cell for cell in rows[0] if is_element(cell) and cell.tag == "td"]
    told = [cell for cell in cells if inline.plain(cell)]
    if len(told) >= 2 and all(_is_bold(cell) for cell in told):
        for cell in cells:
            cell.tag = "th"
            for mark in list(cell.iter(*inline.BOLD)):
                mark.tag = "span"


def _is_bold(cell: etree._Element) -> bool:
    bold = "".join(inline.plain(each) for each in cell.iter(*inline.BOLD))
    return bool(bold) and len(bold.replace(" ", "")) >= len(inline.plain(cell).replace(" ", ""))


def _island(element: etree._Element, writer: Writer) -> str:
    """The element in canonical form, its links looked at; what is silent or hidden is taken out first."""
    kept = copy.deepcopy(element)
    kept.tail = None
    for each in [each for each in kept.iter() if each is not kept and not _stays(each, writer)]:
        _take_out(each)
    for link in kept.iter("a"):
        _mend(link, writer)
    for text in kept.iter():
        text.text, text.tail = _unbroken(text.text), _unbroken(text.tail)
    return richtext.canonical(etree.tostring(kept, encoding="unicode", method="html"))


def _unbroken(text: str | None) -> str | None:
    return inline.BROKEN.sub("", text) if text else text


def _stays(element: etree._Element, writer: Writer) -> bool:
    if not is_element(element) or element.tag in inline.SILENT or element.tag in {"img", "caption"}:
        return False
    if is_hidden(element):
        inline.piece(element, writer)
        return False
    if element.tag in inline.EMBEDDED:
        writer.found.embedded += 1
        return False
    return True


def _take_out(element: etree._Element) -> None:
    """Remove an element and what is in it; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _mend(link: etree._Element, writer: Writer) -> None:
    href = link.attrib.pop("href", None)
    address = writer.address(href, inline.plain(link)) if href is not None else None
    if address is not None:
        link.set("href", address)
