"""Workbooks and comma-separated values as rows of text; formulas are never computed."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections import Counter
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from editorial.intake.formats import plain, rows, sentences
from editorial.intake.formats.found import Found, Unreadable
from editorial.intake.formats.package import Package
from editorial.intake.formats.parts import counted
from editorial.intake.formats.rows import Sheet

_OBJECTS = re.compile(r"xl/(?:charts|drawings|media|embeddings|comments|threadedComments)")
_PERCENT = re.compile(r"0(?:\.(0{1,9}))?%")
DELIMITERS = ",\t;|"
# The second sheet of our own templates, which says how the first is filled in.
NOTES = frozenset({"说明", "Notes"})


def workbook(package: Package, found: Found) -> None:
    """Every visible sheet in order. Raises Unreadable."""
    counts = counted(package)
    _check(counts)
    book = openpyxl.load_workbook(package.rebuilt({}), data_only=True, keep_links=False)
    lines: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            found.lose(sentences.HIDDEN_SHEETS, name=sheet.title)
            continue
        read = _sheet(sheet)
        if read.rows and len(book.worksheets) > 1:
            lines.append(sheet.title)
        lines += rows.written(read, found)
    _tell(package, counts, found)
    found.text = "\n".join(lines)


def comma_separated(data: bytes, found: Found) -> None:
    """A table of text. Raises Unreadable."""
    read = [[cell.strip() for cell in row] for _number, row in _separated(data)]
    widest = max(map(len, read), default=0)
    found.text = "\n".join(
        rows.written(Sheet([[*row, *[""] * (widest - len(row))] for row in read], headed=True), found)
    )


def plain_rows_of_workbook(package: Package, found: Found) -> None:
    """The first visible sheet as numbered rows of text, for whoever knows its columns. Raises Unreadable."""
    counts = counted(package)
    _check(counts)
    book = openpyxl.load_workbook(package.rebuilt({}), data_only=True, keep_links=False)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown[1:]:
        if sheet.title not in NOTES:
            found.lose(sentences.OTHER_SHEETS, name=sheet.title)
    if counts["s:f"]:
        found.lose(sentences.FORMULAS, count=counts["s:f"])
    if counts["uncomputed"]:
        found.lose(sentences.UNCOMPUTED, count=counts["uncomputed"])
    _write_rows(_numbered(shown[0]) if shown else [], found)


def plain_rows_of_text(data: bytes, found: Found) -> None:
    """A comma-separated table as numbered rows; blanks are left as they are. Raises Unreadable."""
    _write_rows(_separated(data), found)


def _separated(data: bytes) -> list[tuple[int, list[str]]]:
    text = plain.text_of(data)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(plain.LARGEST)
    read: list[tuple[int, list[str]]] = []
    widest = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            widest = max(widest, len(row))
            if any(cell.strip() for cell in row):
                read.append((number, row))
            rows.check(len(read), widest)
    except csv.Error as error:
        raise Unreadable(sentences.DAMAGED) from error
    return read


def _numbered(sheet: Worksheet) -> list[tuple[int, list[str]]]:
    """Rows that hold something, by their number in the sheet, with empty cells in their places."""
    filled = {place: cell for place, cell in sheet._cells.items() if isinstance(cell, Cell) and cell.value is not None}
    numbers = sorted({row for row, _ in filled})
    widest = max((column for _, column in filled), default=0)
    rows.check(len(numbers), widest)
    texts = {number: [""] * widest for number in numbers}
    for (row, column), cell in filled.items():
        texts[row][column - 1] = text_of(cell)
    return [(number, texts[number]) for number in numbers if any(texts[number])]


def _write_rows(numbered: list[tuple[int, list[str]]], found: Found) -> None:
    found.text = json.dumps(numbered, ensure_ascii=False)


def _check(counts: Counter[str]) -> None:
    if counts["s:c"] > rows.MOST_CELLS or counts["merged"] > rows.MOST_CELLS:
        raise Unreadable(sentences.TOO_MANY_CELLS)


def _tell(package: Package, counts: Counter[str], found: Found) -> None:
    if counts["s:f"]:
        found.lose(sentences.FORMULAS, count=counts["s:f"])
    if counts["uncomputed"]:
        found.lose(sentences.UNCOMPUTED, count=counts["uncomputed"])
    if any(_OBJECTS.match(name) for name in package.names):
        found.lose(sentences.SHEET_OBJECTS)
    if counts["external"]:
        found.lose(sentences.EXTERNAL_PARTS, count=counts["external"])


def _sheet(sheet: Worksheet) -> Sheet:
    """The rows and columns that hold something, empty ones left out."""
    filled = {place: cell for place, cell in sheet._cells.items() if isinstance(cell, Cell) and cell.value is not None}
    downs = {row: at for at, row in enumerate(sorted({row for row, _ in filled}))}
    acrosses = {column: at for at, column in enumerate(sorted({column for _, column in filled}))}
    rows.check(len(downs), len(acrosses))
    texts = [[""] * len(acrosses) for _ in downs]
    for (row, column), cell in filled.items():
        texts[downs[row]][acrosses[column]] = text_of(cell)
    spans = {}
    for merged in sheet.merged_cells.ranges:
        down = [each for each in range(merged.min_row, merged.max_row + 1) if each in downs]
        across = [each for each in range(merged.min_col, merged.max_col + 1) if each in acrosses]
        if merged.min_row in downs and merged.min_col in acrosses:
            spans[downs[merged.min_row], acrosses[merged.min_col]] = (len(down), len(across))
    return Sheet(texts, spans, headed=_is_headed(filled, downs))


def _is_headed(filled: dict[tuple[int, int], Any], downs: dict[int, int]) -> bool:
    """Whether the first row is told apart: all text, all bold, above something."""
    first = [cell for (row, _), cell in filled.items() if downs[row] == 0]
    return len(downs) > 1 and all(
        isinstance(cell.value, str) and cell.font is not None and cell.font.b for cell in first
    )


def text_of(cell: Any) -> str:
    """A value as a person reads it: dates as 2026-05-06, percentages with their sign, whole numbers without point."""
    value = cell.value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    percent = _PERCENT.fullmatch(str(cell.number_format)) if isinstance(value, int | float) else None
    if percent:
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
