"""The words at the head of an issue that every further form shows: name, dates, highlights, notes, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.rendering import colophon, facts
from bulletin.rendering import front as printed
from bulletin.rendering.facts import Fact
from bulletin.rendering.pieces import CorrectionLine
from bulletin.rendering.words import Words, words_for
from bulletin.snapshot import Entry, Imprint, Snapshot


@dataclass(frozen=True, slots=True)
class Front:
    """``notes`` are what somebody wrote, the days that the issue tells of, and what it corrects, a line each.

    Any of it may be missing, which is an empty text.
    """

    title: str
    number: str
    dates: tuple[Fact, ...]
    corrected: str
    address: str
    highlights: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Title and number."""
        return " ".join(filter(None, (self.title, self.number)))

    def lines(self, words: Words) -> list[str]:
        """The dates with their labels."""
        return [labelled(each, words) for each in self.dates]

    def lists(self, words: Words) -> list[tuple[str, tuple[str, ...]]]:
        """What is listed under a heading each, as far as there is any."""
        found = [(words.highlights, self.highlights), (words.boxes, self.notes)]
        return [(heading, lines) for heading, lines in found if lines]


def front_of(snapshot: Snapshot) -> Front:
    words, issue = words_for(snapshot.masthead.language), snapshot.issue
    return Front(
        title=printed.name(snapshot),
        number=words.issue_number(issue.number_label, issue.number),
        dates=printed.dateline(snapshot, words),
        corrected=words.corrected_edition if snapshot.is_corrected() else "",
        address=colophon.address_of(snapshot.imprint) if snapshot.imprint else "",
        highlights=issue.highlights,
        notes=tuple(_notes(snapshot, words)),
    )


def labelled(fact: Fact, words: Words) -> str:
    return f"{fact.label}{words.colon}{fact.text}"


def title_of(entry: Entry, words: Words) -> str:
    return words.removed if entry.removal else entry.title


def _notes(snapshot: Snapshot, words: Words) -> Iterator[str]:
    yield from snapshot.issue.written_boxes()
    for box in printed.boxes(snapshot, words):
        for row in box.rows:
            told = f"{box.title}{words.colon}{words.note(row.lead, row.note)}"
            yield from (f"{told} {each.ref} {each.title}" for each in row.entries)
    yield from (correction(words.corrected_box, each.line, words) for each in printed.corrected(snapshot, words))
    yield from (correction(words.corrections, each, words) for each in printed.corrections(snapshot))


def imprint(found: Imprint, words: Words) -> tuple[Fact, ...]:
    """Who answers for the issue, in a few lines: departments, revision, who signed, and how to reach them."""
    signed = [f"{words.stages.get(each.stage, each.stage)} {each.by}" for each in found.sign_offs]
    return facts.labelled(
        (words.departments, words.comma.join(found.departments)),
        (words.revision, words.revision_number.format(found.revision)),
        (words.sign_offs, words.comma.join(dict.fromkeys(signed))),
        (words.override, found.override),
        (words.contact, found.contact),
    )


def correction(label: str, found: CorrectionLine, words: Words) -> str:
    """What was wrong and what is right, in one line."""
    told = ((words.wrong, found.wrong), (words.right, found.right))
    pieces = [f"{name}{words.colon}{text}" for name, text in told if text]
    return " ".join(filter(None, (f"{label}{words.colon}{found.place}", *pieces, found.note)))
