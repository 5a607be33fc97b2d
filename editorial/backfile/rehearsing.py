"""A dry run: every file is read as it would be and told of, and nothing is written anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from bulletin.models import Masthead
from bulletin.refusal import Refused, require
from editorial.backfile import reading
from editorial.backfile.findings import Report, of_rows
from editorial.backfile.looking import look
from editorial.drafting.workdays import House
from editorial.intake import account, envelope
from editorial.intake.bundle import Incoming
from editorial.intake.extract import extract
from editorial.models import BackIssue, Batch


def rehearse(masthead: Masthead, files: Iterable[Incoming]) -> Iterator[BackIssue]:
    """A row, stored nowhere, for each file; one that is there twice becomes another name of the first."""
    batch = Batch(masthead=masthead)
    seen: dict[str, BackIssue] = {}
    for place, file in enumerate(files, start=1):
        row = _row(batch, place, file)
        first = seen.setdefault(row.digest or str(place), row)
        if first is row:
            yield row
        else:
            first.also_named.append(row.name)


def reported(masthead: Masthead, rows: Iterable[BackIssue]) -> Report:
    return of_rows(masthead, rows)


def _row(batch: Batch, place: int, file: Incoming) -> BackIssue:
    try:
        data = file.read()
    except Refused as refused:
        return BackIssue(pk=place, batch=batch, name=file.name, **reading.failed(refused.reasons))
    row = BackIssue(pk=place, batch=batch, name=file.name, size=len(data), digest=hashlib.sha256(data).hexdigest())
    try:
        columns = _columns(data, file.name, batch.masthead)
    except Refused as refused:
        columns = reading.failed(refused.reasons)
    for name, value in columns.items():
        setattr(row, name, value)
    return row


def _columns(data: bytes, name: str, masthead: Masthead) -> dict[str, Any]:
    found = extract(data, name)
    files = [
        {"name": each.name, "type": each.type, "size": len(each.data), "digest": hashlib.sha256(each.data).hexdigest()}
        for each in found.files
    ]
    made = envelope.reading_of(found, workdays=House())
    content = account.own(made.snapshot, files=files, source_url="")
    said = account.as_json(made)["warnings"]
    seen = look(content, name, masthead, said)
    require(*((False, each) for each in reading.misfits(seen.content)))
    is_pdf = data.startswith(b"%PDF")
    return {**reading.columns_of(seen), **reading.told(seen.content), **reading.original(data if is_pdf else b"")}
