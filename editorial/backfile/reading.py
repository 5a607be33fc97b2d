"""Reads the files of a batch, one at a time and each in its own transaction; nothing of them is public, or a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop

from bulletin import snapshot as shape
from bulletin import store
from bulletin.refusal import Refused, require
from editorial.backfile import names, originals, standing
from editorial.backfile.looking import Look, look
from editorial.intake import envelope, fitting, receiving, rereading, taking
from editorial.models import BackIssue, SourceDocument

MISSING = gettext_noop("The original file is not in the store.")


def read(row: BackIssue) -> BackIssue:
    """Read a file that waits, in the name of whoever brought it in; what cannot be read says why, and stays."""
    columns = _columns(row)
    with transaction.atomic():
        standing.claim(row.batch)
        # Somebody else may have read or left it out meanwhile; theirs stands.
        if BackIssue.objects.filter(pk=row.pk, state=BackIssue.State.WAITING).update(**columns):
            standing.unseat(row.batch)
    return BackIssue.objects.select_related("batch__masthead", "document").get(pk=row.pk)


def content_of(row: BackIssue) -> shape.Snapshot:
    """The snapshot that a row was read as, without imprint. Raises StoreError."""
    return shape.loads(store.drafts().get(row.content_digest))


def kept(content: shape.Snapshot) -> dict[str, Any]:
    """The columns that say what a snapshot is, which is put into the drafts store. Raises OSError."""
    return {**told(content), "content_digest": store.drafts().put(shape.canonical(content))}


def told(content: shape.Snapshot) -> dict[str, Any]:
    """What a snapshot says of itself."""
    number, dated_on = content.issue.number, content.issue.dated_on
    last = names.span_of(number or 0, content.issue.number_label or "")[1]
    return {
        "number": number,
        "last_number": last if number and last > number else None,
        "dated_on": date.fromisoformat(dated_on) if dated_on else None,
        "entry_count": len(content.entries()),
    }


def misfits(content: shape.Snapshot) -> list[object]:
    """Why a reading cannot be recorded at all, a sentence each."""
    return [*(() if content.entries() else (envelope.NO_ENTRY,)), *fitting.of_snapshot(content)]


def _columns(row: BackIssue) -> dict[str, Any]:
    try:
        document = _document(row)
    except store.StoreError:
        return failed([MISSING])
    except Refused as refused:
        return failed(refused.reasons)
    try:
        seen = look(taking.corrected(document), row.name, row.batch.masthead, remarks(document))
        require(*((False, each) for each in misfits(seen.content)))
    except Refused as refused:
        return {"document": document, **failed(refused.reasons)}
    data = store.drafts().get(row.digest) if row.is_pdf else b""
    return {"document": document, **columns_of(seen), **kept(seen.content), **original(data)}


def remarks(document: SourceDocument) -> list[Mapping[str, Any]]:
    """What the reading warned of, and what of the format was lost."""
    return [*document.reading.get("warnings", ()), *document.losses]


def _document(row: BackIssue) -> SourceDocument:
    """The document of these bytes, read; one whose reading was broken off is read now. Raises Refused, StoreError."""
    data = store.drafts().get(row.digest)
    try:
        document = receiving.receive(data, row.name, row.batch.masthead, by=row.by)
        return rereading.read(document, by=row.by) if document.state == SourceDocument.State.RECEIVED else document
    except Refused:
        # Of two who read the same document at the same moment one is told that it has changed.
        rows = SourceDocument.objects.filter(masthead=row.batch.masthead_id, digest=row.digest)
        read = rows.exclude(state=SourceDocument.State.RECEIVED).first()
        if read is None:
            raise
        return read


def columns_of(seen: Look) -> dict[str, Any]:
    """What a look says of a row, but for what is kept of it."""
    return {
        "state": BackIssue.State.READ,
        "refusal": "",
        "warnings": [dict(each) for each in seen.warnings],
        "number_basis": seen.number_basis,
        "dated_basis": seen.dated_basis,
    }


def original(data: bytes) -> dict[str, Any]:
    """Whether a PDF can itself be the edition's; where it can, it is, until an editor says otherwise."""
    if not data:
        return {"stands": False, "stands_not": "", "page_count": 0}
    try:
        pages = originals.pages(data)
    except Refused as refused:
        return {"stands": False, "stands_not": _plain(refused.reasons), "page_count": 0}
    return {"stands": True, "stands_not": "", "page_count": pages}


def failed(reasons: list[object]) -> dict[str, Any]:
    return {"state": BackIssue.State.FAILED, "refusal": _plain(reasons)}


def _plain(reasons: list[object]) -> str:
    """The sentences as the catalogue knows them, so that each reader can have them in their language."""
    with translation.override("en"):
        return "\n".join(str(each) for each in reasons)
