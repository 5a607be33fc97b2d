"""Tables of a body as they are printed: how wide each column is, how small they are set, and when they turn the page.

Works on the written page, where a canonical table holds rows of cells and no other table; the text stays untouched.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bulletin.rendering import measures
from bulletin.rendering.measures import Column

# A label directly above a table is its caption.
_TABLE = re.compile(r'(?:<p class="label">((?:(?!</p>).)*)</p>)?<table>(.*?)</table>', re.DOTALL)
_BODY = re.compile(r'(<div class="body"[^>]*>)(.*?)</div>', re.DOTALL)
# What holds the text of an entry with what ends it, and may stand in columns; a plate stands between two of these.
FLOW = '<div class="flow">'
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(td|th)([^>]*)>(.*?)</\1>", re.DOTALL)
_SPAN = re.compile(r'(col|row)span="([0-9]+)"')
_BLOCK_END = re.compile(r"</p>|</li>|<br>")
_TAG = re.compile(r"<[^>]*>")
_SIGN, _UNIT = "[-+−<>≤≥≈约]?[$€£¥￥]?", "[%％‰件项个元万亿天家次人倍]{0,3}[a-zA-Z]{0,3}"
_FIGURE = re.compile(rf"{_SIGN}[0-9][0-9,. \u00a0]*{_UNIT}|[-–—／/]{{0,3}}")
_HAN = re.compile("[\u4e00-\u9fff]")
# From this share of figures on, a column is one of figures.
MOSTLY = 0.8


# Left and right of the text of a cell together, in its own characters: 0.8 in the style sheet, and some for rules.
PADDING = 1.0


@dataclass(frozen=True, slots=True)
class Setting:
    """A way to set a table: ``place`` is the class of what holds it; measure and type are in points.

    ``readable`` is how many characters a column of longer text must have on a line.
    """

    place: str
    measure: float
    type: float
    readable: float = 5

    @property
    def room(self) -> float:
        return self.measure / self.type


# A table is set in the first way in which every column has the room that it needs, else in the last one.
# What is wider than the text's own column is a plate; a turned one has pages of its own, on their side.
SETTINGS = {
    "classic": (
        Setting("", 441, 9),
        Setting("", 441, 8),
        Setting("plate turned", 688, 8.5),
        Setting("plate turned", 688, 7, 4),
    ),
    "digest": (
        Setting("", 237, 8.5, 9),
        Setting("plate", 494, 8.5),
        Setting("plate", 494, 7.5),
        Setting("plate turned", 741, 8),
        Setting("plate turned", 741, 7, 4),
    ),
}
# A row of more lines than this may break, or it would leave too much of a page empty.
LONG = 12
# A table of no more lines is kept on one page.
WHOLE = 16
# So many rows that a cell spans are kept on one page.
JOINED = 8
# Chinese of several lines stands straight on both sides where so many characters go into each.
BROAD = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place in the grid; ``place`` is that in the written table where its attributes begin."""

    tag: str
    row: int
    rows: int
    column: int
    columns: int
    place: int
    lines: tuple[str, ...]


def fitted(page: str, design: str) -> str:
    """The page with every table of a body set to fit; those wider than the text's column stand between its pieces."""
    settings = SETTINGS.get(design, SETTINGS["classic"])
    if "<table>" not in page:
        return page
    return _BODY.sub(lambda body: _body(body, settings), page).replace(f"{FLOW}</div>", "")


def _body(body: re.Match[str], settings: Sequence[Setting]) -> str:
    opening = body[1]
    whole = opening + _TABLE.sub(lambda table: _table(table, opening, settings), body[2]) + "</div>"
    return whole.replace(f"{opening}</div>", "")


def _table(table: re.Match[str], opening: str, settings: Sequence[Setting]) -> str:
    cells = list(_cells(table[2]))
    columns = _columns(cells)
    setting = chosen(columns, settings)
    shares = measures.shares(columns, setting.room, setting.readable, PADDING)
    widths = [share * setting.room / 100 for share in shares]
    heights = _heights(cells, widths)
    cols = "".join(f'<col style="width: {share}%">' for share in shares)
    told = f"<caption>{table[1]}</caption>" if table[1] else ""
    kind = "grid whole" if sum(heights.values()) <= WHOLE else "grid"
    inner = f"{told}<colgroup>{cols}</colgroup>{_classed(table[2], cells, widths, heights)}"
    written = f'<table class="{kind}" style="font-size: {setting.type}pt">{inner}</table>'
    if not setting.place:
        return written
    plate = opening.replace('class="body', f'class="body {setting.place}')
    return f"</div></div>{plate}{written}</div>{FLOW}{opening}"


def chosen(columns: Sequence[Column], settings: Sequence[Setting]) -> Setting:
    """The first setting that gives every column what it needs, or the last."""
    fits = (each for each in settings if measures.need(columns, each.readable, PADDING) <= each.room)
    return next(fits, settings[-1])


def _cells(rows: str) -> Iterator[Cell]:
    """The cells with their columns, which spans from above may have moved (HTML, 4.9.12)."""
    taken_until: dict[int, int] = {}
    for number, row in enumerate(_ROW.finditer(rows)):
        column = 0
        for cell in _CELL.finditer(rows, row.start(1), row.end(1)):
            while taken_until.get(column, 0) > number:
                column += 1
            spans = {name: int(count) for name, count in _SPAN.findall(cell[2])}
            columns, height = spans.get("col", 1), spans.get("row", 1)
            taken_until.update(dict.fromkeys(range(column, column + columns), number + height))
            yield Cell(cell[1], number, height, column, columns, cell.start() + 3, _written_lines(cell[3]))
            column += columns


def _written_lines(inner: str) -> tuple[str, ...]:
    return tuple(html.unescape(_TAG.sub("", line)).strip() for line in _BLOCK_END.split(inner))


def _columns(cells: Sequence[Cell]) -> list[Column]:
    """What each column needs; a head may break where text may not, and one over several columns is shared by them."""
    lines: list[list[str]] = [[] for _ in range(max((cell.column + cell.columns for cell in cells), default=0))]
    heads: list[list[str]] = [[] for _ in lines]
    for cell in cells:
        if cell.tag == "th":
            for place in range(cell.columns):
                heads[cell.column + place] += [line[: math.ceil(len(line) / cell.columns)] for line in cell.lines]
        elif cell.columns == 1:
            lines[cell.column] += cell.lines
    return [measures.column(own, head) for own, head in zip(lines, heads, strict=True)]


def _classed(rows: str, cells: Sequence[Cell], widths: Sequence[float], heights: Mapping[int, int]) -> str:
    """The rows with a class on the cells of columns of figures, to stand flush right, on those of prose, to stand
    straight on both sides, and on rows as to breaking."""
    figures = set(_columns_of_figures(cells))
    kinds = {at: "joined" for cell in cells if cell.rows <= JOINED for at in range(cell.row, cell.row + cell.rows - 1)}
    kinds |= {row: "long" for row, height in heights.items() if height > LONG}
    places = [(cell.place, ' class="figures"') for cell in cells if cell.columns == 1 and cell.column in figures]
    places += [(cell.place, ' class="prose"') for cell in cells if cell.tag == "td" and _is_prose(cell, widths)]
    places += [(row.start() + 3, f' class="{kinds[at]}"') for at, row in enumerate(_ROW.finditer(rows)) if at in kinds]
    written: list[str] = []
    done = 0
    for place, attribute in sorted(places):
        written += (rows[done:place], attribute)
        done = place
    return "".join((*written, rows[done:]))


def _is_prose(cell: Cell, widths: Sequence[float]) -> bool:
    room = _room(cell, widths)
    return room >= BROAD and any(measures.width(line) > room and _HAN.search(line) for line in cell.lines)


def _room(cell: Cell, widths: Sequence[float]) -> float:
    return max(1.0, sum(widths[cell.column : cell.column + cell.columns]) - PADDING)


def _heights(cells: Sequence[Cell], widths: Sequence[float]) -> dict[int, int]:
    """About how many lines each row takes."""
    heights: dict[int, int] = {}
    for cell in cells:
        room = _room(cell, widths)
        lines = sum(math.ceil(measures.width(line) / room) for line in cell.lines)
        heights[cell.row] = max(heights.get(cell.row, 1), math.ceil(lines / cell.rows))
    return heights


def _columns_of_figures(cells: Sequence[Cell]) -> Iterator[int]:
    found: dict[int, list[bool]] = {}
    for cell in cells:
        text = " ".join(cell.lines).strip()
        if cell.tag == "td" and cell.columns == 1 and text:
            found.setdefault(cell.column, []).append(_FIGURE.fullmatch(text) is not None)
    yield from (column for column, seen in found.items() if sum(seen) >= MOSTLY * len(seen))
