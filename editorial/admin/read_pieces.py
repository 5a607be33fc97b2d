"""What the read-through shows of an issue: the printed pieces, each with its marks and what the reader may sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin.rendering import composition
from bulletin.rendering.composition import Edition, EntryPiece, PartPiece, SectionPiece
from editorial.admin import panels
from editorial.admin.panels import Mark
from editorial.models import Entry, Issue, Part, Remark, Stage, User
from editorial.review.facts import ISSUE, Facts, Target


@dataclass(frozen=True)
class Foot:
    """The end of an entry, a part or the issue: who signed, and the stages at which the reader may sign it now."""

    key: str
    name: str
    digest: str
    marks: tuple[Mark, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class EntryText:
    row: Entry
    ref: str
    piece: EntryPiece
    foot: Foot
    page: str
    remarks: int


@dataclass(frozen=True)
class SectionText:
    piece: SectionPiece
    entries: tuple[EntryText, ...]


@dataclass(frozen=True)
class PartText:
    row: Part
    piece: PartPiece
    sections: tuple[SectionText, ...]
    foot: Foot

    @property
    def count(self) -> int:
        return sum(len(section.entries) for section in self.sections)


@dataclass(frozen=True)
class Text:
    """``stages`` are those at which the reader may sign anything at all now."""

    edition: Edition
    parts: tuple[PartText, ...]
    foot: Foot
    stages: tuple[Stage, ...]

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


def text(facts: Facts, reader: User) -> Text:
    """Everything of an issue in the order of print. Raises Refused naming every entry that cannot be shown."""
    edition = composition.compose(facts.assembled.snapshot)
    remarks = _open_remarks(facts.issue)
    parts = tuple(
        _part(facts, row, piece, reader, remarks)
        for row, piece in zip(facts.assembled.parts, edition.parts, strict=True)
    )
    whole = foot(facts, ISSUE, reader)
    feet = [whole, *(each for part in parts for each in _feet(part))]
    offered = {stage.pk for each in feet for stage in each.stages}
    return Text(edition, parts, whole, tuple(stage for stage in facts.stages if stage.pk in offered))


def foot(facts: Facts, target: Target, reader: User) -> Foot:
    row = facts.row(target)
    name = _("the issue") if isinstance(row, Issue) else str(row)
    signable = () if facts.issue.state != Issue.State.SUBMITTED else panels.signable(facts, target, reader)
    return Foot(key_of(target), name, facts.digest(target), panels.marks(facts, target), tuple(signable))


def key_of(target: Target) -> str:
    """The name of a target on the page and in what it posts."""
    if target.entry_id is not None:
        return f"entry-{target.entry_id}"
    return "issue" if target == ISSUE else f"part-{target.part_id}"


def _open_remarks(issue: Issue) -> Counter[int]:
    """How many threads of each entry are not resolved."""
    rows = Remark.objects.filter(entry__section__part__issue=issue, thread=None, resolved_at=None)
    return Counter(rows.values_list("entry", flat=True))


def _part(facts: Facts, row: Part, piece: PartPiece, reader: User, remarks: Counter[int]) -> PartText:
    sections = tuple(
        SectionText(
            section_piece,
            tuple(
                _entry(facts, Target(row.pk, entry.pk), entry_piece, reader, remarks[entry.pk])
                for entry, entry_piece in zip(section.entries.all(), section_piece.entries, strict=True)
            ),
        )
        for section, section_piece in zip(row.sections.all(), piece.sections, strict=True)
    )
    return PartText(row, piece, sections, foot(facts, Target(part_id=row.pk), reader))


def _entry(facts: Facts, target: Target, piece: EntryPiece, reader: User, remarks: int) -> EntryText:
    row = cast(Entry, facts.row(target))
    page = reverse(f"desk:editorial_{row.kind}_change", args=[row.pk])
    return EntryText(row, piece.anchor.removeprefix("entry-"), piece, foot(facts, target, reader), page, remarks)


def _feet(part: PartText) -> Iterator[Foot]:
    yield part.foot
    for section in part.sections:
        for entry in section.entries:
            yield entry.foot
