"""Other documents that a text cites by number, with the 《title》 beside each."""

from __future__ import annotations

from dataclasses import dataclass

from . import kinds, numbers
from .brackets import Quoted, enclosing_round, quoted_titles
from .numbers import Number
from .vocabulary import Vocabulary

_ISSUED = ("公布的", "发布的", "印发的", "颁布的")
_BLANK = " \t\u3000\u00a0"


@dataclass(frozen=True, slots=True)
class Cited:
    number: Number
    title: str | None
    document_type: str | None


def find_all(text: str, vocabulary: Vocabulary) -> list[Cited]:
    """Every number in the text in order, with the title that it follows in brackets, or that follows it."""
    if "号" not in text:
        return []
    found = numbers.find_all(text)
    titles = quoted_titles(text) if found else []
    ends = {each.end: each for each in titles}
    starts = {each.start: each for each in titles}
    return [_cited(text, number, ends, starts, vocabulary) for number in found]


def _cited(
    text: str, number: Number, ends: dict[int, Quoted], starts: dict[int, Quoted], vocabulary: Vocabulary
) -> Cited:
    title = _before(text, number, ends) or _after(text, number, starts)
    if title is None:
        return Cited(number, None, _kind_after(text, number, vocabulary))
    return Cited(number, title.title, kinds.document_type(title.title, vocabulary))


def _before(text: str, number: Number, ends: dict[int, Quoted]) -> Quoted | None:
    opened = enclosing_round(text, number.start)
    return ends.get(_skip_back(text, opened)) if opened is not None else None


def _after(text: str, number: Number, starts: dict[int, Quoted]) -> Quoted | None:
    at = number.end
    while at < len(text) and text[at] in _BLANK + "）)" and at - number.end < 4:
        at += 1
    return starts.get(at) or starts.get(at + 3 if text[at : at + 3] in _ISSUED else -1)


def _skip_back(text: str, at: int) -> int:
    while at > 0 and text[at - 1] in _BLANK:
        at -= 1
    return at


def _kind_after(text: str, number: Number, vocabulary: Vocabulary) -> str | None:
    rest = text[number.end : number.end + 4].lstrip(_BLANK + "）)")
    typed = number.typed
    return next(
        (
            kind
            for kind in vocabulary.statutory_kinds
            if rest.startswith(kind) or typed.endswith(kind) or f"{kind}第" in typed
        ),
        None,
    )
