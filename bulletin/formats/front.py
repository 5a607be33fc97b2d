"""The words at the head of an issue that every further form shows: name, dates, highlights, notes, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.rendering import front as printed
from bulletin.rendering.facts import Fact
from bulletin.rendering.pieces import CorrectionLine
from bulletin.rendering.words import Words, words_for
from bulletin.snapshot import Entry, Imprint, Removal, Snapshot


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


def front_of(snapshot: Snapshot) -> Front:
    words, issue = words_for(snapshot.masthead.language), snapshot.issue
    number = issue.number_label or (words.number.format(issue.number) if issue.number is not None else "")
    return Front(
        title=snapshot.masthead.title or issue.title or "",
        number=number,
        dates=tuple(_dates(snapshot, words)),
        corrected=words.corrected_edition if snapshot.is_corrected() else "",
        address=(snapshot.imprint.address or "") if snapshot.imprint else "",
        highlights=issue.highlights,
        notes=tuple(_notes(snapshot, words)),
    )


def labelled(fact: Fact, words: Words) -> str:
    return f"{fact.label}{words.colon}{fact.text}"


def numbered(number: int | None, title: str, words: Words) -> str:
    """The title under its number, as the reader of bulletins knows it."""
    if number is None:
        return title
    return f"{number}. {title}" if words.months else f"{number}、{title}"


def title_of(entry: Entry, words: Words) -> str:
    return words.removed if entry.removal else entry.title


def spanned(title: str, period: str, words: Words) -> str:
    """A title with the period that it covers."""
    if not period:
        return title
    return f"{title} ({period})" if words.months else f"{title}（{period}）"


def _dates(snapshot: Snapshot, words: Words) -> Iterator[Fact]:
    issue = snapshot.issue
    dated_on = words.date(issue.dated_on)
    if dated_on and snapshot.imprint and snapshot.imprint.back_issue:
        dated_on = words.late.format(dated_on)
    period = words.period(issue.covers_from_on, issue.covers_to_on)
    plain = ((words.dated_on, dated_on), (words.coverage, period), (words.publisher, snapshot.masthead.publisher))
    yield from (Fact(label, text) for label, text in plain if text)


def _notes(snapshot: Snapshot, words: Words) -> Iterator[str]:
    yield from (each for each in snapshot.issue.boxes if isinstance(each, str))
    for box in printed.boxes(snapshot, words):
        for row in box.rows:
            told = f"{box.title}{words.colon}{spanned(row.lead, row.note, words)}"
            yield from (f"{told} {each.ref} {each.title}" for each in row.entries)
    yield from (correction(words.corrected_box, each.line, words) for each in printed.corrected(snapshot, words))
    yield from (correction(words.corrections, each, words) for each in printed.corrections(snapshot))


def imprint(found: Imprint, words: Words) -> list[Fact]:
    """Who answers for the issue, in a few lines: departments, revision, who signed, and how to reach them."""
    signed = [f"{words.stages.get(each.stage, each.stage)} {each.by}" for each in found.sign_offs]
    plain = (
        (words.departments, words.comma.join(found.departments)),
        (words.revision, words.revision_number.format(found.revision)),
        (words.sign_offs, words.comma.join(dict.fromkeys(signed))),
        (words.override, found.override),
        (words.contact, found.contact),
    )
    return [Fact(label, text) for label, text in plain if text]


def correction(label: str, found: CorrectionLine, words: Words) -> str:
    """What was wrong and what is right, in one line."""
    told = ((words.wrong, found.wrong), (words.right, found.right))
    pieces = [f"{name}{words.colon}{text}" for name, text in told if text]
    return " ".join(filter(None, (f"{label}{words.colon}{found.place}", *pieces, found.note)))


def removed(removal: Removal, words: Words) -> str:
    """When and why nothing stands at a place any more."""
    pattern = words.taken_down if removal.kind == "taken-down" else words.withdrawn
    return words.colon.join(filter(None, (pattern.format(words.date(removal.on)), removal.reason)))
