"""What a form of plain words has to say of an entry beside its title, text and signature, which say much already.

A fact that the entry states in its own words is not said twice; so what is read back from the form finds it once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bulletin import richtext
from bulletin.rendering import facts
from bulletin.rendering.facts import Fact
from bulletin.rendering.words import Words
from bulletin.snapshot import Consultation, EffectiveDate, Entry, Part


def facts_of(entry: Entry, words: Words) -> Iterator[Fact]:
    """The facts that neither the title nor the text nor the signature states, in the order of print."""
    yield from byline(entry, words)
    yield from facts.facts(_untold(entry), words)


def all_facts(entry: Entry, words: Words) -> Iterator[Fact]:
    """The facts as print lists them, but for the day that stands under the signature."""
    yield from facts.facts(replace(entry, signed_on=None) if entry.signed_by else entry, words)


def deadlines(entry: Entry, words: Words) -> Iterator[Fact]:
    """The document number where the title bears none, and the days that readers wait for."""
    number = None if _is_in_title(entry) else entry.document_number
    days = tuple(each for each in entry.effective if each.on)
    period = entry.consultation and replace(entry.consultation, email=None)
    alone = Entry(kind=entry.kind, title=entry.title, document_number=number, effective=days, consultation=period)
    yield from facts.facts(alone, words)


def byline(entry: Entry, words: Words) -> Iterator[Fact]:
    yield from facts.labelled(
        (words.source, "" if _in(entry.source_name, entry.title) else entry.source_name),
        (words.byline, "" if _in(entry.byline, _text_of(entry)) else entry.byline),
        (words.accessed_on, words.date(entry.accessed_on)),
    )


def signature(entry: Entry, words: Words) -> list[str]:
    """What stands under the text: who signed it, and the day."""
    return [*entry.signed_by, *filter(None, [words.date(entry.signed_on)] if entry.signed_by else [])]


def compiled(part: Part, words: Words) -> tuple[Fact, ...]:
    """What stands under a part as bulletins close one: the day first, then who compiled it; nothing without a name."""
    if not part.compiler:
        return ()
    return facts.labelled((words.compiled_on, words.date(part.compiled_on)), (words.compiler, part.compiler))


def _text_of(entry: Entry) -> str:
    return richtext.text_of(entry.body_html or "")


def _untold(entry: Entry) -> Entry:
    text = _text_of(entry)
    named = f"{entry.title}\n{text}"
    signed = {*entry.signed_by, *(each for each in entry.authorities if each in entry.title)}
    cites = tuple(each for each in entry.cites if not _in(each.number or each.title, named))
    return replace(
        entry,
        document_type=None if _in(entry.document_type, entry.title) else entry.document_type,
        document_number=None if _is_in_title(entry) else entry.document_number,
        authorities=() if signed.issuperset(entry.authorities) else entry.authorities,
        signed_on=None if entry.signed_by else entry.signed_on,
        effective=tuple(each for each in entry.effective if not _states(text, each)),
        consultation=_period(text, entry.consultation),
        cites=cites,
    )


def _period(text: str, period: Consultation | None) -> Consultation | None:
    if period is None:
        return None
    email = None if _in(period.email, text) else period.email
    if _states(text, period):
        return replace(Consultation(), email=email) if email else None
    return replace(period, email=email)


def _states(text: str, told: EffectiveDate | Consultation) -> bool:
    """Whether the text holds the very words from which the day was taken."""
    return bool(told.text) and _in(told.text, text)


def _is_in_title(entry: Entry) -> bool:
    number = entry.document_number
    return number is not None and (number.typed in entry.title or number.canonical in entry.title)


def _in(needle: str | None, text: str) -> bool:
    return bool(needle) and "".join((needle or "").split()) in "".join(text.split())
