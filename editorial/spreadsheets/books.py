"""Writing workbooks and comma-separated text: every cell that leaves is text, whatever it begins with (CWE-1236)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from import_export.formats.base_formats import CSV, XLSX
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from editorial.spreadsheets import cells
from editorial.spreadsheets.columns import Column

NOTES_SHEET = "说明"
MARK = "\ufeff"  # Without it, spreadsheet programs take UTF-8 for the encoding of their country.


class TextWorkbook(XLSX):  # type: ignore[misc]
    """A workbook of typed text cells, which no spreadsheet program takes for formulas."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        book = openpyxl.Workbook()
        fill(book.active, [dataset.headers, *dataset])
        return written(book)


class GuardedText(CSV):  # type: ignore[misc]
    """Comma-separated text, with a mark before whatever a program would compute; importing takes it away again."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        target = io.StringIO(MARK, newline="")
        target.seek(0, io.SEEK_END)
        lines = csv.writer(target)
        for row in [dataset.headers, *dataset]:
            lines.writerow([cells.guarded(_writable(value)) for value in row])
        return target.getvalue().encode("utf-8")


def template(columns: Iterable[Column]) -> bytes:
    """An empty workbook with the Chinese heads, and a second sheet that says what goes where."""
    asked = [column for column in columns if not column.only_out]
    book = openpyxl.Workbook()
    sheet: Any = book.active
    fill(sheet, [[column.chinese for column in asked]])
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(NOTES_SHEET)
    fill(notes, [[column.chinese, column.name, "*" if column.required else "", str(column.note)] for column in asked])
    for place, width in enumerate((18, 28, 4, 80), start=1):
        notes.column_dimensions[get_column_letter(place)].width = width
    return written(book)


def fill(sheet: Any, rows: Iterable[Sequence[Any]]) -> None:
    """Rows from the top, the first in bold, all of it text."""
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=at, column=column)
            cell.value = _writable(value)
            cell.data_type = "s"
            cell.quotePrefix = True
            if at == 1:
                cell.font = Font(bold=True)
                cell.alignment = Alignment(wrap_text=False)
                sheet.column_dimensions[get_column_letter(column)].width = max(12, min(40, 2 * len(str(value)) + 2))


def written(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _writable(value: Any) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))
