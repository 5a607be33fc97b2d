"""撤稿、下架: a snapshot without one of its entries; the number stays, and nothing of the text.

Pure: what was published is never changed, a further revision is made from it.
"""

from __future__ import annotations

from dataclasses import replace

from bulletin import boxes
from bulletin.snapshot import Entry, Part, Removal, Section, Snapshot

# The title at the place of what is gone, whatever the language of the page around it.
GONE = "本条已撤"


def stub(entry: Entry, removal: Removal) -> Entry:
    """What stands at the place of an entry that was taken away."""
    return Entry(ref=entry.ref, number=entry.number, kind=entry.kind, title=GONE, removal=removal)


def without(snapshot: Snapshot, ref: str, removal: Removal) -> Snapshot:
    """The snapshot with a stub at ``ref``, its boxes computed anew; the imprint is the caller's."""
    return put(snapshot, {ref: removal})


def put(snapshot: Snapshot, removals: dict[str, Removal]) -> Snapshot:
    """The same for several places at once."""
    parts = tuple(_part(part, removals) for part in snapshot.parts)
    return boxes.with_boxes(replace(snapshot, parts=parts))


def _part(part: Part, removals: dict[str, Removal]) -> Part:
    return replace(part, sections=tuple(_section(section, removals) for section in part.sections))


def _section(section: Section, removals: dict[str, Removal]) -> Section:
    entries = (stub(entry, removals[entry.ref]) if entry.ref in removals else entry for entry in section.entries)
    return replace(section, entries=tuple(entries))
