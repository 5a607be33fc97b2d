"""Hints on punctuation: marks that are opened and not closed, and two styles in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from bulletin.reading import proof_marks, proof_rules
from editorial.models import Entry
from editorial.review.facts import Facts, Target
from editorial.review.findings import Finding
from editorial.review.hints.beside import Beside
from editorial.review.hints.telling import entries, of_entry

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
BEFORE, AFTER = rf"(?<={HAN[:-1]}》”）])", rf"(?={HAN[:-1]}《“（])"
# Narrower than the proof, which is asked for: a hint comes by itself, and E6(R3)指导原则 is nobody's mistake.
HALF_WIDTH = re.compile(rf"{BEFORE}[,:;!?]{AFTER}|{BEFORE}\({HAN}[^()]*\)|(?<={HAN})\"|\"(?={HAN})")
ROUND_YEAR = re.compile(r"〔\d{4}〕")
OTHER_YEAR = re.compile(r"[\[［【]\d{4}[\]］】]\s*(?:第?\s*\d+\s*号)")
AROUND = 8


def unbalanced(facts: Facts, beside: Beside) -> Iterator[Finding]:
    for target, entry in entries(facts):
        for name, text in _texts(entry, beside):
            found = first(text, proof_rules.UNPAIRED)
            if found is not None:
                sentence = _("A mark is not paired: %(place)s")
                yield of_entry("unbalanced", target, entry, name, sentence % {"place": _near(text, found)}, name, text)


def mixed_marks(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """Half-width marks between Chinese characters, marks typed twice, and years in two sorts of brackets."""
    for target, entry in entries(facts):
        for name, text in _texts(entry, beside):
            for code, told in _mixed(text):
                yield of_entry("mixed-marks", target, entry, name, told, name, text, code)
        yield from _two_brackets(target, entry, f"{entry.title}\n{beside.texts[entry.pk]}")


def first(text: str, rule: proof_rules.Rule) -> int | None:
    """Where the proof finds the rule broken for the first time."""
    return min((slip.start for slip in proof_marks.slips(text) if slip.rule is rule), default=None)


def _mixed(text: str) -> Iterator[tuple[str, object]]:
    if half := HALF_WIDTH.search(text):
        sentence = _("A half-width mark stands in Chinese text: %(place)s")
        yield "half-width", sentence % {"place": _near(text, half.start())}
    doubled = first(text, proof_rules.DOUBLED_MARK)
    if doubled is not None:
        yield "doubled", _("Two marks follow each other: %(place)s") % {"place": _near(text, doubled)}


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
