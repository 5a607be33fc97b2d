"""The house-style proof: marks what an editor should look at in the texts of an entry; it changes nothing by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from . import proof_figures, proof_marks, proof_names, proof_words
from .proof_names import Listed, Names
from .proof_rules import RULES, Rule, Slip

__all__ = ["RULES", "Listed", "Mark", "Names", "Rule", "proof", "slips_of"]

LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of ``field`` (``words`` at ``start:end``) and what is said of it.

    ``sentence`` is one of the table in proof_rules, for translation, ``values`` fill it; ``replacement`` is None where
    only a person can tell what should stand there.
    """

    field: str
    start: int
    end: int
    words: str
    code: str
    sentence: str
    replacement: str | None = None
    values: tuple[tuple[str, str], ...] = ()


def proof(texts: Mapping[str, str], names: Names | None = None, titles: Collection[str] = ()) -> list[Mark]:
    """Marks in the fields of an entry, in order.

    ``texts``: plain words by field, the blocks of a body a line each; ``names``: the register of authorities;
    ``titles``: titles that the archive has, without 《》.
    """
    return [
        Mark(
            field,
            each.start,
            each.end,
            text[each.start : each.end],
            each.rule.code,
            each.rule.sentence,
            each.replacement,
            each.values,
        )
        for field, text in texts.items()
        for each in slips_of(text[:LONGEST], names, titles)
    ]


def slips_of(text: str, names: Names | None = None, titles: Collection[str] = ()) -> list[Slip]:
    """The slips of one text in order; of two at one place that overlap, the longer is told first."""
    found = [*proof_marks.slips(text), *proof_figures.slips(text), *proof_words.slips(text)]
    if names is not None:
        found += proof_names.authorities(text, names)
    if titles:
        found += proof_names.titles(text, titles)
    return sorted(dict.fromkeys(found), key=lambda each: (each.start, -each.end))
