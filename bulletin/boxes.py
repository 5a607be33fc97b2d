"""本期提示: what follows from the entries of an issue and is held in its snapshot, so that no renderer works it out.

Every box is a pure function of the snapshot; what somebody wrote by hand stands before them as plain sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bulletin.snapshot import Box, BoxLine, Entry, Snapshot

OPEN_FOR_COMMENT, IN_FORCE, DOCUMENTS = "open-for-comment", "in-force", "documents"


def with_boxes(snapshot: Snapshot) -> Snapshot:
    """The snapshot with its boxes computed anew after the sentences that were written by hand."""
    computed = tuple(box for box in _computed(snapshot) if box.lines)
    return replace(snapshot, issue=replace(snapshot.issue, boxes=snapshot.issue.written_boxes() + computed))


def _computed(snapshot: Snapshot) -> Iterator[Box]:
    entries = [entry for entry in snapshot.entries() if entry.removal is None]
    yield Box(kind=OPEN_FOR_COMMENT, lines=_by_day(_open_for_comment(entries, snapshot.issue.dated_on)))
    yield Box(kind=IN_FORCE, lines=_by_day(_in_force(entries, snapshot.issue.dated_on, snapshot.issue.next_dated_on)))
    yield Box(kind=DOCUMENTS, lines=tuple(sorted(_documents(entries), key=_in_order)))


def _open_for_comment(entries: list[Entry], dated_on: str | None) -> Iterator[BoxLine]:
    """Consultations that are not over on the day that the issue bears; ISO dates compare as texts."""
    for entry in entries:
        period = entry.consultation
        if period is not None and period.closes_on and period.closes_on >= (dated_on or ""):
            yield replace(
                _line(entry),
                on=period.closes_on,
                working_days=period.working_days or period.computed_working_days,
                basis="computed" if period.basis == "computed" else None,
            )


def _in_force(entries: list[Entry], dated_on: str | None, next_dated_on: str | None) -> Iterator[BoxLine]:
    """What takes effect from the day that the issue bears to the day before the next one; none without both days."""
    if not dated_on or not next_dated_on:
        return
    for entry in entries:
        for day in entry.effective:
            if day.on and dated_on <= day.on < next_dated_on:
                yield replace(_line(entry), on=day.on, basis="computed" if day.basis == "computed" else None)


def _documents(entries: list[Entry]) -> Iterator[BoxLine]:
    for entry in entries:
        if entry.document_number is not None:
            yield replace(_line(entry), number=entry.document_number.canonical)


def _line(entry: Entry) -> BoxLine:
    return BoxLine(ref=entry.ref or "", title=entry.title)


def _by_day(lines: Iterator[BoxLine]) -> tuple[BoxLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.on or ""))


def _in_order(line: BoxLine) -> list[tuple[bool, int, str]]:
    """Numbers inside a document number count as numbers: 第9号 stands before 第10号."""
    pieces = re.split(r"([0-9]+)", line.number or "")
    return [(piece.isdigit(), int(piece) if piece.isdigit() else 0, piece) for piece in pieces]
