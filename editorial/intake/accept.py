"""From a document to drafts: the original is kept, read, looked at, and accepted as a new issue."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import reading, store
from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import deadlines, opening, proposing, trail
from editorial.intake import envelope
from editorial.models import Issue, SourceDocument, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to import documents.")
ACCEPTED = _("This document was accepted already, as %(issue)s.")
OTHER_TITLE = _("The document calls itself “%(found)s”, the masthead is “%(title)s”.")
MOST_HIGHLIGHTS = 5


def receive(data: bytes, name: str, masthead: Masthead, *, by: User) -> SourceDocument:
    """Read a document and keep it with its reading; the same bytes again give the same row.

    Raises Refused for what cannot be read; then nothing is stored.
    """
    digest = hashlib.sha256(data).hexdigest()
    with trail.refusals("receive", masthead, by=by):
        require((may(by, Verb.IMPORT, masthead), FORBIDDEN))
        known = SourceDocument.objects.filter(masthead=masthead, digest=digest).first()
        if known is not None:
            return known
        found = envelope.read(data)
    store.drafts().put(data)
    with transaction.atomic(), trail.acting("receive", masthead, by=by) as act:
        document, created = SourceDocument.objects.get_or_create(
            masthead=masthead,
            digest=digest,
            defaults={
                "name": name[-200:],
                "size": len(data),
                "reading": _reading_json(found),
                "by": by,
                "at": timezone.now(),
            },
        )
        if created:
            act.row, act.after_digest = document, digest
        else:
            act.void()
    return document


def accept(document: SourceDocument, *, by: User) -> Issue:
    """Open a new issue with all that the document was read as. Raises Refused."""
    masthead = document.masthead
    with trail.attempt("accept", document, by=by) as act:
        require(
            (may(by, Verb.IMPORT, masthead), FORBIDDEN),
            (document.issue is None, ACCEPTED % {"issue": document.issue}),
        )
        found = snapshot_of(document)
        front = completed(found, number=found.issue.number or proposing.next_number(masthead))
        issue = opening.build(masthead, front, found.parts, by=by)
        deadlines.lay(issue, only_ahead=True)
        claimed = SourceDocument.objects.filter(pk=document.pk, issue=None).update(issue=issue)
        if not claimed:
            raise Refused([ACCEPTED % {"issue": SourceDocument.objects.get(pk=document.pk).issue}])
        act.row, act.after_digest = issue, assembly.assemble(issue.pk).digest
    return issue


def snapshot_of(document: SourceDocument) -> shape.Snapshot:
    """What a document was read as, its entries numbered by their places."""
    return shape.normal_form(shape.from_json(document.reading["snapshot"]))


def completed(found: shape.Snapshot, *, number: int) -> shape.Issue:
    """The front matter as read, with what an issue needs beside it: a number, a date, highlights to begin with."""
    days = [part.compiled_on or part.covers_to_on for part in found.parts]
    return replace(
        found.issue,
        number=number,
        dated_on=found.issue.dated_on or max((day for day in days if day), default=None),
        highlights=found.issue.highlights or proposed_highlights(found),
    )


def proposed_highlights(found: shape.Snapshot) -> tuple[str, ...]:
    """What a reader must act on (consultations, announced dates), then what opens each section; editors revise it."""
    firsts = [section.entries[0] for part in found.parts for section in part.sections if section.entries]
    urgent = [entry for entry in found.entries() if entry.consultation or any(each.on for each in entry.effective)]
    titles = list(dict.fromkeys(entry.title for entry in [*urgent, *firsts]))
    return tuple(titles[:MOST_HIGHLIGHTS])


def other_title(document: SourceDocument) -> object | None:
    """A sentence when the document names another masthead than the one it was received for."""
    found = document.reading["snapshot"]["masthead"]["title"]
    if found and found != document.masthead.title:
        return OTHER_TITLE % {"found": found, "title": document.masthead.title}
    return None


def _reading_json(found: reading.Reading) -> dict[str, Any]:
    return {
        "snapshot": shape.to_json(found.snapshot),
        "leftovers": [asdict(each) for each in found.leftovers],
        "warnings": [asdict(each) for each in found.warnings],
    }
