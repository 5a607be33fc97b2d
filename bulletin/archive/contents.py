"""The outline of an issue as its page lists it: parts, sections, and each entry with its address and few facts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from bulletin import snapshot as sn
from bulletin.archive import printed, public
from bulletin.models import Edition
from bulletin.rendering.composition import Edition as Composed
from bulletin.rendering.composition import PartPiece, SectionPiece


@dataclass(frozen=True, slots=True)
class EntryLine:
    """``address`` is "" at the place of what was taken away."""

    address: str
    number: int | None
    title: str
    language: str
    facts: list[str]


@dataclass(frozen=True, slots=True)
class SectionOutline:
    piece: SectionPiece
    entries: list[EntryLine]


@dataclass(frozen=True, slots=True)
class PartOutline:
    piece: PartPiece
    sections: list[SectionOutline]


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """What was wrong where, and what is right; ``revision`` said so first, or ``issue`` is the one that was wrong."""

    ref: str
    address: str
    wrong: str
    right: str
    note: str
    revision: int | None = None
    issue: str = ""


def outline(
    edition: Edition, snapshot: sn.Snapshot, composed: Composed, *, permanent: bool = False
) -> list[PartOutline]:
    """The parts in order; ``composed`` is the same snapshot in the reader's words."""
    return [
        PartOutline(
            piece,
            [
                SectionOutline(section_piece, [_line(edition, entry, permanent) for entry in section.entries])
                for section, section_piece in zip(part.sections, piece.sections, strict=True)
            ],
        )
        for part, piece in zip(snapshot.parts, composed.parts, strict=True)
    ]


def corrections(edition: Edition, ref: str = "") -> list[CorrectionLine]:
    """What was wrong in this number, as this revision and those before it say; of one entry where ``ref`` is given."""
    return [
        _correction(each, revision=revision, address=printed.entry_address(edition, each.ref))
        for revision, each in public.corrections(edition)
        if ref in ("", each.ref)
    ]


def earlier_corrections(edition: Edition, snapshot: sn.Snapshot) -> list[CorrectionLine]:
    """What this issue says was wrong in issues before it."""
    about = [each for each in snapshot.corrections if each.number != edition.number]
    return [_correction(each, issue=each.issue or "", address=_elsewhere(edition, each)) for each in about]


def _elsewhere(edition: Edition, correction: sn.Correction) -> str:
    """The address of an entry of another number; "" where it cannot have one."""
    place = [edition.masthead.code, correction.number, correction.ref]
    try:
        return reverse("archive:entry", args=place) if correction.number else ""
    except NoReverseMatch:
        return ""


def _correction(
    correction: sn.Correction, *, address: str, revision: int | None = None, issue: str = ""
) -> CorrectionLine:
    texts = (correction.wrong or "", correction.right or "", correction.note or "")
    return CorrectionLine(correction.ref, address, *texts, revision=revision, issue=issue)


def _line(edition: Edition, entry: sn.Entry, permanent: bool) -> EntryLine:
    return EntryLine(
        address="" if entry.removal else printed.entry_address(edition, entry.ref, permanent=permanent),
        number=entry.number,
        title=entry.title,
        language=entry.language or edition.masthead.language,
        facts=[fact for fact in _facts(entry) if fact],
    )


def _facts(entry: sn.Entry) -> list[str | None]:
    words = printed.words()
    if entry.removal:
        return [words.date(entry.removal.on)]
    if entry.kind == "article":
        return [entry.source_name, entry.byline]
    number = entry.document_number.canonical if entry.document_number else None
    return [entry.document_type, number, words.comma.join(entry.authorities), words.date(entry.signed_on)]
