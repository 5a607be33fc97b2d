"""What stands around the entries of an edition: its name and dates, its boxes and corrections, documents by number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bulletin.boxes import DOCUMENTS, IN_FORCE, OPEN_FOR_COMMENT
from bulletin.rendering.facts import Fact, labelled
from bulletin.rendering.pieces import BoxEntry, BoxPiece, BoxRow, CorrectedLine, CorrectionLine
from bulletin.rendering.words import Words
from bulletin.snapshot import Box, BoxLine, Correction, Snapshot


def name(snapshot: Snapshot) -> str:
    """What stands at the head: the name of the masthead, or else the title of the issue."""
    return snapshot.masthead.title or snapshot.issue.title or ""


def dateline(snapshot: Snapshot, words: Words) -> tuple[Fact, ...]:
    issue = snapshot.issue
    return labelled(
        (words.dated_on, dated_on(snapshot, words)),
        (words.coverage, words.period(issue.covers_from_on, issue.covers_to_on)),
        (words.publisher, snapshot.masthead.publisher),
    )


def dated_on(snapshot: Snapshot, words: Words) -> str:
    """The date that the issue bears, marked where it was recorded long after."""
    day = words.date(snapshot.issue.dated_on)
    return words.late.format(day) if day and snapshot.imprint and snapshot.imprint.back_issue else day


def boxes(snapshot: Snapshot, words: Words) -> tuple[BoxPiece, ...]:
    """The boxes of page one that were computed at freeze; a kind that we do not know prints nothing."""
    titles = {OPEN_FOR_COMMENT: words.open_for_comment, IN_FORCE: words.in_force}
    refs = _refs(snapshot)
    found = [box for box in snapshot.issue.boxes if isinstance(box, Box) and box.kind in titles and box.lines]
    return tuple(BoxPiece(kind=box.kind, title=titles[box.kind], rows=_rows(box, refs, words)) for box in found)


def documents(snapshot: Snapshot, words: Words) -> BoxPiece | None:
    """The list at the end, None where no entry has a number."""
    lists = [box for box in snapshot.issue.boxes if isinstance(box, Box) and box.kind == DOCUMENTS and box.lines]
    if not lists:
        return None
    return BoxPiece(kind=DOCUMENTS, title=words.documents, rows=_rows(lists[0], _refs(snapshot), words))


def _refs(snapshot: Snapshot) -> set[str]:
    """Where a link may lead: a snapshot from elsewhere may name places that it has not."""
    return {entry.ref for entry in snapshot.entries() if entry.ref}


def _rows(box: Box, refs: set[str], words: Words) -> tuple[BoxRow, ...]:
    """Entries of the same day together; documents one by one, since each authority counts its own."""

    def key(line: BoxLine) -> tuple[str, str, str]:
        return _lead(box.kind, line, words), _note(line, words), line.ref if box.kind == DOCUMENTS else ""

    return tuple(
        BoxRow(lead=lead, note=note, entries=tuple(_entry(line, refs) for line in lines))
        for (lead, note, _ref), lines in groupby(box.lines, key=key)
    )


def _entry(line: BoxLine, refs: set[str]) -> BoxEntry:
    return BoxEntry(ref=line.ref, title=line.title, anchor=f"entry-{line.ref}" if line.ref in refs else "")


def _lead(kind: str, line: BoxLine, words: Words) -> str:
    if kind == DOCUMENTS:
        return line.number or ""
    pattern = words.closes_on if kind == OPEN_FOR_COMMENT else words.in_force_from
    return pattern.format(words.date(line.on))


def _note(line: BoxLine, words: Words) -> str:
    days = words.working_days.format(line.working_days) if line.working_days else ""
    return words.comma.join(filter(None, (days, words.computed if line.basis == "computed" else "")))


def corrections(snapshot: Snapshot) -> tuple[CorrectionLine, ...]:
    """What this issue says of earlier ones; each place with the number that it stands in, as printed there."""
    found = (each for each in snapshot.corrections if not snapshot.is_own(each))
    return tuple(_correction(each, " ".join(filter(None, (each.issue, each.ref)))) for each in found)


def corrected(snapshot: Snapshot, words: Words) -> tuple[CorrectedLine, ...]:
    """更正版: what this edition says of the earlier revisions of its own number."""
    known, own = places(snapshot), (each for each in snapshot.corrections if snapshot.is_own(each))
    told = ((_correction(each, each.ref or words.front_matter), known.get(each.ref, ("", ""))) for each in own)
    return tuple(CorrectedLine(line=line, anchor=anchor, title=title) for line, (anchor, title) in told)


def places(snapshot: Snapshot) -> dict[str, tuple[str, str]]:
    """Anchor and title of what a correction may be about, by ref: an entry, or a heading that is printed."""
    headings = {ref: (f"{kind}-{ref}", title) for kind, ref, title in _headings(snapshot) if title}
    standing = (entry for entry in snapshot.entries() if entry.removal is None)
    return headings | {entry.ref: (f"entry-{entry.ref}", entry.title) for entry in standing if entry.ref}


def _headings(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    for at, part in enumerate(snapshot.parts, start=1):
        yield "part", str(at), part.title or ""
        for place, section in enumerate(part.sections, start=1):
            yield "section", f"{at}.{place}", section.title or ""


def _correction(found: Correction, place: str) -> CorrectionLine:
    return CorrectionLine(place, found.wrong or "", found.right or "", found.note or "")
