"""The text of an entry in Markdown: simple lists and tables in its marks, all other blocks as one line of plain HTML.

No words of the text can act as marks or as tags: what could is escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from bulletin import markup, richtext, tables
from bulletin.formats.pictures import address_of
from bulletin.formats.text import one_line
from bulletin.markup import Element, Run
from bulletin.snapshot import Entry

# Backslashes before marks, code, emphasis, tags and entities; brackets and tildes only where they could act.
_MARKS = re.compile(
    r"(?P<slash>\\(?=[!-/:-@\[-`{-~]|\Z))|[*`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]{1,31};)|(?P<bracket>[\[\]])|(?P<tilde>~)"
)
_LINKING = re.compile(r"\][(:\[]")
_OPENING = re.compile(r"#|>|[-+](?=[ \t\u3000\u00a0])|[=~-]{3}|\|(?=.*\|\Z)")
_IN_ADDRESS = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", '"': "%22"})
_WORD = re.compile(r"\w")
_HREF = re.compile(r' href="([^"]*)"')
BREAK = "  \n"


def escaped(text: str, *, label: bool = False) -> str:
    """Words that stay words (CommonMark 0.31, 2.4), also inside the label of a link."""
    plain = _plain(one_line(text), label=label)
    return f"\\{plain}" if _OPENING.match(plain) else plain


def _plain(text: str, *, label: bool) -> str:
    brackets, tildes = label or _LINKING.search(text) is not None, text.count("~") > 1

    def mark(found: re.Match[str]) -> str:
        if found["slash"]:
            return "&#92;"
        kept = (found["bracket"] and not brackets) or (found["tilde"] and not tildes)
        return found[0] if kept else f"\\{found[0]}"

    return _MARKS.sub(mark, text)


def linked(address: str, label: str = "") -> str:
    """A link, or the words alone where there is no address."""
    if not address:
        return escaped(label)
    there = address.translate(_IN_ADDRESS)
    return f"[{escaped(label, label=True)}]({there})" if label else f"<{there}>"


def blocks(entry: Entry, address: str) -> Iterator[str]:
    """Every block of the text. Raises Refused when it is not in canonical form."""
    for element in richtext.tree(entry.body_html or "").elements:
        yield from _block(element, entry, address)


def _block(element: Element, entry: Entry, address: str) -> Iterator[str]:
    if element.tag in markup.TEXT_BLOCKS:
        depth = f"{'#' * (int(element.tag[1]) + 1 if element.tag != 'h6' else 6)} " if element.tag[0] == "h" else ""
        line = _inline(element.runs)
        yield depth + (line.replace(BREAK, " ") if depth else line)
    elif element.tag == "figure":
        yield from _figure(element, entry, address)
    elif element.tag == "ul" and all(_is_line(each) for each in element.elements):
        yield "\n".join(f"- {_line(each)}" for each in element.elements)
    elif element.tag == "table" and _is_plain(element):
        yield "\n".join(_rows(element))
    else:
        yield markup.write(tables.unheaded(Element("", children=[_unpictured(element, entry, address)])))


def _figure(figure: Element, entry: Entry, address: str) -> Iterator[str]:
    for each in figure.elements:
        if each.tag == "img":
            words, found = each.attributes.get("alt", ""), address_of(address, entry, each.attributes["data-digest"])
            yield f"!{linked(found, words or '…')}" if found else f"!\\[{escaped(words)}\\]"
        else:
            yield _inline(each.runs)


def _unpictured(element: Element, entry: Entry, address: str) -> Element:
    """The element with a link in the place of each picture, which no HTML outside the archive can show by digest."""
    children: list[Element | Run] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "figure":
            for each in child.elements:
                children.append(
                    _named(each, entry, address) if each.tag == "img" else Element("p", children=each.children)
                )
        else:
            children.append(child if isinstance(child, Run) else _unpictured(child, entry, address))
    return Element(element.tag, element.attributes, children=children)


def _named(picture: Element, entry: Entry, address: str) -> Element:
    found = address_of(address, entry, picture.attributes["data-digest"])
    marks = (("a", f' href="{markup.escape(found)}"'),) if found else ()
    return Element("p", children=[Run(picture.attributes.get("alt", "") or "…", marks)])


def _is_line(place: Element) -> bool:
    """Whether a cell or an item holds one paragraph on one line."""
    found = place.elements
    whole = len(found) == 1 and found[0].tag == "p" and not found[0].attributes
    return whole and all(run.text is not None for run in found[0].runs)


def _is_plain(table: Element) -> bool:
    """Whether Markdown has marks for the table: one row of headings, one line a cell, nothing spanned."""
    head, *rows = (row for group in table.elements for row in group.elements)
    cells = [cell for row in (head, *rows) for cell in row.elements]
    headed = all(cell.tag == "th" for cell in head.elements) and all(
        c.tag == "td" for row in rows for c in row.elements
    )
    return bool(rows) and headed and all(_is_line(cell) and not cell.attributes for cell in cells)


def _rows(table: Element) -> Iterator[str]:
    rows = [row for group in table.elements for row in group.elements]
    for place, row in enumerate(rows):
        cells = [_line(cell).replace("|", "\\|") for cell in row.elements]
        yield f"| {' | '.join(cells)} |"
        if place == 0:
            yield f"|{' --- |' * len(cells)}"


def _line(place: Element) -> str:
    return _inline(place.elements[0].runs)


def _inline(runs: list[Run]) -> str:
    line = "".join(_marked(markup.collapsed(runs), 0))
    return f"\\{line}" if _OPENING.match(line) else line


def _marked(
    runs: Iterable[tuple[str | None, tuple[markup.Mark, ...]]], depth: int, *, label: bool = False
) -> Iterator[str]:
    """The words under their marks from the given depth on; neighbours under one mark share it."""
    for mark, group in groupby(runs, key=lambda run: run[1][depth] if len(run[1]) > depth else None):
        if mark is None:
            yield from (BREAK if text is None else _plain(text, label=label) for text, _ in group)
            continue
        inner = "".join(_marked(list(group), depth + 1, label=label or mark[0] == "a"))
        yield _wrapped(mark, inner)


def _wrapped(mark: markup.Mark, inner: str) -> str:
    tag, attributes = mark
    if tag == "a":
        found = _HREF.fullmatch(attributes)
        there = html.unescape(found[1]).translate(_IN_ADDRESS) if found else ""
        return f"<{there}>" if there == inner else f"[{inner}]({there})"
    # Beside marks and spaces two asterisks are no bold (CommonMark 0.31, 6.2).
    starred = tag == "strong" and _WORD.match(inner) and _WORD.match(inner[-1]) and "*" not in inner
    return f"**{inner}**" if starred else f"<{tag}>{inner}</{tag}>"
