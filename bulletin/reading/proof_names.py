"""The proof's eye for names: authorities and cited titles that differ from known ones by a character or a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from . import proof_rules as rules
from .brackets import quoted_titles
from .proof_rules import Slip

SHORTEST_NAME, LONGEST_NAME, SHORTEST_TITLE = 6, 40, 8
# A word of two characters may be missing only in a name that is long enough to be told without it.
LONG_NAME = 10
LONGEST_WORD = 4

_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百第批期号年月日（）()")
# A name that differs here is the name of another place or body.
_PLACES = frozenset("省市县区州盟旗镇乡东西南北上下中")
_RUN = re.compile(r"[\u4e00-\u9fff]{5,2000}")
_SUFFIX = re.compile(
    r"局|委员会|办公厅|办公室|中心|研究院|法院|检察院|协会|委(?=[、，。；发印等]|$)|部(?=[、，。；发印等]|$)"
)
_HEAD = re.compile(r"(?:以及|关于|根据|按照|经|由|向|和|与|及|在|对|为|是|报|请|至|到|的|了)")
# What a title may gain or lose and still be meant as the same one.
_LIGHT = (
    "若干",
    "有关",
    "的",
    "试行",
    "暂行",
    "（试行）",
    "（暂行）",
    "（征求意见稿）",
    "关于",
    "管理",
    "工作",
    "进一步",
    "全面",
    "国家",
)


class Names(Protocol):
    """The register of authorities, as far as the proof asks it."""

    def nearest(self, name: str) -> str | None:
        """The one registered name a slip away from ``name``; None for a name that is known, or a strange one."""
        ...


class Listed:
    """Names from a plain list."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) >= SHORTEST_NAME)
        self._by_head: dict[str, list[str]] = {}
        for name in sorted(self._names):
            self._by_head.setdefault(name[0], []).append(name)

    def nearest(self, name: str) -> str | None:
        if name in self._names:
            return None
        found = [each for each in self._by_head.get(name[:1], ()) if is_misspelt(name, each)]
        return found[0] if len(found) == 1 else None


def is_misspelt(name: str, known: str) -> bool:
    """Whether one slip of the hand lies between two names: a character wrong, missing, too many, or two exchanged."""
    if abs(len(name) - len(known)) > 2:
        return False
    head, tail = _common(name, known)
    here, there = name[head : len(name) - tail], known[head : len(known) - tail]
    if set(here + there) & (_NUMERALS | _PLACES) or not (head and tail):
        return False
    lengths = len(here), len(there)
    if lengths == (2, 2):
        return here == there[::-1]
    return lengths in {(1, 1), (0, 1), (1, 0)} or (lengths == (0, 2) and len(known) >= LONG_NAME)


def authorities(text: str, names: Names) -> Iterator[Slip]:
    """Words of the text that are an authority's name but for one slip."""
    for run in _RUN.finditer(text):
        starts = [run.start(), *(run.start() + head.end() for head in _HEAD.finditer(run[0]))]
        for suffix in _SUFFIX.finditer(text, run.start(), run.end()):
            end = suffix.end()
            known = ((start, names.nearest(text[start:end])) for start in starts if _is_name(text, start, end))
            # A name within the words is spelt well: what else they hold only stands beside it.
            told = ((start, name) for start, name in known if name and name not in text[start:end])
            start, name = next(told, (0, None))
            if name is not None:
                yield Slip(start, end, rules.AUTHORITY, name, (("name", name),))


def _is_name(text: str, start: int, end: int) -> bool:
    return SHORTEST_NAME - 1 <= end - start <= LONGEST_NAME


def titles(text: str, known: Iterable[str]) -> Iterator[Slip]:
    """Titles in 《》 that differ by a word from the one title of the archive that they are close to."""
    archive = frozenset(title for title in known if len(title) >= SHORTEST_TITLE)
    plain = frozenset(map(_plain, archive))
    for quoted in quoted_titles(text):
        title = quoted.title
        if len(title) < SHORTEST_TITLE - 1 or _plain(title) in plain:
            continue
        near = [each for each in archive if abs(len(each) - len(title)) <= LONGEST_WORD + 4 and _is_near(title, each)]
        if len(near) == 1:
            yield Slip(quoted.start, quoted.end, rules.TITLE, f"《{near[0]}》", (("title", near[0]),))


def _is_near(title: str, known: str) -> bool:
    head, tail = _common(title, known)
    here, there = title[head : len(title) - tail], known[head : len(known) - tail]
    if set(here + there) & (_NUMERALS - set("（）()")):
        return False
    if not here or not there:
        return any(_is_word(here + there, word) for word in _LIGHT) or len(here + there) == 1
    exchanged = len(here) == 2 and here == there[::-1]
    return exchanged or (len(here) == len(there) == 1 and head + tail >= SHORTEST_TITLE)


def _is_word(difference: str, word: str) -> bool:
    """Whether the difference is the word, in whichever turn: 的若干 and 若干的 are lost alike."""
    return len(difference) == len(word) and difference in word + word


def _common(one: str, other: str) -> tuple[int, int]:
    """Lengths of the common beginning and of the common end that does not overlap it."""
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    tail = next((at for at in range(most - head) if one[-1 - at] != other[-1 - at]), most - head)
    return head, tail


def _plain(title: str) -> str:
    return re.sub(r"[\s《》〈〉“”（）()<>]", "", title)
