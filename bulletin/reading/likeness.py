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

from bulletin.reading.numerals import integer

SKETCH = 32
SHINGLE = 6
# A text shorter than this is a formula, not a text of its own.
SHORTEST_TEXT = 60

# A title that is shorter says what kind of text it is, not which.
SHORTEST_TITLE = 5

# A number in brackets at the end is the document's and no part of its title.
_OWN_NUMBER = re.compile(r"[（(\[〔［][^（）()\[\]]{1,30}号[）)\]〕］]\s*$")
_FIGURES = re.compile(r"\d+|第([〇零一二三四五六七八九十百千]+)")
_NOISE = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


def bare(text: str) -> str:
    """Letters, digits and Chinese characters alone, narrow and in lower case."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


def bigrams(title: str) -> frozenset[str]:
    """The pairs of characters of a title; none for one that is too short to tell."""
    folded = bare(_OWN_NUMBER.sub("", title))
    if len(folded) < SHORTEST_TITLE:
        return frozenset()
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))


def figures(title: str) -> frozenset[str]:
    """The years, batches and counts of a title; 第七十九批 and 第79批 are one."""
    found = _FIGURES.finditer(unicodedata.normalize("NFKC", title))
    return frozenset(str(integer(match[1])) if match[1] else match[0].lstrip("0") for match in found)


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
