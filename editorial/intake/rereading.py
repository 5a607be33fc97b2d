"""Reads a document that was kept: the first time, after a failure, again with an editor's marks; writes no draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bulletin import reading, store
from bulletin import snapshot as shape
from bulletin.reading.marks import WORDS
from bulletin.refusal import Refused, require
from editorial.drafting import trail, uploads
from editorial.drafting.workdays import House
from editorial.intake import account, envelope, naming, taking
from editorial.intake.extract import Extract, NotRead, extract, extract_html_fragment
from editorial.intake.vocabulary import current
from editorial.models import SourceDocument, User
from editorial.roles import Verb, may

State = SourceDocument.State
LONGEST_ADDRESS = 1000
PASTED_RICH = "pasted.html"
# A whole page was pasted, not a passage of it: what surrounds the text is left out as from a saved page.
_LANDMARKS = re.compile(rb"<(?:nav|header|footer|aside|main|article)\b|role=.(?:navigation|banner|contentinfo)", re.I)

FORBIDDEN = _("Your role does not allow you to import documents.")
MISSING = _("The original file is not in the store. Receive it again.")
NO_SUCH_MARK = _("Line %(line)s cannot be marked as “%(mark)s”.")


def read(
    document: SourceDocument, *, by: User, marks: Mapping[int, str] | None = None, seen_version: int | None = None
) -> SourceDocument:
    """Read a document that was kept, with ``marks`` by line number (None: with those it has).

    What cannot be read is kept with the sentence that says why. The first reading belongs to the receipt, every
    further one is a verb of its own. Raises Refused; then the former reading stands.
    """
    wanted = dict(document.marks) if marks is None else {str(line): mark for line, mark in sorted(marks.items())}
    with trail.refusals("reread", document, by=by):
        _permit(document, wanted, by=by)
        columns = _columns(document, wanted) | {"marks": wanted}
        with transaction.atomic():
            taking.claim(document, seen_version=seen_version, **columns)
            naming.note(document, columns.get("reading", {}))
            if document.state != State.RECEIVED:
                _trace(document, columns, by=by)
    return SourceDocument.objects.select_related("masthead", "issue__masthead", "by").get(pk=document.pk)


def text_of(document: SourceDocument) -> str:
    """The text that was read, whose lines the marks and the evidence count; "" when there is none."""
    if not document.text_digest:
        return ""
    return store.drafts().get(document.text_digest).decode()


def _permit(document: SourceDocument, marks: Mapping[str, str], *, by: User) -> None:
    wrong = [NO_SUCH_MARK % {"line": line, "mark": mark} for line, mark in marks.items() if mark not in WORDS]
    require(
        (may(by, Verb.IMPORT, document), FORBIDDEN),
        (document.issue_id is None, taking.ACCEPTED % {"issue": document.issue}),
        *((False, sentence) for sentence in wrong),
    )


def _trace(document: SourceDocument, columns: Mapping[str, Any], *, by: User) -> None:
    with trail.acting("reread", document, by=by) as act:
        act.before_digest = shape.digest([document.reading, document.marks])
        act.after_digest = shape.digest([columns.get("reading", {}), columns["marks"]])


def _columns(document: SourceDocument, marks: Mapping[str, str]) -> dict[str, Any]:
    """What a reading changes in the row of its document. Raises Refused when the file itself is gone."""
    try:
        found = _extracted(document)
    except store.StoreError as error:
        raise Refused([MISSING]) from error
    except NotRead as refused:
        return {"state": State.FAILED, "failure": {"sentence": refused.sentence, "values": dict(refused.values)}}
    lines = {int(line): mark for line, mark in marks.items()}
    made = envelope.reading_of(found, vocabulary=current(), workdays=House(), marks=lines)
    first = {} if document.text_digest else _first(document, found)
    return first | _account(document, made, found.title, **{"files": document.files, **first})


def _extracted(document: SourceDocument) -> Extract:
    """The text that was read before, so that marks keep their lines; without one, what the file holds."""
    if text := text_of(document):
        return Extract(document.kind, text)
    data = store.drafts().get(document.digest)
    if document.name == PASTED_RICH and not _LANDMARKS.search(data):
        return extract_html_fragment(data.decode())
    return extract(data, document.name)


def _first(document: SourceDocument, found: Extract) -> dict[str, Any]:
    """What the file held besides its fields, kept when it is first read; a file's type is read off its bytes."""
    address = found.source_url or ""
    drafts = store.drafts()
    files = [
        {
            "name": each.name,
            "type": uploads.type_of(each.data) or "",
            "size": len(each.data),
            "digest": drafts.put(each.data),
        }
        for each in found.files
    ]
    return {
        "kind": found.kind,
        "files": files,
        "losses": [{"sentence": each.sentence, "values": dict(each.values)} for each in found.losses],
        "text_digest": drafts.put(found.text.encode()) if found.text else "",
        "source_url": document.source_url or (address if len(address) <= LONGEST_ADDRESS else ""),
    }


def _account(
    document: SourceDocument, made: reading.Reading, title: str | None, *, files: list[Any], **first: Any
) -> dict[str, Any]:
    address = first.get("source_url", document.source_url)
    snapshot = account.own(made.snapshot, files=files, source_url=address)
    return {
        "state": State.READY,
        "failure": {},
        "reading": account.as_json(replace(made, snapshot=snapshot)),
        "title": _title(snapshot) or title or "",
    }


def _title(found: shape.Snapshot) -> str:
    """What the document is called in lists: the bulletin and its number, else its first entry."""
    number = found.issue.number_label or found.issue.number
    front = " ".join(str(each) for each in (found.masthead.title, number) if each)
    entries = found.entries()
    return ((front if len(entries) > 1 else "") or (entries[0].title if entries else ""))[:500]
