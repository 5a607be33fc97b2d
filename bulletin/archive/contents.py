"""The outline of an issue as its page lists it: parts, sections, and each entry with its address and few facts."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin import snapshot as sn
from bulletin.archive import printed
from bulletin.models import Edition
from bulletin.rendering.composition import Edition as Composed
from bulletin.rendering.composition import PartPiece, SectionPiece


@dataclass(frozen=True, slots=True)
class EntryLine:
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


def outline(edition: Edition, snapshot: sn.Snapshot, composed: Composed) -> list[PartOutline]:
    """The parts in order; ``composed`` is the same snapshot in the reader's words."""
    return [
        PartOutline(
            piece,
            [
                SectionOutline(section_piece, [_line(edition, entry) for entry in section.entries])
                for section, section_piece in zip(part.sections, piece.sections, strict=True)
            ],
        )
        for part, piece in zip(snapshot.parts, composed.parts, strict=True)
    ]


def _line(edition: Edition, entry: sn.Entry) -> EntryLine:
    return EntryLine(
        address=printed.entry_address(edition, entry.ref),
        number=entry.number,
        title=entry.title,
        language=entry.language or edition.masthead.language,
        facts=[fact for fact in _facts(entry) if fact],
    )


def _facts(entry: sn.Entry) -> list[str | None]:
    words = printed.words()
    if entry.kind == "article":
        return [entry.source_name, entry.byline]
    number = entry.document_number.canonical if entry.document_number else None
    return [entry.document_type, number, words.comma.join(entry.authorities), words.date(entry.signed_on)]
