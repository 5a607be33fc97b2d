"""An issue as the desk shows it: parts, sections and numbered entries, each with its marks and the places beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from editorial.admin import panels
from editorial.admin.panels import Mark
from editorial.models import Entry, Part, Section
from editorial.review.facts import Facts, Target


@dataclass(frozen=True)
class EntryLine:
    """``up`` and ``down`` are the places that one step leads to, as the form of moving names them."""

    number: int
    entry: Entry
    digest: str
    marks: tuple[Mark, ...]
    up: str
    down: str


@dataclass(frozen=True)
class SectionLines:
    section: Section
    entries: tuple[EntryLine, ...]
    end: int


@dataclass(frozen=True)
class PartLines:
    part: Part
    digest: str
    marks: tuple[Mark, ...]
    sections: tuple[SectionLines, ...]


def outline(facts: Facts) -> list[PartLines]:
    """Every line of the outline in order; asks the database for nothing beyond the facts."""
    sections = [section for part in facts.assembled.parts for section in part.sections.all()]
    return [_part_lines(facts, part, sections) for part in facts.assembled.parts]


def _part_lines(facts: Facts, part: Part, all_sections: list[Section]) -> PartLines:
    target = Target(part_id=part.pk)
    lines = tuple(
        SectionLines(
            section, tuple(_entry_lines(facts, part, section, all_sections)), end=len(section.entries.all()) + 1
        )
        for section in part.sections.all()
    )
    return PartLines(part, facts.digest(target), panels.marks(facts, target), lines)


def _entry_lines(facts: Facts, part: Part, section: Section, all_sections: list[Section]) -> Iterator[EntryLine]:
    entries = list(section.entries.all())
    at = all_sections.index(section)
    before = all_sections[at - 1] if at else None
    after = all_sections[at + 1] if at + 1 < len(all_sections) else None
    for number, entry in enumerate(entries, start=1):
        target = Target(part.pk, entry.pk)
        up = (section, number - 1) if number > 1 else (before, _beyond(before))
        down = (section, number + 1) if number < len(entries) else (after, 1)
        yield EntryLine(
            number, entry, facts.digest(target), panels.marks(facts, target), _to(entry, *up), _to(entry, *down)
        )


def _beyond(section: Section | None) -> int:
    return len(section.entries.all()) + 1 if section else 0


def _to(entry: Entry, section: Section | None, place: int) -> str:
    """ "entry.section.place", or nothing where there is no such place."""
    return f"{entry.pk}.{section.pk}.{place}" if section else ""
