"""Which numbers are missing between the first and the last, and which are there twice; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Span = tuple[int, int]


def missing(spans: Iterable[Span]) -> list[Span]:
    """The gaps between spans of numbers, both ends of each included, in order."""
    gaps: list[Span] = []
    reached: int | None = None
    for first, last in sorted(spans):
        if reached is not None and first > reached + 1:
            gaps.append((reached + 1, first - 1))
        reached = last if reached is None else max(reached, last)
    return gaps


def doubles(numbered: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """The names under each number that more than one of them bears."""
    names: dict[int, list[str]] = defaultdict(list)
    for number, name in numbered:
        names[number].append(name)
    return {number: found for number, found in sorted(names.items()) if len(found) > 1}


def written(gaps: Iterable[Span]) -> str:
    """Gaps for a reader: 12, 15–18."""
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in gaps)


def count(gaps: Iterable[Span]) -> int:
    return sum(last - first + 1 for first, last in gaps)
