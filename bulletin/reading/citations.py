"""Other documents that a text names: by number, with the 《title》 beside it, and by 《title》 alone; reads one text.

A title with its number in brackets after it, or right before it, is one citation. Names given for short
（以下简称《办法》） are no further document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import kinds, numbers, relations
from .brackets import Quoted, enclosing_round, quoted_titles
from .numbers import Number
from .vocabulary import DEFAULT, Vocabulary

LONGEST_PASSAGE = 240

_ISSUED = ("公布的", "发布的", "印发的", "颁布的")
_BLANK = " \t\u3000\u00a0"
_SHORT = re.compile(r"(?:以下|下)?(?:统一|合)?(?:简)?称[：:为]?[“\"]?$|又称$")
_JOINED = re.compile(r"[、，,；和及与或以暨并 \t\u3000\u00a0（()）]{0,6}(?:以及|and|or)?[ （(]{0,2}")
_SENTENCE = re.compile("[。；\n]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A number at its place, with the title beside it; ``relation`` is None where the text only cites."""

    number: Number
    title: str | None
    document_type: str | None
    relation: str | None = None
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A 《title》 without a number beside it; ``start`` and ``end`` include the marks."""

    start: int
    end: int
    title: str
    document_type: str | None
    relation: str | None = None
    passage: str = ""


def find_all(text: str, vocabulary: Vocabulary) -> list[Cited]:
    """Every number in the text in order, with the title that it follows in brackets, or that follows it."""
    found = numbers.find_all(text)
    if not found:
        return []
    titles = quoted_titles(text)
    beside = _beside(text, found, titles)
    context = _Context(text, found, titles)
    return [_cited(text, number, beside.get(number.start), context, vocabulary) for number in found]


def mentions(text: str, vocabulary: Vocabulary = DEFAULT) -> list[Mention]:
    """Every document in the text that is named by 《title》 alone, once for each time; names of media are left out."""
    titles = quoted_titles(text)
    if not titles:
        return []
    found = numbers.find_all(text)
    taken = {each.start for each in _beside(text, found, titles).values()}
    context = _Context(text, found, titles)
    short = {each.title for each in titles if _is_short(text, each)}
    return [
        _mention(text, each, context, vocabulary)
        for each in titles
        if each.start not in taken and each.title not in short and not _is_medium(each.title, vocabulary)
    ]


def passage(text: str, start: int, end: int) -> str:
    """The sentence around a place, at most 240 characters of it."""
    room = max(0, LONGEST_PASSAGE - (end - start)) // 2
    before, after = text[max(0, start - room) : start], text[end : end + room]
    stop = _SENTENCE.search(after)
    return (_SENTENCE.split(before)[-1] + text[start:end] + (after[: stop.end()] if stop else after)).strip()


def _beside(text: str, found: list[Number], titles: list[Quoted]) -> dict[int, Quoted]:
    """The title of each number by the number's place; a title that has its number after it is no other's."""
    ends = {each.end: each for each in titles}
    starts = {each.start: each for each in titles}
    held = _held(found, titles)
    beside = {each.start: title for each in found if (title := held.get(each.start) or _before(text, each, ends))}
    taken = {each.start for each in beside.values()}
    for number in found:
        title = _after(text, number, starts) if number.start not in beside else None
        if title is not None and title.start not in taken:
            beside[number.start] = title
            taken.add(title.start)
    return beside


def _held(found: list[Number], titles: list[Quoted]) -> dict[int, Quoted]:
    """《关于…的通知（国药监〔2003〕5号）》: the number stands within the marks, at their end."""
    held: dict[int, Quoted] = {}
    at = 0
    for number in found:
        while at < len(titles) and titles[at].end <= number.start:
            at += 1
        if at < len(titles) and titles[at].start < number.start and number.end + 2 >= titles[at].end > number.end:
            held[number.start] = titles[at]
    return held


def _before(text: str, number: Number, ends: dict[int, Quoted]) -> Quoted | None:
    opened = enclosing_round(text, number.start)
    within = ends.get(_skip_back(text, opened)) if opened is not None else None
    return within or ends.get(_skip_back(text, number.start))


def _after(text: str, number: Number, starts: dict[int, Quoted]) -> Quoted | None:
    at = number.end
    while at < len(text) and text[at] in _BLANK + "）)" and at - number.end < 4:
        at += 1
    return starts.get(at) or starts.get(at + 3 if text[at : at + 3] in _ISSUED else -1)


def _skip_back(text: str, at: int) -> int:
    while at > 0 and text[at - 1] in _BLANK:
        at -= 1
    return at


class _Context:
    """The words before and after a name, past the other names that stand in one row with it (《甲》《乙》和《丙》)."""

    def __init__(self, text: str, found: list[Number], titles: list[Quoted]) -> None:
        self.text = text
        spans = sorted([(each.start, each.end) for each in found] + [(each.start, each.end) for each in titles])
        self.rows: dict[int, tuple[int, int]] = {}
        row: list[tuple[int, int]] = []
        for start, end in spans:
            if row and start < row[-1][1]:
                continue
            if row and not (start - row[-1][1] <= 10 and _JOINED.fullmatch(text, row[-1][1], start)):
                self._close(row)
                row = []
            row.append((start, end))
        self._close(row)

    def _close(self, row: list[tuple[int, int]]) -> None:
        for start, _ in row:
            self.rows[start] = (row[0][0], row[-1][1])

    def relation(self, start: int, end: int, title: str | None) -> str | None:
        first, last = self.rows.get(start, (start, end))
        left = self.text[max(0, first - relations.LEFT) : first]
        right = self.text[last : last + relations.RIGHT]
        return relations.of(left, right.lstrip("）) "), title)


def _cited(text: str, number: Number, title: Quoted | None, context: _Context, vocabulary: Vocabulary) -> Cited:
    start, end = (title.start, max(title.end, number.end)) if title else (number.start, number.end)
    start = min(start, number.start)
    place = title.start if title and title.start <= number.start else number.start
    words = passage(text, start, end)
    relation = context.relation(place, end, title.title if title else None)
    if title is None:
        return Cited(number, None, _kind_after(text, number, vocabulary), relation, words)
    name = title.title
    if title.start < number.start < title.end:
        name = name[: number.start - title.start - 1].rstrip(_BLANK + "（(〔[【")
    return Cited(number, name, kinds.document_type(name, vocabulary), relation, words)


def _mention(text: str, quoted: Quoted, context: _Context, vocabulary: Vocabulary) -> Mention:
    return Mention(
        quoted.start,
        quoted.end,
        quoted.title,
        kinds.document_type(quoted.title, vocabulary),
        context.relation(quoted.start, quoted.end, quoted.title),
        passage(text, quoted.start, quoted.end),
    )


def _is_short(text: str, quoted: Quoted) -> bool:
    return _SHORT.search(text, max(0, quoted.start - 10), quoted.start) is not None


def _is_medium(title: str, vocabulary: Vocabulary) -> bool:
    """《中国医药报》: a newspaper, not a document."""
    return len(title) <= 10 and title.endswith(vocabulary.media_suffixes) and not _is_kind(title, vocabulary)


def _is_kind(title: str, vocabulary: Vocabulary) -> bool:
    return kinds.document_type(title, vocabulary) is not None


def _kind_after(text: str, number: Number, vocabulary: Vocabulary) -> str | None:
    """The 文种 that stands after the number or in it; what a standard or a docket is called is none."""
    rest = text[number.end : number.end + 4].lstrip(_BLANK + "）)")
    after = next((kind for kind in vocabulary.statutory_kinds if rest.startswith(kind)), None)
    if after is None and number.family in numbers.SERIAL and number.kind in vocabulary.statutory_kinds:
        return number.kind
    return after
