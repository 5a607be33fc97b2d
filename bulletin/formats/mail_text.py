"""The text of an entry with the look of every block and link written into it, its headings below that of the entry."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bulletin import markup, richtext
from bulletin.formats.inline_styles import Looks
from bulletin.formats.pictures import address_of
from bulletin.markup import Element, Run
from bulletin.rendering.outline import lowered
from bulletin.snapshot import Entry

_LINK = re.compile(r'<a href="')
_HEADING = re.compile(r"<h([1-6])>")


def body(entry: Entry, address: str, looks: Looks, level: int) -> str:
    """Every block of the text; ``level`` is that of the entry's heading. Raises Refused when it is not canonical."""
    written = _Written(entry, address, looks)
    blocks = (written.block(element) + "\n" for element in richtext.tree(entry.body_html or "").elements)
    return _HEADING.sub(rf'<h\1 style="{looks.subheading}">', lowered("".join(blocks), above=level))


@dataclass(frozen=True, slots=True)
class _Written:
    entry: Entry
    address: str
    looks: Looks

    def block(self, element: Element, look: str = "") -> str:
        looks = self.looks
        match element.tag:
            case "p":
                return self._text(element, look or looks.paragraph)
            case "h4" | "h5" | "h6":
                return f"<{element.tag}>{self._inline(element.runs)}</{element.tag}>"
            case "ul" | "ol":
                return self._list(element)
            case "table":
                return self._table(element)
            case "figure":
                return "".join(self._pictured(each) for each in element.elements)
            case _:
                return "".join(self.block(each, looks.quote) for each in element.elements)

    def _text(self, element: Element, look: str) -> str:
        return f'<p style="{look}">{self._inline(element.runs)}</p>'

    def _inline(self, runs: list[Run]) -> str:
        return _LINK.sub(f'<a style="{self.looks.link}" href="', markup.inline(runs))

    def _list(self, element: Element) -> str:
        start = f' start="{element.attributes["start"]}"' if "start" in element.attributes else ""
        items = "".join(self._item(item) for item in element.elements)
        return f'<{element.tag}{start} style="{self.looks.list}">{items}</{element.tag}>'

    def _item(self, item: Element) -> str:
        return (
            f'<li style="{self.looks.item}">{"".join(self.block(each, self.looks.item) for each in item.elements)}</li>'
        )

    def _table(self, table: Element) -> str:
        groups = []
        for group in table.elements:
            rows = "".join(f"<tr>{''.join(map(self._cell, row.elements))}</tr>" for row in group.elements)
            groups.append(f"<{group.tag}>{rows}</{group.tag}>")
        return f'<section style="overflow-x:auto"><table style="{self.looks.table}">{"".join(groups)}</table></section>'

    def _cell(self, cell: Element) -> str:
        spans = "".join(f' {name}="{value}"' for name, value in cell.attributes.items())
        look = self.looks.head_cell if cell.tag == "th" else self.looks.cell
        inner = "".join(self.block(each, "margin:0") for each in cell.elements)
        return f'<{cell.tag}{spans} style="{look}">{inner}</{cell.tag}>'

    def _pictured(self, element: Element) -> str:
        if element.tag != "img":
            return self._text(element, self.looks.caption)
        words = element.attributes.get("alt", "")
        found = address_of(self.address, self.entry, element.attributes["data-digest"])
        if not found:
            return f'<p style="{self.looks.caption}">［{html.escape(words)}］</p>' if words else ""
        return f'<img src="{html.escape(found)}" alt="{html.escape(words)}" style="{self.looks.picture}">'
