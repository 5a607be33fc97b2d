"""How alike two titles or two texts are, by the characters that they share; knows nothing of where they came from.

Texts are compared by sketches: the smallest hashes of their shingles (A. Broder, On the resemblance and containment of
documents, 1997), so that an archive can be asked by index and no text need be read again.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Collection
from zlib import crc32

SKETCH = 32
SHINGLE = 6
# A text shorter than this is a formula, not a text of its own.
SHORTEST_TEXT = 60

_NOISE = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


def bare(text: str) -> str:
    """Letters, digits and Chinese characters alone, narrow and in lower case."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


def bigrams(title: str) -> frozenset[str]:
    folded = bare(title)
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1)) or frozenset({folded})


def share(one: Collection[object], other: Collection[object]) -> float:
    """The part of all members that both have, from 0 to 1 (Jaccard)."""
    common = len(set(one) & set(other))
    return common / (len(one) + len(other) - common) if common else 0.0


def title_sketch(title: str) -> tuple[int, ...]:
    """Up to SKETCH hashes of the title's pairs of characters, smallest first."""
    return tuple(heapq.nsmallest(SKETCH, {crc32(pair.encode()) for pair in bigrams(title)}))


def sketch(text: str) -> tuple[int, ...]:
    """Up to SKETCH unsigned 32-bit numbers, smallest first; () for a text that is too short to tell."""
    folded = bare(text)
    if len(folded) < SHORTEST_TEXT:
        return ()
    shingles = {crc32(folded[at : at + SHINGLE].encode()) for at in range(len(folded) - SHINGLE + 1)}
    return tuple(heapq.nsmallest(SKETCH, shingles))


def resemblance(one: Collection[int], other: Collection[int]) -> float:
    """The estimate of two texts' likeness from their sketches, from 0 to 1."""
    smallest = heapq.nsmallest(SKETCH, {*one, *other})
    if not smallest:
        return 0.0
    both = set(one) & set(other)
    return sum(1 for each in smallest if each in both) / len(smallest)
