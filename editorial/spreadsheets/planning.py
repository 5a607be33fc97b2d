"""From the bytes of a file to the plan of what its rows would do: every error at once, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.intake import extract
from editorial.intake.extract import Row
from editorial.models import User
from editorial.spreadsheets import cells, columns, opened
from editorial.spreadsheets.columns import Heads
from editorial.spreadsheets.errand import Errand
from editorial.spreadsheets.lines import Plan
from editorial.spreadsheets.resource import SheetResource

MOST_ROWS = 5_000
NAMELESS = _("Cells stand below no head (column %(place)s), and nothing of them is read.")
TOO_MANY = _("The file has more than %(most)s rows; divide it.") % {"most": MOST_ROWS}


def plan(data: bytes, name: str, sheet: type[SheetResource], masthead: Masthead | None, *, by: User) -> Plan:
    """What the file would do now."""
    return prepared(data, name, sheet, masthead, by=by)[0]


def prepared(
    data: bytes, name: str, sheet: type[SheetResource], masthead: Masthead | None, *, by: User
) -> tuple[Plan, SheetResource]:
    """The plan, and the resource that can write its lines."""
    errand = Errand(by, masthead)
    resource = sheet(errand)
    try:
        found = opened.opened(data, name)
    except Refused as refused:
        return Plan(faults=tuple(map(str, refused.reasons))), resource
    errand.files, errand.is_packed = found.files, found.is_packed
    first, *rest = found.rows
    heads = columns.heads_of([cells.unguarded(cell) for cell in first.cells], sheet.columns)
    remarks = (
        *heads.remarks,
        *_nameless(first, rest),
        *(str(extract.filled(each.sentence, each.values)) for each in found.losses),
    )
    faults = (*heads.faults, *([str(TOO_MANY)] if len(rest) > MOST_ROWS else []))
    if faults:
        return Plan(faults=faults, remarks=remarks), resource
    resource.heads = {column.name: first.cells[place].strip() for place, column in heads.at.items()}
    given = list(_given(rest, heads, is_text=found.is_text))
    resource.begin([row for _number, row in given])
    return Plan(tuple(resource.line(number, row) for number, row in given), remarks=remarks), resource


def _given(rows: list[Row], heads: Heads, *, is_text: bool) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row that holds something in a known column, by its number, with its cells by the names of the columns."""
    for row in rows:
        said = [cells.unguarded(cell) if is_text else cell for cell in row.cells]
        given = {column.name: said[place] if place < len(said) else "" for place, column in heads.at.items()}
        if any(cell.strip() for cell in given.values()):
            yield row.number, given


def _nameless(first: Row, rest: list[Row]) -> Iterator[str]:
    """A sentence for each column that holds something and has no head."""
    named = {place for place, name in enumerate(first.cells) if name.strip()}
    filled = {place for row in rest for place, cell in enumerate(row.cells) if cell.strip()}
    for place in sorted(filled - named):
        yield str(NAMELESS % {"place": place + 1})
