"""Hints on numbers and titles: a number that says two things, and what stood in an issue before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from bulletin.reading import brackets, numbers
from bulletin.reading.numbers import Number
from editorial.models import Entry
from editorial.review.facts import Facts
from editorial.review.findings import Finding
from editorial.review.hints import earlier
from editorial.review.hints.beside import Beside
from editorial.review.hints.earlier import Earlier
from editorial.review.hints.telling import entries, of_entry

# Shorter titles say too little to be the same text again.
SHORTEST_TITLE = 8
_DIGITS = re.compile(r"\d+")
SAME_NUMBER = _("The number %(number)s stood in issue %(issue)s already.")
SAME_NUMBER_HERE = _("The number %(number)s stands in this issue more than once.")
SAME_TITLE = _("The same title stood in issue %(issue)s already.")
SAME_TITLE_HERE = _("The same title stands in this issue more than once.")


def number_differs(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """The title ends in a number that the field does not have."""
    for target, entry in entries(facts, Entry.Kind.NOTICE):
        named = number_of_title(entry.title)
        if named is None or _agree(named.canonical, entry.number_canonical or entry.number_typed):
            continue
        if entry.number_typed:
            sentence = _("The title gives the number %(title)s, the field %(field)s.")
        else:
            sentence = _("The title gives the number %(title)s, the field none.")
        told = sentence % {"title": named.typed, "field": entry.number_typed}
        yield of_entry("number-differs", target, entry, "number_typed", told, entry.title, entry.number_typed)


def same_number(facts: Facts, beside: Beside) -> Iterator[Finding]:
    for target, entry in entries(facts, Entry.Kind.NOTICE):
        this, others = _among(beside, entry)
        for number in _issues(each for each in others if earlier.same_number(this, each)):
            sentence = SAME_NUMBER_HERE if number == facts.issue.number else SAME_NUMBER
            told = sentence % {"number": entry.number_typed, "issue": number}
            yield of_entry("same-number", target, entry, "number_typed", told, entry.number_canonical, number)


def same_title(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """But for titles that return issue after issue, as those of columns do, and for documents of different numbers."""
    standing = earlier.standing(beside.earlier)
    for target, entry in entries(facts):
        this, others = _among(beside, entry)
        title = earlier.bare(entry.title)
        if len(title) < SHORTEST_TITLE or title in standing:
            continue
        alike = (each for each in others if earlier.bare(each.title) == title and not _are_two(this, each))
        for number in _issues(alike):
            sentence = SAME_TITLE_HERE if number == facts.issue.number else SAME_TITLE
            yield of_entry("same-title", target, entry, "title", sentence % {"issue": number}, entry.title, number)


def number_of_title(title: str) -> Number | None:
    """The title's own number: the one in the bracket that ends it, or the whole of it; others are quoted ones."""
    ending = brackets.trailing_round(title)
    return numbers.whole(ending[1]) if ending else numbers.whole(title)


def _agree(one: str, other: str) -> bool:
    """A short form of a number (2026年第3号) agrees with the long one (国家药监局公告2026年第3号)."""
    if one == other or (one and other and (one.endswith(other) or other.endswith(one))):
        return True
    return bool(other) and _DIGITS.findall(one) == _DIGITS.findall(other) and len(_DIGITS.findall(one)) > 1


def _among(beside: Beside, entry: Entry) -> tuple[Earlier, list[Earlier]]:
    this = next(each for each in beside.earlier if each.entry_id == entry.pk)
    return this, [each for each in beside.earlier if each is not this]


def _are_two(one: Earlier, other: Earlier) -> bool:
    return bool(one.number and other.number and one.number != other.number)


def _issues(found: Iterable[Earlier]) -> list[int]:
    return list(dict.fromkeys(each.issue_number for each in found))
