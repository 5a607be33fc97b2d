"""Hints on punctuation: marks that are opened and not closed, and two styles in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from editorial.models import Entry
from editorial.review.facts import Facts, Target
from editorial.review.findings import Finding
from editorial.review.hints.beside import Beside
from editorial.review.hints.telling import entries, of_entry

CLOSING = {"》": "《", "〉": "〈", "”": "“", "）": "（", "〕": "〔", "】": "【", "」": "「", "』": "『"}
OPENING = {opening: closing for closing, opening in CLOSING.items()}
NARROW = str.maketrans("()", "（）")
# 1） a） 甲） and so on at the head of a clause open nothing.
ENUMERATOR = re.compile(r"(?:^|(?<=[\s；。，、：;]))[0-9A-Za-z①-⑳一二三四五六七八九十甲乙丙丁]{1,3}）", re.MULTILINE)
HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
BEFORE, AFTER = rf"(?<={HAN[:-1]}》”）])", rf"(?={HAN[:-1]}《“（])"
HALF_WIDTH = re.compile(rf"{BEFORE}[,:;!?]{AFTER}|{BEFORE}\({HAN}[^()]*\)|(?<={HAN})\"|\"(?={HAN})")
DOUBLED = re.compile(r"([，。、；：])\1|[，、；：]。|。[，、；：]|，、|、，")
ROUND_YEAR = re.compile(r"〔\d{4}〕")
OTHER_YEAR = re.compile(r"[\[［【]\d{4}[\]］】]\s*(?:第?\s*\d+\s*号)")
AROUND = 8


def unbalanced(facts: Facts, beside: Beside) -> Iterator[Finding]:
    for target, entry in entries(facts):
        for name, text in _texts(entry, beside):
            found = unpaired(text)
            if found is not None:
                sentence = _("A mark is not paired: %(place)s")
                yield of_entry("unbalanced", target, entry, name, sentence % {"place": _near(text, found)}, name, text)


def mixed_marks(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """Half-width marks between Chinese characters, marks typed twice, and years in two sorts of brackets."""
    for target, entry in entries(facts):
        for name, text in _texts(entry, beside):
            for pattern, sentence in STYLES:
                if found := pattern.search(text):
                    told = sentence % {"place": _near(text, found.start())}
                    yield of_entry("mixed-marks", target, entry, name, told, name, text, pattern.pattern)
        yield from _two_brackets(target, entry, f"{entry.title}\n{beside.texts[entry.pk]}")


def unpaired(text: str) -> int | None:
    """Where the first mark stands that has no partner.

    A quotation over several paragraphs opens each of them again and is closed once (GB/T 15834—2011, 附录B).
    """
    text = text.translate(NARROW)
    enumerators = {match.end() - 1 for match in ENUMERATOR.finditer(text)}
    opened: list[tuple[str, int]] = []
    for place, mark in enumerate(text):
        if mark in OPENING and not _continues(text, place, mark, opened):
            opened.append((mark, place))
        elif mark in CLOSING and opened and opened[-1][0] == CLOSING[mark]:
            opened.pop()
        elif mark in CLOSING and place not in enumerators:
            return opened[-1][1] if opened else place
    return opened[0][1] if opened else None


STYLES = (
    (HALF_WIDTH, _("A half-width mark stands in Chinese text: %(place)s")),
    (DOUBLED, _("Two marks follow each other: %(place)s")),
)


def _continues(text: str, place: int, mark: str, opened: list[tuple[str, int]]) -> bool:
    at_head = place == 0 or text[place - 1] == "\n"
    return mark == "“" and at_head and any(each == "“" for each, _place in opened)


def _texts(entry: Entry, beside: Beside) -> Iterator[tuple[str, str]]:
    """The fields of running text by name, as their words."""
    yield "title", entry.title
    yield "standfirst", entry.standfirst
    yield "editor_note", entry.editor_note
    yield "body_html", beside.texts[entry.pk]


def _near(text: str, place: int) -> str:
    start, end = max(0, place - AROUND), place + AROUND + 1
    piece = text[start:end].replace("\n", " ").strip()
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"


def _two_brackets(target: Target, entry: Entry, text: str) -> Iterator[Finding]:
    other = OTHER_YEAR.search(text)
    if other and ROUND_YEAR.search(text):
        sentence = _("Years of document numbers stand in two sorts of brackets: %(place)s")
        told = sentence % {"place": _near(text, other.start())}
        yield of_entry("mixed-marks", target, entry, "body_html", told, "brackets", text)
