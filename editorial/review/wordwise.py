"""Two texts word by word, Chinese included: what stayed, what went, what came, in pieces that read well.

There are no spaces to divide Chinese at and no dictionary here: characters are compared one by one, numbers with their
counter (2026年), Latin words and addresses whole; then what stayed only by chance between two changes is given up, and
a change slides to the nearest mark, as diff-match-patch does ("semantic" and "lossless" cleanup).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from editorial.review.aligning import align, blocks, cost

SAME, GONE, CAME = "same", "gone", "came"
_TOKEN = re.compile(
    r"https?://[!-~]+|[\w.+-]+@[A-Za-z0-9.-]+[A-Za-z0-9]"
    r"|[0-9０-９]+(?:[.,．][0-9０-９]+)*(?:年|月|日|号|條|条|款|项|期|个|家|件|万|亿|元|%|％)?"
    r"|[A-Za-z\u00c0-\u024f]+(?:[-'’][A-Za-z\u00c0-\u024f]+)*"
    r"|[ \t\u3000]+|.",
    re.DOTALL | re.ASCII,
)
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
_ENDS = "。！？；.!?;\n"
_PAUSES = "，、：,:”」』）〕》)"


@dataclass(frozen=True)
class Span:
    """A stretch of text: ``state`` is same, gone or came."""

    state: str
    text: str


class Effort:
    """How much may still be compared closely before the rest is shown as replaced whole."""

    def __init__(self, left: int = 1_000_000, at_once: int = 200_000) -> None:
        self.left = left
        self.at_once = at_once

    def affords(self, price: int) -> bool:
        if price > min(self.left, self.at_once):
            return False
        self.left -= price
        return True


def spans(old: str, new: str, effort: Effort | None = None) -> tuple[Span, ...]:
    """One sequence of spans: those gone and the same spell ``old``, those that came and the same spell ``new``."""
    effort = effort or Effort()
    if old == new:
        return (Span(SAME, old),) if old else ()
    before, after = tokens(old), tokens(new)
    if effort.affords(cost(before, after)):
        return _spelt(_cleaned(_segments(before, after, blocks(before, after, effort.at_once))))
    return _by_sentence(_SENTENCE.findall(old), _SENTENCE.findall(new), effort)


def tokens(text: str) -> list[str]:
    """Words of Latin letters, numbers with their counter, addresses; each Chinese character and mark by itself."""
    return _TOKEN.findall(text)


@dataclass
class _Segment:
    """Tokens that both have, or those that one has in the place of the other's."""

    same: list[str]
    gone: list[str]
    came: list[str]


def _by_sentence(old: Sequence[str], new: Sequence[str], effort: Effort) -> tuple[Span, ...]:
    """For long texts: sentences first, then words within the sentences that differ, as far as the effort reaches."""
    found: list[Span] = []
    for each in _segments(old, new, align(old, new)):
        gone, came = "".join(each.gone), "".join(each.came)
        before, after = tokens(gone), tokens(came)
        if gone and came and effort.affords(cost(before, after)):
            found += _spelt(_cleaned(_segments(before, after, blocks(before, after, effort.at_once))))
        else:
            found += [Span(GONE, gone), Span(CAME, came)]
        found.append(Span(SAME, "".join(each.same)))
    return _joined(found)


def _segments(old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[int, int]]) -> list[_Segment]:
    """Each a change (perhaps none) and the common tokens after it."""
    segments = [_Segment([], [], [])]
    at = there = 0
    for place, other in [*pairs, (len(old), len(new))]:
        if place > at or other > there:
            segments.append(_Segment([], list(old[at:place]), list(new[there:other])))
        segments[-1].same += old[place : place + 1]
        at, there = place + 1, other + 1
    return segments


def _cleaned(segments: list[_Segment]) -> list[_Segment]:
    """Give up what stayed by chance: no longer than the change on either side of it."""
    kept: list[_Segment] = []
    for each in segments:
        while len(kept) > 1 and _is_chance(kept[-1], each):
            last = kept.pop()
            each = _Segment(each.same, last.gone + last.same + each.gone, last.came + last.same + each.came)
        kept.append(each)
    for at in range(1, len(kept)):
        kept[at] = _slid(kept[at], kept[at - 1])
    return kept


def _is_chance(left: _Segment, right: _Segment) -> bool:
    return _length(left.same) <= min(_size(left), _size(right))


def _size(segment: _Segment) -> int:
    return max(_length(segment.gone), _length(segment.came))


def _length(tokens: list[str]) -> int:
    """Letters and digits; marks and spaces keep nothing together."""
    return sum(_weight(token) for token in tokens)


@cache
def _weight(token: str) -> int:
    return sum(letter.isalnum() for letter in token)


def _slid(segment: _Segment, before: _Segment) -> _Segment:
    """Move what was only put in, or only taken out, to the neighbouring place that reads best."""
    edit = segment.came or segment.gone
    if (segment.came and segment.gone) or not edit:
        return segment
    left, right = before.same, segment.same
    places = [0]
    text = [*left, *edit, *right]
    start, size = len(left), len(edit)
    while start + places[-1] > 0 and text[start + places[-1] - 1] == text[start + places[-1] + size - 1]:
        places.append(places[-1] - 1)
    forward = 0
    while start + forward + size < len(text) and text[start + forward] == text[start + forward + size]:
        forward += 1
        places.append(forward)
    best = max(places, key=lambda step: (_rest(text, start + step, size), -abs(step)))
    begin = start + best
    edit = text[begin : begin + size]
    before.same = text[:begin]
    return _Segment(text[begin + size :], edit if segment.gone else [], edit if segment.came else [])


def _rest(text: list[str], start: int, size: int) -> int:
    """How well a change stands: after the end of a sentence best, after a pause well."""
    return sum(_pause(text[place - 1]) if place else 3 for place in (start, start + size))


def _pause(token: str) -> int:
    return 2 if token[-1] in _ENDS else 1 if token[-1] in _PAUSES or token.isspace() else 0


def _spelt(segments: list[_Segment]) -> tuple[Span, ...]:
    return _joined(span for each in segments for span in _spans_of(each))


def _spans_of(segment: _Segment) -> Iterator[Span]:
    yield Span(GONE, "".join(segment.gone))
    yield Span(CAME, "".join(segment.came))
    yield Span(SAME, "".join(segment.same))


def _joined(found: Iterator[Span] | list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in found:
        if not span.text:
            continue
        if joined and joined[-1].state == span.state:
            joined[-1] = Span(span.state, joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
