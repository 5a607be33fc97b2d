"""The words at the head of an issue that every further form shows: name, dates, highlights, notes, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.boxes import DOCUMENTS, IN_FORCE, BoxLine
from bulletin.formats.phrases import phrases_for
from bulletin.rendering.facts import Fact
from bulletin.rendering.words import Words, words_for
from bulletin.snapshot import Box, Correction, Removal, Snapshot


@dataclass(frozen=True, slots=True)
class Front:
    """``notes`` are what somebody wrote, the days that the issue tells of, and what it corrects, a line each."""

    title: str
    number: str
    dates: tuple[Fact, ...]
    corrected: str
    address: str
    highlights: tuple[str, ...]
    notes: tuple[str, ...]

    def lines(self, words: Words) -> list[str]:
        """The dates with their labels."""
        return [labelled(each, words) for each in self.dates]


def front_of(snapshot: Snapshot) -> Front:
    words, issue = words_for(snapshot.masthead.language), snapshot.issue
    number = issue.number_label or (words.number.format(issue.number) if issue.number is not None else "")
    return Front(
        title=snapshot.masthead.title or issue.title or words.contents,
        number=number,
        dates=tuple(_dates(snapshot, words)),
        corrected=phrases_for(words).corrected if snapshot.is_corrected() else "",
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
    for each in snapshot.issue.boxes:
        if isinstance(each, Box):
            yield from (_noted(each.kind, line, words) for line in each.lines if each.kind != DOCUMENTS)
        else:
            yield each
    yield from (correction(each, words) for each in snapshot.corrections)


def _noted(kind: str, line: BoxLine, words: Words) -> str:
    day = words.date(line.on)
    label, told = (words.effective, day) if kind == IN_FORCE else (words.consultation, words.closes_on.format(day))
    notes = [words.working_days.format(line.working_days)] if line.working_days else []
    notes += [words.computed] if line.basis == "computed" else []
    noted = words.comma.join(notes)
    return f"{label}{words.colon}{spanned(told, noted, words)} {line.ref} {line.title}"


def correction(found: Correction, words: Words) -> str:
    """What was wrong and what is right, in one line."""
    place = " ".join(filter(None, (found.issue, found.ref)))
    told = ((words.wrong, found.wrong), (words.right, found.right))
    pieces = [f"{label}{words.colon}{text}" for label, text in told if text]
    return " ".join([words.correction_of.format(place), *pieces, *([found.note] if found.note else [])])


def removed(removal: Removal, words: Words) -> Fact:
    """When and why nothing stands at a place any more."""
    phrases = phrases_for(words)
    label = phrases.taken_down if removal.kind == "taken-down" else phrases.withdrawn
    return Fact(label, spanned(words.date(removal.on), removal.reason or "", words))
