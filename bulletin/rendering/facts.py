"""The facts of an entry as printed beside its text, and of a part: labels, wording, order, nothing of their looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.rendering.words import Words
from bulletin.snapshot import Citation, Consultation, EffectiveDate, Entry, Part, Removal

# Two facts share a line when each is this short (in characters of full width).
SHORT = 16


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str
    href: str | None = None


def labelled(*pairs: tuple[str, str | None]) -> tuple[Fact, ...]:
    """The facts that there are, of pairs of a label and what it may tell."""
    return tuple(Fact(label, text) for label, text in pairs if text)


def of_part(part: Part, words: Words) -> tuple[Fact, ...]:
    """What a part covers, who compiled it and when."""
    return labelled(
        (words.coverage, words.period(part.covers_from_on, part.covers_to_on)),
        (words.compiler, part.compiler),
        (words.compiled_on, words.date(part.compiled_on)),
    )


def removal(found: Removal, words: Words) -> str:
    """When and why nothing stands at a place any more; the reason is what the desk wrote for the public."""
    pattern = words.taken_down if found.kind == "taken-down" else words.withdrawn
    return words.colon.join(filter(None, (pattern.format(words.date(found.on)), found.reason)))


def rows(entry: Entry, words: Words) -> tuple[tuple[Fact, ...], ...]:
    """The facts by line: short neighbours in pairs, a long one on a line of its own."""
    lines: list[tuple[Fact, ...]] = []
    for fact in facts(entry, words):
        if lines and len(lines[-1]) == 1 and _short(lines[-1][0]) and _short(fact):
            lines[-1] += (fact,)
        else:
            lines.append((fact,))
    return tuple(lines)


def facts(entry: Entry, words: Words) -> Iterator[Fact]:
    """Kind, number, authorities, the three dates that are kept apart, the period for comments, related documents."""
    plain = (
        (words.document_type, entry.document_type),
        (words.document_number, entry.document_number and entry.document_number.canonical),
        (words.authorities, words.comma.join(entry.authorities)),
        (words.signed_on, words.date(entry.signed_on)),
        (words.published_on, words.date(entry.published_on)),
        (words.effective, words.comma.join(_effective(each, words) for each in entry.effective)),
    )
    yield from (Fact(label, text) for label, text in plain if text)
    if entry.consultation is not None:
        yield from _consultation(entry.consultation, words)
    if cites := words.comma.join(_unique(_citation(each, words) for each in entry.cites)):
        yield Fact(words.cites, cites)
    if entry.topics:
        yield Fact(words.topics, words.comma.join(entry.topics))


def _effective(date: EffectiveDate, words: Words) -> str:
    if date.on:
        return words.note(words.date(date.on), words.computed if date.basis == "computed" else "")
    return words.on_publication if date.rule == "on-publication" else date.text or ""


def _consultation(period: Consultation, words: Words) -> Iterator[Fact]:
    notes = (
        words.computed if period.basis == "computed" else "",
        *_days(period, words),
        words.previous_closes_on.format(words.date(period.previous_closes_on)) if period.previous_closes_on else "",
    )
    if text := _period(period, words):
        yield Fact(words.consultation, words.note(text, words.comma.join(filter(None, notes))))
    if period.email:
        yield Fact(words.email, period.email, f"mailto:{period.email}")


def _period(period: Consultation, words: Words) -> str:
    if period.opens_on and period.closes_on:
        return words.period(period.opens_on, period.closes_on)
    if period.closes_on:
        return words.closes_on.format(words.date(period.closes_on))
    return words.from_on.format(words.date(period.opens_on)) if period.opens_on else period.text or ""


def _days(period: Consultation, words: Words) -> Iterator[str]:
    """The working days as stated, and as counted where that is another number or none is stated."""
    if period.working_days:
        yield words.working_days.format(period.working_days)
    if period.computed_working_days and period.computed_working_days != period.working_days:
        yield words.counted_days.format(period.computed_working_days)


def _citation(citation: Citation, words: Words) -> str:
    name = citation.number or words.titled(citation.title or "")
    return words.note(name, words.relations.get(citation.relation or "", "")) if name else ""


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _short(fact: Fact) -> bool:
    return width(fact.text) <= SHORT


def width(text: str) -> float:
    """How long a text is in print, in characters of full width, near enough to plan by."""
    return sum(1.0 if ord(each) > 0x2000 else 0.55 for each in text)
