"""Tables and figures of a rich body in regular form, so that no editor or renderer has to mend one its own way.

A regular table has rows of equal width in which no cell overlaps another and no column or row without a cell of its
own; a caption stands before it as a label. The HTML of the source may be anything.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.markup import CELLS, Element, Run

# Beyond these a table is a trap for renderers; its words stay, as paragraphs.
MAX_COLUMNS = 200


@dataclass
class _Cell:
    element: Element
    row: int
    column: int
    rows: int
    columns: int


def regular(root: Element) -> Element:
    """The tree with every table and figure in regular form."""
    children = [each for child in root.children for each in _regular_child(child)]
    return Element(root.tag, root.attributes, children=children)


def headed(root: Element) -> Element:
    """The tree with the leading header rows of each table in a ``thead``: for readers, not for storing."""
    return Element(root.tag, root.attributes, children=[_headed(child) for child in root.children])


def unheaded(root: Element) -> Element:
    """What ``headed`` was given, from what it gave."""
    children: list[Element | Run] = []
    for child in root.children:
        plain = child if isinstance(child, Run) else unheaded(child)
        if isinstance(plain, Element) and plain.tag == "table":
            rows: list[Element | Run] = [row for group in plain.elements for row in group.elements]
            plain = Element("table", children=[Element("tbody", children=rows)])
        children.append(plain)
    return Element(root.tag, root.attributes, children=children)


def _regular_child(child: Element | Run) -> Iterator[Element | Run]:
    if isinstance(child, Run):
        yield child
    elif child.tag == "table":
        yield from _label(child)
        yield from _regular_table(child)
    elif child.tag == "figure":
        yield from _regular_figure(child)
    else:
        yield regular(child)


def _regular_table(table: Element) -> Iterator[Element | Run]:
    cells = _placed([[cell for cell in row.elements if cell.tag in CELLS] for row in table.elements if row.tag == "tr"])
    _compress(cells)
    holes = list(_holes(cells)) if _width(cells) <= MAX_COLUMNS else []
    if _width(cells) > MAX_COLUMNS or len(holes) > len(cells):
        yield from (child for cell in cells for child in regular(cell.element).children)
    elif cells:
        yield Element("table", children=[Element("tbody", children=list(_rows([*cells, *holes])))])


def _placed(rows: list[list[Element]]) -> list[_Cell]:
    """Every cell at the first free place of its row, its spans cut to what is free (HTML, 4.9.12)."""
    cells: list[_Cell] = []
    taken_until: list[int] = []
    for row, elements in enumerate(rows):
        column = 0
        for element in elements:
            while _is_taken(taken_until, column, row):
                column += 1
            wanted = min(_span(element, "colspan"), MAX_COLUMNS + 1)
            columns = next((at for at in range(1, wanted) if _is_taken(taken_until, column + at, row)), wanted)
            spanned = min(_span(element, "rowspan"), len(rows) - row)
            taken_until.extend([0] * (column + columns - len(taken_until)))
            taken_until[column : column + columns] = [row + spanned] * columns
            cells.append(_Cell(element, row, column, spanned, columns))
            column += columns
    return cells


def _is_taken(taken_until: list[int], column: int, row: int) -> bool:
    return column < len(taken_until) and taken_until[column] > row


def _span(element: Element, name: str) -> int:
    return int(element.attributes.get(name, "1"))


def _width(cells: list[_Cell]) -> int:
    return max((cell.column + cell.columns for cell in cells), default=0)


def _compress(cells: list[_Cell]) -> None:
    """Leave out the columns and rows in which no cell begins, so that spans count what is there."""
    columns, rows = sorted({cell.column for cell in cells}), sorted({cell.row for cell in cells})
    for cell in cells:
        left, top = bisect_left(columns, cell.column), bisect_left(rows, cell.row)
        cell.columns = bisect_left(columns, cell.column + cell.columns) - left
        cell.rows = bisect_left(rows, cell.row + cell.rows) - top
        cell.column, cell.row = left, top


def _holes(cells: list[_Cell]) -> Iterator[_Cell]:
    """An empty cell for every run of places that no cell covers; a row of headings is filled with headings."""
    width = _width(cells)
    taken_until = [0] * width
    for row, group in itertools.groupby(cells, key=lambda cell: cell.row):
        own = list(group)
        for cell in own:
            taken_until[cell.column : cell.column + cell.columns] = [row + cell.rows] * cell.columns
        free = (column for column in range(width) if taken_until[column] <= row)
        for _, run in itertools.groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
            places = [column for _, column in run]
            if places:
                yield _Cell(Element(own[-1].element.tag), row, places[0], 1, len(places))


def _rows(cells: list[_Cell]) -> Iterator[Element]:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    for _, row in itertools.groupby(ordered, key=lambda cell: cell.row):
        yield Element("tr", children=[_written(cell) for cell in row])


def _written(cell: _Cell) -> Element:
    spans = {"colspan": cell.columns, "rowspan": cell.rows}
    attributes = {name: str(span) for name, span in spans.items() if span > 1}
    return Element(cell.element.tag, attributes, children=regular(cell.element).children)


def _regular_figure(figure: Element) -> Iterator[Element]:
    """Pictures first, then one caption; a figure without a picture is only its caption."""
    pictures = [child for child in figure.elements if child.tag == "img"]
    captions = [child for child in figure.elements if child.tag == "figcaption" and child.children]
    runs: list[Element | Run] = []
    for caption in captions:
        runs += [Run(None, ()), *caption.children] if runs else caption.children
    if pictures:
        yield Element("figure", children=[*pictures, *([Element("figcaption", children=runs)] if runs else [])])
    elif runs:
        yield Element("p", {"class": "label"}, children=runs)


def _label(table: Element) -> Iterator[Element]:
    for child in table.elements:
        if child.tag == "caption":
            yield Element("p", {"class": "label"}, children=child.children)


def _headed(child: Element | Run) -> Element | Run:
    if isinstance(child, Run) or child.tag != "table":
        return child
    rows = child.elements[0].elements
    count = sum(1 for _ in itertools.takewhile(lambda row: all(cell.tag == "th" for cell in row.elements), rows))
    spilling = any(at + _span(cell, "rowspan") > count for at in range(count) for cell in rows[at].elements)
    if not 0 < count < len(rows) or spilling:
        return child
    head, body = Element("thead", children=list(rows[:count])), Element("tbody", children=list(rows[count:]))
    return Element("table", children=[head, body])
