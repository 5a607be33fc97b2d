"""What two sequences have in common, in order: unique lines first (patience), so that time stays near to linear."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

Pair = tuple[int, int]
# How often a stretch is cut at its anchors, and how many pairs of equal parts are looked at where it has none.
DEEPEST = 12
FEW = 40_000


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Pairs of places of equal parts, both rising. Never slow: where it would be, parts stay unpaired."""
    found: list[Pair] = []
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        a, a_end, b, b_end, depth = waiting.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            found.append((a_end, b_end))
        anchors = _anchors(old[a:a_end], new[b:b_end]) if depth < DEEPEST else []
        if anchors:
            places = [(a + at, b + there) for at, there in anchors]
            found += places
            starts = [(a, b), *((at + 1, there + 1) for at, there in places)]
            ends = [*places, (a_end, b_end)]
            waiting += [(x, x_end, y, y_end, depth + 1) for (x, y), (x_end, y_end) in zip(starts, ends, strict=True)]
        else:
            found += [(a + at, b + there) for at, there in blocks(old[a:a_end], new[b:b_end], FEW)]
    return sorted(found)


def blocks(old: Sequence[Hashable], new: Sequence[Hashable], most: int) -> list[Pair]:
    """The longest common stretches, unless more than ``most`` pairs of equal parts would be looked at."""
    if not old or not new or cost(old, new) > most:
        return []
    matching = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(each.a + step, each.b + step) for each in matching for step in range(each.size)]


def cost(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many pairs of equal parts there are."""
    counts = Counter(new)
    return sum(counts[part] for part in old)


def longest_rising(places: Sequence[int]) -> list[int]:
    """Indexes of a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [at]
    chain: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Parts that stand once on either side, as many of them as keep their order."""
    in_old, in_new = Counter(old), Counter(new)
    there = {part: at for at, part in enumerate(new) if in_new[part] == 1}
    once = [(at, there[part]) for at, part in enumerate(old) if in_old[part] == 1 and part in there]
    return [once[index] for index in longest_rising([place for _, place in once])]
