"""An edition in Typst's own language: the same words, headings, tables and fonts, for the benchmark's comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bulletin.rendering.facts import Fact
from bulletin.rendering.pieces import Edition, EntryPiece

PREAMBLE = """
#set document(title: [{title}])
#set page(paper: "a4", margin: (x: 26mm, y: 26mm), numbering: "1 / 1")
#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh", region: "cn", cjk-latin-spacing: auto)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.75em, spacing: 0.75em)
#show heading: set text(font: "Noto Sans CJK SC")
#show heading: set block(above: 1.2em, below: 0.8em)
#show link: set text(fill: rgb("#1f3a5f"))
#set table(stroke: 0.5pt + rgb("#8a94a0"))
#align(center, text(font: "Noto Sans CJK SC", size: 26pt, weight: "bold")[{name}])
#align(center)[{number}]
#outline(depth: 5)
"""
_SPECIAL = re.compile(r"[\\#$*_`<>@=\-+/.\[\]~'\"]")
_OPENING = {
    "p": "\n\n",
    "h4": "\n\n===== ",
    "h5": "\n\n====== ",
    "h6": "\n\n====== ",
    "strong": "#strong[",
    "em": "#emph[",
    "sub": "#sub[",
    "sup": "#super[",
    "blockquote": "\n\n#quote(block: true)[",
    "ul": "\n\n#list(",
    "ol": "\n\n#enum(",
    "li": "[",
    "br": " \\ ",
    "caption": "[",
    "figcaption": "\n\n",
}
_CLOSING = {
    "p": "\n\n",
    "h4": "\n\n",
    "h5": "\n\n",
    "h6": "\n\n",
    "strong": "]",
    "em": "]",
    "sub": "]",
    "sup": "]",
    "blockquote": "]\n\n",
    "ul": ")\n\n",
    "ol": ")\n\n",
    "li": "], ",
    "a": "]",
    "td": "], ",
    "th": "], ",
    "figcaption": "\n\n",
}


def written(edition: Edition) -> str:
    """Everything from the name to the last entry; boxes and imprint are left out, which are a page of either."""
    return "".join(_pieces(edition))


def escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)


def _pieces(edition: Edition) -> Iterator[str]:
    yield PREAMBLE.format(
        title=escaped(edition.title), name=escaped(edition.name), number=escaped(f"{edition.number} {edition.extent}")
    )
    for part in edition.parts:
        yield f"\n#pagebreak()\n{'=' * (part.level - 1)} {escaped(part.title)}\n\n"
        yield _line(part.line)
        for section in part.sections:
            yield f"\n\n{'=' * (section.level - 1)} {escaped(section.title)}\n\n"
            for entry in section.entries:
                yield from _entry(entry)


def _entry(entry: EntryPiece) -> Iterator[str]:
    yield f"\n\n{'=' * (entry.level - 1)} {escaped(f'{entry.number} {entry.title}')}\n\n"
    yield _line(entry.byline)
    rows = [fact for row in entry.facts for fact in row]
    if rows:
        cells = "".join(f"[{escaped(fact.label)}], [{escaped(fact.text)}], " for fact in rows)
        yield f'#table(columns: (auto, 1fr), fill: rgb("#f3f5f8"), stroke: none, {cells})\n\n'
    yield "\n\n".join(escaped(text) for text in (entry.standfirst, entry.editor_note) if text) + "\n\n"
    reader = _Body()
    reader.feed(str(entry.body))
    yield "".join(reader.pieces)
    yield "".join(f"\n\n{escaped(each.title)}\n\n" for each in entry.attachments)
    yield "".join(f"\n\n#align(right)[{escaped(each)}]\n\n" for each in (*entry.signed_by, entry.signed_on) if each)
    if entry.source_url:
        yield f'\n\n#link("{entry.source_url}")\n\n'


def _line(facts: tuple[Fact, ...]) -> str:
    return " ".join(escaped(f"{fact.label} {fact.text}") for fact in facts) + "\n\n"


class _Body(HTMLParser):
    """A canonical body as markup; what a table has is known at its end, so it is gathered first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.columns = 0
        self.widest = 0
        self.starts: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "table":
            self.starts.append(len(self.pieces))
            self.widest = 0
        elif tag == "tr":
            self.columns = 0
        elif tag in ("td", "th"):
            across, down = (int(values.get(name) or 1) for name in ("colspan", "rowspan"))
            self.columns += across
            self.pieces.append(f"table.cell(colspan: {across}, rowspan: {down})[" if across + down > 2 else "[")
            self.widest = max(self.widest, self.columns)
        elif tag == "a":
            self.pieces.append(f'#link("{values.get("href")}")[')
        else:
            self.pieces.append(_OPENING.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.pieces.insert(self.starts.pop(), f"\n\n#table(columns: {max(1, self.widest)}, ")
            self.pieces.append(")\n\n")
        elif tag == "caption":
            self.pieces.append("], ")
        else:
            self.pieces.append(_CLOSING.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.pieces.append(escaped(data))
