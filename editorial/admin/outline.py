"""An issue as the desk shows it: parts, sections and numbered entries, each with its marks and the places beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from editorial.admin import panels
from editorial.admin.due import Due
from editorial.admin.panels import Mark
from editorial.admin.watch import Watch
from editorial.models import Entry, Part, Section, User
from editorial.review.facts import Target


@dataclass(frozen=True)
class Standing:
    """Who is to write an entry, when its next step is due, and what is still to be settled about it."""

    writer: User | None
    due: Due | None
    remarks: int
    must_fix: int
    suggestions: int


@dataclass(frozen=True)
class EntryLine:
    """``up`` and ``down`` are the places that one step leads to, as the form of moving names them."""

    number: int
    entry: Entry
    digest: str
    marks: tuple[Mark, ...]
    standing: Standing
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


def outline(watched: Watch) -> list[PartLines]:
    """Every line of the outline in order; asks the database for nothing beyond what is watched."""
    parts = watched.facts.assembled.parts
    sections = [section for part in parts for section in part.sections.all()]
    return [_part_lines(watched, part, sections) for part in parts]


def standing(watched: Watch, target: Target) -> Standing:
    entry_id = watched.entry(target).pk
    remarks = watched.remarks.get(entry_id, ())
    return Standing(
        writer=watched.writer(target),
        due=watched.next_due(target),
        remarks=len(remarks),
        must_fix=sum(each.must_fix for each in remarks),
        suggestions=len(watched.suggestions.get(entry_id, ())),
    )


def _part_lines(watched: Watch, part: Part, all_sections: list[Section]) -> PartLines:
    target = Target(part_id=part.pk)
    lines = tuple(
        SectionLines(
            section, tuple(_entry_lines(watched, part, section, all_sections)), end=len(section.entries.all()) + 1
        )
        for section in part.sections.all()
    )
    facts = watched.facts
    return PartLines(part, facts.digest(target), panels.marks(facts, target), lines)


def _entry_lines(watched: Watch, part: Part, section: Section, all_sections: list[Section]) -> Iterator[EntryLine]:
    facts = watched.facts
    entries = list(section.entries.all())
    at = all_sections.index(section)
    before = all_sections[at - 1] if at else None
    after = all_sections[at + 1] if at + 1 < len(all_sections) else None
    for number, entry in enumerate(entries, start=1):
        target = Target(part.pk, entry.pk)
        up = (section, number - 1) if number > 1 else (before, _beyond(before))
        down = (section, number + 1) if number < len(entries) else (after, 1)
        yield EntryLine(
            number,
            entry,
            facts.digest(target),
            panels.marks(facts, target),
            standing(watched, target),
            _to(entry, *up),
            _to(entry, *down),
        )


def _beyond(section: Section | None) -> int:
    return len(section.entries.all()) + 1 if section else 0


def _to(entry: Entry, section: Section | None, place: int) -> str:
    """ "entry.section.place", or nothing where there is no such place."""
    return f"{entry.pk}.{section.pk}.{place}" if section else ""
