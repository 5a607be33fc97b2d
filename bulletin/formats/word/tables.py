"""A regular table of a text in WordprocessingML: merged cells, and head rows that come again on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bulletin.formats.word.xml import el, paragraph
from bulletin.markup import Element

# The measure in twentieths of a point: A4 less both margins.
MEASURE = 8844


def table(element: Element, content: Callable[[Element], str]) -> str:
    """``content`` writes what a cell holds; the rows of a ``thead`` are repeated."""
    rows = [(row, group.tag == "thead") for group in element.elements for row in group.elements]
    width = sum(_span(cell, "colspan") for cell in rows[0][0].elements)
    grid = el("tblGrid", *(el("gridCol", w=MEASURE // width) for _ in range(width)))
    look = el(
        "tblLook", val="0420", firstRow=int(rows[0][1]), lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1
    )
    properties = el("tblPr", el("tblStyle", val="TableGrid"), el("tblW", w=5000, type="pct"), look)
    written = "".join(_rows(rows, width, content))
    return el("tbl", properties, grid, written) + paragraph("TableText")


def _rows(rows: list[tuple[Element, bool]], width: int, content: Callable[[Element], str]) -> Iterator[str]:
    # Of every column, how many rows the cell above still spans, and how wide that is.
    opened: dict[int, tuple[int, int]] = {}
    for row, is_head in rows:
        cells, column, waiting = [], 0, [*row.elements]
        while column < width:
            left, columns = opened.pop(column, (0, 0))
            if left:
                cells.append(_cell(columns, el("vMerge"), paragraph("TableText")))
                opened |= {column: (left - 1, columns)} if left > 1 else {}
            elif waiting:
                cell = waiting.pop(0)
                columns, height = _span(cell, "colspan"), _span(cell, "rowspan")
                merged = el("vMerge", val="restart") if height > 1 else ""
                cells.append(_cell(columns, merged, content(cell) or paragraph("TableText")))
                opened |= {column: (height - 1, columns)} if height > 1 else {}
            column += columns or 1
        kept = el("trPr", el("cantSplit"), *([el("tblHeader")] if is_head else []))
        yield el("tr", kept, *cells)


def _cell(columns: int, merged: str, inner: str) -> str:
    spanned = el("gridSpan", val=columns) if columns > 1 else ""
    return el("tc", el("tcPr", spanned, merged), inner)


def _span(cell: Element, name: str) -> int:
    return int(cell.attributes.get(name, "1"))
