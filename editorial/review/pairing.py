"""Which removed line became which added one: by what they have in common, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

Line = TypeVar("Line", bound=tuple[str, str, tuple[str, ...]])
ALIKE = 0.3
# Lines on either side beyond which they are paired in order without looking.
MOST = 30
# A heading or a number is compared by its characters: it has too few pairs of neighbours.
SHORT = 8


def paired(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Pairs in the order of both sequences; a line without a counterpart stands alone."""
    if max(len(old), len(new)) > MOST or len(old) == len(new) == 1:
        yield from zip_longest(old, new)
        return
    at = there = 0
    for place, other in [*_best(old, new), (len(old), len(new))]:
        yield from ((each, None) for each in old[at:place])
        yield from ((None, each) for each in new[there:other])
        if place < len(old):
            yield old[place], new[other]
        at, there = place + 1, other + 1


def likeness(left: str, right: str) -> float:
    """From 0 to 1: the share of pairs of neighbouring characters that both have (Dice)."""
    ours, theirs = _bigrams(left), _bigrams(right)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def _bigrams(text: str) -> set[str]:
    if len(text) <= SHORT:
        return set(text)
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _best(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """The rising pairs with the greatest likeness in all, none of them below ``ALIKE``."""
    gain = [[likeness(left[1], right[1]) for right in new] for left in old]
    total = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at in reversed(range(len(old))):
        for there in reversed(range(len(new))):
            pair = gain[at][there] + total[at + 1][there + 1] if gain[at][there] >= ALIKE else 0.0
            total[at][there] = max(pair, total[at + 1][there], total[at][there + 1])
    found: list[tuple[int, int]] = []
    at = there = 0
    while at < len(old) and there < len(new):
        if total[at][there] == total[at + 1][there]:
            at += 1
        elif total[at][there] == total[at][there + 1]:
            there += 1
        else:
            found.append((at, there))
            at, there = at + 1, there + 1
    return found
