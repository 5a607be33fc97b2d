"""The text of an entry as paragraphs, lists, tables and pictures of a Word document."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby

from bulletin import markup, richtext
from bulletin.formats.word import numbering, xml
from bulletin.formats.word.parts import Parts
from bulletin.formats.word.tables import table
from bulletin.markup import Element, Mark, Run

_HREF = re.compile(r' href="([^"]*)"')
_STYLES = {"addressee": "Salutation", "label": "Salutation", "kicker": "Salutation", "byline": "Salutation"}
_HEADINGS = {"h4": "Heading4", "h5": "Heading5", "h6": "Heading6"}


class Writer:
    """Writes one text; ``lang`` is the language element of its runs."""

    def __init__(self, parts: Parts, lang: str) -> None:
        self.parts = parts
        self.lang = lang

    def body(self, source: str) -> str:
        """Every block. Raises Refused when the text is not in canonical form."""
        return "".join(self.blocks(richtext.tree(source).elements))

    def blocks(self, elements: list[Element], style: str = "Normal") -> Iterator[str]:
        for element in elements:
            yield from self._block(element, style)

    def _block(self, element: Element, style: str) -> Iterator[str]:
        if element.tag == "table":
            yield table(element, lambda cell: "".join(self.blocks(cell.elements, "TableText")))
        elif element.tag in ("ul", "ol"):
            yield from self._list(element, 0)
        elif element.tag == "blockquote":
            yield from self.blocks(element.elements, "Quote")
        elif element.tag == "figure":
            yield from self._figure(element)
        else:
            own = _HEADINGS.get(element.tag) or (
                _STYLES.get(element.attributes.get("class", "")) if style == "Normal" else None
            )
            yield xml.paragraph(own or style, self.runs(element.runs))

    def _list(self, element: Element, level: int) -> Iterator[str]:
        counted = element.tag == "ol"
        start = int(element.attributes.get("start", "1"))
        number = self.parts.numbering.counted(start, level) if counted else self.parts.numbering.bulleted()
        style = "ListNumber" if counted else "ListBullet"
        for item in element.elements:
            yield from self._item(item, style, number, level)

    def _item(self, item: Element, style: str, number: int, level: int) -> Iterator[str]:
        """The first paragraph bears the number, the others stand under it without one."""
        below = xml.el("numPr", xml.el("numId", val=0)) + xml.el(
            "ind", left=420 * (level + 1), firstLine=0, firstLineChars=0
        )
        for place, child in enumerate(item.elements):
            if child.tag in ("ul", "ol"):
                yield from self._list(child, level + 1)
            elif child.tag in markup.TEXT_BLOCKS:
                put = numbering.place(number, level) if place == 0 else below
                yield xml.paragraph(style, self.runs(child.runs), properties=put)
            else:
                yield from self._block(child, "Normal")

    def _figure(self, figure: Element) -> Iterator[str]:
        for child in figure.elements:
            if child.tag == "img":
                words = child.attributes.get("alt", "")
                drawn = self.parts.picture(child.attributes["data-digest"], words)
                yield xml.paragraph("Figure", drawn or xml.run(f"[{words}]", lang=self.lang))
            else:
                yield xml.paragraph("Caption", self.runs(child.runs))

    def runs(self, runs: list[Run]) -> str:
        """Words under their marks, a link around all that it holds."""
        written = []
        for link, group in groupby(markup.collapsed(runs), key=lambda run: _link(run[1])):
            words = [
                xml.run(text, (tag for tag, _ in marks), self.lang, "Hyperlink" if link else "")
                for text, marks in group
            ]
            written.append(xml.linked("".join(words), self.parts.relation(link)) if link else "".join(words))
        return "".join(written)


def _link(marks: tuple[Mark, ...]) -> str:
    found = next((_HREF.fullmatch(written) for tag, written in marks if tag == "a"), None)
    return html.unescape(found[1]) if found else ""
