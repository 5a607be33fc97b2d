"""Slips of the pen in English lines, and the facts there that a silent fix may not touch. Pure; in doubt it says no.

A word is put right where it becomes an everyday word by one stroke and was none before; a light word that was written
twice is written once; "a" and "an" change places; stops come and go. Everything else says something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from bulletin.reading import dates, numbers
from editorial.review.english_words import FIGURES, LIGHT, LOOKALIKES, PROSE, WEIGHTY
from editorial.review.silent_facts import DATE, FIGURE, NAME, NUMBER, SENSE, TITLE, Fact, of_block, one_form

_HAN = re.compile(r"[\u2e80-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]")
_PLAIN = re.compile(r"[a-z]+")
_QUOTED = re.compile(r'"([^"]*)"')
# Not the point of ".5".
_STOPS = re.compile(r"\A(?!\.\d)[.,;:!?…]+|[.,;:!?…]+\Z")
_ENCLOSING = re.compile(r'(["()\[\]])')
_CURLY = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’", "'")})
# A missing space after a stop splits words and nothing else.
_TIGHT = re.compile(r"(?<=[A-Za-z])([,;:!?])(?=[A-Za-z])|(?<=[a-z])(\.)(?=[A-Z][a-z])")


def is_english(line: str) -> bool:
    """Whether a line is in Latin letters alone."""
    return bool(_LATIN.search(line)) and not _HAN.search(line)


def find(line: str, known: Collection[str] = (), kind: str = "p") -> list[Fact]:
    """Every fact of one line, those of each kind in their order; ``kind`` is the block that the line is."""
    text = one_form(line).translate(_CURLY)
    found = [*of_block(line, kind), *(Fact(TITLE, each[1], each[0]) for each in _QUOTED.finditer(text))]
    found += [Fact(NUMBER, each.canonical, each.typed) for each in numbers.find_all(text)]
    found += [Fact(DATE, text[each.start : each.end], text[each.start : each.end]) for each in dates.find_all(text)]
    found += [Fact(NAME, name, name) for name in known for _each in range(text.count(name))]
    return [*found, *(fact for each in words(line) for fact in _of_word(each))]


def too_much(old: str, new: str) -> Iterator[tuple[str, str]]:
    """What was changed beyond a slip, both sides of each place."""
    before, after = words(old), words(new)
    mends = not _is_paired(before) and _is_paired(after)
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = before[start:end], after[first:last]
        if tag == "equal" or (mends and not was and all(map(_ENCLOSING.fullmatch, now))):
            continue
        if not _is_slip(was, now, before[start - 1 : start] + before[end : end + 1]):
            yield " ".join(was), " ".join(now)


def words(line: str) -> list[str]:
    """The words of a line with what is written together with them, and each mark that encloses; without stops."""
    text = _TIGHT.sub(r"\1\2 ", one_form(line).translate(_CURLY))
    pieces = _ENCLOSING.sub(r" \1 ", text).split()
    return [each for each in (_STOPS.sub("", piece) for piece in pieces) if each]


def is_mistyped(was: str, now: str) -> bool:
    """Whether an everyday word was meant by a word that is none, and missed by one stroke behind its first letter."""
    if now not in PROSE or was in PROSE or was in LOOKALIKES or was in WEIGHTY or was in FIGURES or was[:1] != now[:1]:
        return False
    return _is_swapped(was, now) or (was[-2:] == now[-2:] and _is_one_off(was, now)) or _is_doubled(was, now)


def _of_word(word: str) -> Iterator[Fact]:
    if not _LATIN.search(word):
        if not _ENCLOSING.fullmatch(word):
            yield Fact(FIGURE, word, word)
    elif not _PLAIN.fullmatch(word):
        yield Fact(FIGURE if re.search(r"\d", word) else NAME, word, word)
    elif word in FIGURES:
        yield Fact(FIGURE, word, word)
    elif word in WEIGHTY:
        yield Fact(SENSE, word, word)


def _is_slip(was: list[str], now: list[str], beside: list[str]) -> bool:
    """``beside`` is what stands before and after."""
    if len(was) == len(now) == 1:
        return {*was, *now} == {"a", "an"} or is_mistyped(was[0], now[0])
    if len(was) == 1 and not now:
        return was[0] in beside and was[0] in LIGHT
    return len(was) == len(now) and all(map(is_mistyped, was, now))


def _is_swapped(was: str, now: str) -> bool:
    """Two letters beside one another that changed places."""
    if len(was) != len(now):
        return False
    at = [place for place, (one, other) in enumerate(zip(was, now, strict=True)) if one != other]
    return len(at) == 2 and at[1] == at[0] + 1 and was[at[0]] == now[at[1]] and was[at[1]] == now[at[0]]


def _is_one_off(was: str, now: str) -> bool:
    """One letter too many, too few or another one."""
    if len(was) == len(now):
        return sum(one != other for one, other in zip(was, now, strict=True)) == 1
    long, short = sorted((was, now), key=len, reverse=True)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_doubled(was: str, now: str) -> bool:
    """The same letters, one of them written twice in one of both."""
    squeezed = [re.sub(r"(.)\1", r"\1", each) for each in (was, now)]
    return squeezed[0] == squeezed[1] and abs(len(was) - len(now)) == 1


def _is_paired(pieces: list[str]) -> bool:
    return (
        pieces.count('"') % 2 == 0 and pieces.count("(") == pieces.count(")") and pieces.count("[") == pieces.count("]")
    )
