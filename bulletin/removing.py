"""撤稿、下架: a snapshot without one of its entries, and with it again; the number stays, and nothing of the text.

Pure: what was published is never changed, a further revision is made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from bulletin import boxes
from bulletin.snapshot import Correction, Entry, Part, Removal, Section, Snapshot

Line = TypeVar("Line")

# The title at the place of what is gone, whatever the language of the page around it.
GONE = "本条已撤"


def stub(entry: Entry, removal: Removal) -> Entry:
    """What stands at the place of an entry that was taken away."""
    return Entry(ref=entry.ref, number=entry.number, kind=entry.kind, title=GONE, removal=removal)


def without(snapshot: Snapshot, ref: str, removal: Removal, lines: Collection[str] = ()) -> Snapshot:
    """The snapshot with a stub at ``ref``, its boxes computed anew; the imprint is the caller's.

    Corrections of the entry quote it and go with it; so do the highlights, written boxes and corrections in ``lines``.
    """
    return put(snapshot, {ref: removal}, lines)


def put(snapshot: Snapshot, removals: Mapping[str, Removal], lines: Collection[str] = ()) -> Snapshot:
    """The same for several places at once; one of another number ("7/1.1.1") is only quoted, in a correction."""
    swapped = _swapped(snapshot, lambda each: stub(each, removals[each.ref or ""]) if each.ref in removals else each)
    issue = replace(
        swapped.issue,
        highlights=tuple(each for each in swapped.issue.highlights if each not in lines),
        boxes=tuple(each for each in swapped.issue.boxes if each not in lines),
    )
    kept = tuple(
        each
        for each in snapshot.corrections
        if place_of(each, snapshot.issue.number) not in removals and spoken(each) not in lines
    )
    return boxes.with_boxes(replace(swapped, issue=issue, corrections=kept))


def back(snapshot: Snapshot, ref: str, before: Snapshot, after: Snapshot) -> Snapshot:
    """The snapshot with the entry at ``ref`` again as ``before`` had it.

    What else ``after``, the revision that took it away, had left out comes back with it.
    """
    after = left_out(before, after, ref)
    text = next(entry for entry in before.entries() if entry.ref == ref)
    swapped = _swapped(snapshot, lambda entry: text if entry.ref == ref else entry)
    issue = replace(
        swapped.issue,
        highlights=again(swapped.issue.highlights, before.issue.highlights, after.issue.highlights),
        boxes=again(*(each.issue.written_boxes() for each in (swapped, before, after))),
    )
    corrections = again(snapshot.corrections, before.corrections, after.corrections)
    return boxes.with_boxes(replace(swapped, issue=issue, corrections=corrections))


def again(now: Iterable[Line], before: Iterable[Line], after: Collection[Line]) -> tuple[Line, ...]:
    """``now`` with what ``after`` had left out of ``before``, in its order; what is new since stands last."""
    present, former = list(now), list(before)
    came_back = (each for each in former if each in present or each not in after)
    return (*came_back, *(each for each in present if each not in former))


def left_out(before: Snapshot, after: Snapshot, ref: str) -> Snapshot:
    """``after``, or ``before`` itself where that revision took away more than this entry: nobody can tell what for."""
    was, now = ({each.ref for each in one.entries() if each.removal} for one in (before, after))
    return after if now - was == {ref} else before


def place_of(correction: Correction, number: int | None) -> str:
    """Which place a line is about, seen from the issue of this number: "1.1.1" of its own, "7/1.1.1" of another."""
    own = correction.number is not None and correction.number == number
    return correction.ref if own else elsewhere(correction.number, correction.ref)


def elsewhere(number: int | None, ref: str) -> str:
    return f"{number or ''}/{ref}"


def spoken(correction: Correction) -> str:
    """A line of the corrections as it is offered to whoever takes something away."""
    return " → ".join(filter(None, (correction.wrong, correction.right, correction.note)))


def _swapped(snapshot: Snapshot, swap: Callable[[Entry], Entry]) -> Snapshot:
    return replace(snapshot, parts=tuple(_part(part, swap) for part in snapshot.parts))


def _part(part: Part, swap: Callable[[Entry], Entry]) -> Part:
    return replace(part, sections=tuple(_section(section, swap) for section in part.sections))


def _section(section: Section, swap: Callable[[Entry], Entry]) -> Section:
    return replace(section, entries=tuple(swap(entry) for entry in section.entries))
