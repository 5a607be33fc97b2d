from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from bulletin.models import Masthead
from editorial.models import User
from editorial.spreadsheets import planning, writing
from editorial.spreadsheets.lines import Plan
from editorial.spreadsheets.sheets import SHEETS

Rows = Sequence[Sequence[object]]


def workbook(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def comma_separated(rows: Rows) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def packed(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in files.items():
            whole.writestr(name, data)
    return target.getvalue()


def looked_at(data: bytes, kind: str, masthead: Masthead | None, by: User, name: str = "rows.xlsx") -> Plan:
    return planning.plan(data, name, SHEETS[kind], masthead, by=by)


def write(data: bytes, kind: str, masthead: Masthead | None, by: User, seen: Plan, name: str = "rows.xlsx") -> Plan:
    return writing.write(data, name, SHEETS[kind], masthead, by=by, seen_digest=seen.digest)


def brought_in(data: bytes, kind: str, masthead: Masthead | None, by: User, name: str = "rows.xlsx") -> Plan:
    return write(data, kind, masthead, by, looked_at(data, kind, masthead, by, name), name)


def faults(plan: Plan) -> list[tuple[int, str, str]]:
    return [(line.number, fault.column, fault.sentence) for line in plan.wrong for fault in line.faults]
