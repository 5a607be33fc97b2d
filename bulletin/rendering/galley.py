"""清样: a printed edition with a note at every entry and part: its ref, and who has signed it; for the desk only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bulletin.rendering.composition import Edition, PartPiece, SectionPiece


def annotated(edition: Edition, notes: Mapping[str, str]) -> Edition:
    """The edition with the notes at the anchors that they name ("entry-2.1.3", "part-2")."""
    return replace(edition, parts=tuple(_part(part, notes) for part in edition.parts))


def _part(part: PartPiece, notes: Mapping[str, str]) -> PartPiece:
    sections = tuple(_section(section, notes) for section in part.sections)
    return replace(part, note=notes.get(part.anchor, ""), sections=sections)


def _section(section: SectionPiece, notes: Mapping[str, str]) -> SectionPiece:
    entries = tuple(replace(entry, note=notes.get(entry.anchor, "")) for entry in section.entries)
    return replace(section, entries=entries)
