"""Hints on series of numbers: 通告 53 to 70 reported, 52 never. A series is of one authority, one kind, one year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulletin.reading.registry_shipped import shipped
from editorial.models import Entry
from editorial.review.facts import Facts, Target
from editorial.review.findings import Finding
from editorial.review.hints.beside import Beside
from editorial.review.hints.telling import entries, of_entry

_NUMBER = re.compile(r"(\d{4})年第(\d{1,4})号")
# A series that a bulletin hardly follows has gaps everywhere; nobody wants to hear of them.
ENOUGH, MOST = 3, 12
GAP = _("Of this series (%(series)s) %(reported)s were reported, %(missing)s never.")


@dataclass(frozen=True)
class Series:
    authority: str
    kind: str
    year: str

    def __str__(self) -> str:
        return f"{self.authority} {self.kind} {self.year}"


def series_gap(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """Numbers before the first of this issue's, back to the last that was reported, and between this issue's own."""
    here = list(_placed(facts))
    reported = _reported(beside.series)
    for series, numbers in _by_series(here).items():
        known = reported.get(series, set()) | numbers.keys()
        earlier = {number for number in known if number < min(numbers)}
        first = max(earlier, default=min(numbers) - 2)
        missing = sorted(set(range(first + 1, max(numbers))) - known - {0})
        if len(known) < ENOUGH or not 0 < len(missing) <= MOST:
            continue
        target, entry = numbers[min(numbers)]
        told = GAP % {"series": series, "reported": _runs(sorted(known)), "missing": _runs(missing)}
        yield of_entry("series-gap", target, entry, "number_typed", told, str(series), _runs(missing))


def series_of(number: str, kind: str, authorities: Iterable[str]) -> tuple[Series, int] | None:
    """The series of a yearly number and its place there; None for numbers that carry their issuer in themselves."""
    found = _NUMBER.fullmatch(number)
    lead = next(iter(authorities), "")
    return (Series(_full_name(lead), kind, found[1]), int(found[2])) if found and lead else None


def _full_name(authority: str) -> str:
    """Short and full name of one authority count in one series."""
    known = shipped().find(authority)
    return known.name if known else authority


def _placed(facts: Facts) -> Iterator[tuple[Series, int, Target, Entry]]:
    for target, entry in entries(facts, Entry.Kind.NOTICE):
        found = series_of(entry.number_canonical, entry.document_type, entry.authorities)
        if found:
            yield (*found, target, entry)


def _by_series(here: Iterable[tuple[Series, int, Target, Entry]]) -> dict[Series, dict[int, tuple[Target, Entry]]]:
    found: dict[Series, dict[int, tuple[Target, Entry]]] = defaultdict(dict)
    for series, number, target, entry in here:
        found[series].setdefault(number, (target, entry))
    return found


def _reported(rows: Iterable[tuple[str, str, str]]) -> dict[Series, set[int]]:
    found: dict[Series, set[int]] = defaultdict(set)
    for number, kind, authority in rows:
        placed = series_of(number, kind, [authority])
        if placed:
            found[placed[0]].add(placed[1])
    return found


def _runs(numbers: list[int]) -> str:
    """53, 55–70."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
