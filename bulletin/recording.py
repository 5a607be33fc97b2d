"""The one transaction that publishes: an Edition with its entries and its Dispatch, or nothing.

Rendering and storing come first and are invisible; only what is recorded here is public.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import (
    Dispatch,
    Edition,
    Masthead,
    PublishedAuthority,
    PublishedCitation,
    PublishedEntry,
    Withdrawal,
)
from bulletin.refusal import Refused, require
from bulletin.rendering.words import words_for

TAKEN = _("Revision %(revision)s of number %(number)s is published already.")
WITHDRAWN = _("Entry %(ref)s was withdrawn and must not come back. Look at the issue as it is now.")
NO_REVISION = _("A back issue is the first revision of its number, or none.")


@dataclass(frozen=True)
class Blob:
    """Bytes that lie in the store of released blobs."""

    digest: str
    size: int


@dataclass(frozen=True)
class Rendition:
    """Both stored forms of a snapshot, and what made them."""

    html: Blob
    pdf: Blob
    pages: int
    renderer: str


def record(snapshot: shape.Snapshot, rendition: Rendition, *, released_at: datetime) -> Edition:
    """Insert the edition and all that hangs on it. Raises Refused when it was published before or has no number.

    A back issue (补录) is mailed to nobody and has no further revision but one that takes something away or puts it
    back; of all further revisions only a correction (更正) is mailed.
    """
    require((not (is_back_issue(snapshot) and _revision(snapshot) > 1 and not _takes_away(snapshot)), NO_REVISION))
    try:
        with transaction.atomic():
            _require_nothing_comes_back(snapshot)
            edition = Edition.objects.create(**_edition_columns(snapshot, rendition), released_at=released_at)
            _record_entries(edition, snapshot)
            if _is_news(edition):
                Dispatch.objects.create(edition=edition, created_at=released_at)
    except IntegrityError as error:
        raise Refused([TAKEN % {"revision": _revision(snapshot), "number": snapshot.issue.number}]) from error
    return edition


def is_back_issue(snapshot: shape.Snapshot) -> bool:
    """Whether the imprint says that the number appeared long before it was recorded."""
    return snapshot.imprint is not None and snapshot.imprint.back_issue is not None


def next_revision(masthead: Masthead, number: int) -> int:
    """The revision that the next edition of a number will be: 1 for one that never appeared."""
    last = Edition.objects.filter(masthead=masthead, number=number).aggregate(last=Max("revision"))["last"]
    return (last or 0) + 1


def _takes_away(snapshot: shape.Snapshot) -> bool:
    """Whether a further revision differs by what was withdrawn or put back, which befalls back issues too."""
    return snapshot.imprint is not None and snapshot.imprint.occasion in Edition.REMOVALS


def _require_nothing_comes_back(snapshot: shape.Snapshot) -> None:
    """What was frozen before a withdrawal, or knows nothing of it, does not bring its text back."""
    same = {"edition__masthead__code": snapshot.masthead.code, "edition__number": _number(snapshot)}
    in_force = Withdrawal.objects.in_force().filter(**same, ref__gt="")
    texts = {entry.ref for entry in snapshot.entries() if entry.removal is None}
    require(*((ref not in texts, WITHDRAWN % {"ref": ref}) for ref in in_force.values_list("ref", flat=True)))


def _is_news(edition: Edition) -> bool:
    return not edition.is_back_issue and edition.occasion in Edition.NEWS


def edition_title(snapshot: shape.Snapshot) -> str:
    """The title of the issue, or else masthead and number as an editor would cite them."""
    return snapshot.issue.title or f"{snapshot.masthead.title} {number_label(snapshot)}"


def number_label(snapshot: shape.Snapshot) -> str:
    """The number as it is printed."""
    return words_for(snapshot.masthead.language).issue_number(snapshot.issue.number_label, snapshot.issue.number)


def _edition_columns(snapshot: shape.Snapshot, rendition: Rendition) -> dict[str, object]:
    masthead = Masthead.objects.get(code=snapshot.masthead.code)
    revision, number = _revision(snapshot), _number(snapshot)
    earlier = Edition.objects.filter(masthead=masthead, number=number, revision=revision - 1)
    return {
        "masthead": masthead,
        "number": number,
        "revision": revision,
        "supersedes": earlier.first(),
        "title": edition_title(snapshot),
        "number_label": number_label(snapshot),
        "dated_on": _date(snapshot.issue.dated_on),
        "covers_from_on": _date(snapshot.issue.covers_from_on),
        "covers_to_on": _date(snapshot.issue.covers_to_on),
        "entry_count": len(snapshot.entries()),
        "page_count": rendition.pages,
        "snapshot": shape.canonical(snapshot),
        "snapshot_digest": shape.snapshot_digest(snapshot),
        "html_digest": rendition.html.digest,
        "html_size": rendition.html.size,
        "pdf_digest": rendition.pdf.digest,
        "pdf_size": rendition.pdf.size,
        "renderer": rendition.renderer,
        "is_back_issue": is_back_issue(snapshot),
        "is_corrected": snapshot.is_corrected(),
        "occasion": (snapshot.imprint.occasion if snapshot.imprint else None) or "",
    }


def _number(snapshot: shape.Snapshot) -> int:
    if snapshot.issue.number is None:
        raise Refused([_("The issue has no number.")])
    return snapshot.issue.number


def _revision(snapshot: shape.Snapshot) -> int:
    return snapshot.imprint.revision if snapshot.imprint else 1


def _record_entries(edition: Edition, snapshot: shape.Snapshot) -> None:
    placed = [
        (part, section, entry) for part in snapshot.parts for section in part.sections for entry in section.entries
    ]
    rows = PublishedEntry.objects.bulk_create(
        (_entry_row(edition, position, *place) for position, place in enumerate(placed, start=1)), batch_size=200
    )
    PublishedAuthority.objects.bulk_create(
        (
            PublishedAuthority(entry=row, position=position, name=name)
            for row, (_part, _section, entry) in zip(rows, placed, strict=True)
            for position, name in enumerate(entry.authorities, start=1)
        ),
        batch_size=500,
    )
    PublishedCitation.objects.bulk_create(
        (
            _citation_row(row, position, citation)
            for row, (_part, _section, entry) in zip(rows, placed, strict=True)
            for position, citation in enumerate(entry.cites, start=1)
        ),
        batch_size=500,
    )


def _citation_row(entry: PublishedEntry, position: int, citation: shape.Citation) -> PublishedCitation:
    return PublishedCitation(
        entry=entry,
        position=position,
        number=(citation.number or "")[:120],
        title=(citation.title or "")[:500],
        document_type=(citation.document_type or "")[:40],
        relation=(citation.relation or "")[:40],
        target=citation.target or "",
    )


def _entry_row(
    edition: Edition, position: int, part: shape.Part, section: shape.Section, entry: shape.Entry
) -> PublishedEntry:
    return PublishedEntry(
        edition=edition,
        ref=entry.ref or str(position),
        position=position,
        number=entry.number or position,
        kind=entry.kind,
        part_code=part.code or "",
        part_title=part.title or "",
        section_code=section.code or "",
        section_title=section.title or "",
        level=section.level or "",
        title=entry.title,
        document_type=entry.document_type or "",
        document_number=entry.document_number.canonical if entry.document_number else "",
        signed_on=_date(entry.signed_on),
        published_on=_date(entry.published_on),
        consultation_closes_on=_date(entry.consultation.closes_on) if entry.consultation else None,
        is_removed=entry.removal is not None,
        digest=shape.entry_digest(entry),
        content=shape.canonical(entry),
    )


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
