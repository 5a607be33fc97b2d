"""The outline of an issue as its page lists it: parts, sections, and each entry with its address and few facts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from bulletin import snapshot as sn
from bulletin.archive import printed, public
from bulletin.models import Edition, Masthead
from bulletin.rendering.composition import Edition as Composed
from bulletin.rendering.composition import PartPiece, SectionPiece
from bulletin.rendering.words import words_for


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
    """What was wrong where, and what is right; ``revision`` said so first, or ``issue`` is the one that was wrong.

    ``address`` is "" where the place has no page.
    """

    place: str
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
    found = [each for each in public.corrections(edition) if ref in ("", each[1].ref)]
    entries = set(edition.entries.filter(is_removed=False).values_list("ref", flat=True)) if found else set()
    front = words_for(edition.masthead.language).front_matter
    return [
        _correction(
            each,
            each.ref or front,
            revision=revision,
            address=printed.entry_address(edition, each.ref) if each.ref in entries else "",
        )
        for revision, each in found
    ]


def earlier_corrections(edition: Edition, snapshot: sn.Snapshot) -> list[CorrectionLine]:
    """What this issue says was wrong in issues before it."""
    about = [each for each in snapshot.corrections if each.number != edition.number]
    numbers = {each.number for each in about if each.number}
    known = public.places(edition.masthead, numbers, {each.ref for each in about}) if numbers else set()
    return [
        _correction(each, each.ref, issue=each.issue or "", address=_elsewhere(edition.masthead, each, known))
        for each in about
    ]


def _elsewhere(masthead: Masthead, correction: sn.Correction, known: set[tuple[int, str]]) -> str:
    """The page of an entry of another number, or of the number; "" where readers have neither."""
    place = (correction.number or 0, correction.ref)
    if correction.ref and place in known:
        return reverse("archive:entry", args=[masthead.code, *place])
    return reverse("archive:issue", args=[masthead.code, place[0]]) if (place[0], "") in known else ""


def _correction(
    correction: sn.Correction, place: str, *, address: str, revision: int | None = None, issue: str = ""
) -> CorrectionLine:
    texts = (correction.wrong or "", correction.right or "", correction.note or "")
    return CorrectionLine(place, address, *texts, revision=revision, issue=issue)


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
