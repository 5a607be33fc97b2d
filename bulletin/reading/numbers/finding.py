"""All families of numbers in one text, merged; where two would overlap the first, and then the longer, is taken."""

from __future__ import annotations

from dataclasses import replace

from . import chinese, foreign, patents, standards
from .narrow import plain
from .number import Number


def find_all(text: str) -> list[Number]:
    """Every document number of the text, in order."""
    found = list(chinese.find(text))
    narrow = plain(text)
    for family in (standards, foreign, patents):
        found += [replace(each, typed=text[each.start : each.end]) for each in family.find(narrow)]
    return _apart(found)


def _apart(found: list[Number]) -> list[Number]:
    kept: list[Number] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
