"""How a hint is made: its sentence, its place and the fingerprint of the values that gave rise to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bulletin import snapshot as shape
from editorial.models import Entry
from editorial.review.facts import ISSUE, Facts, Target
from editorial.review.findings import Finding


def hint(
    code: str, sentence: object, *values: Any, target: Target = ISSUE, place: str = "", about: str = ""
) -> Finding:
    """A finding that blocks nothing by itself; a tick on it holds while ``values`` stay as they are."""
    plain = [each.isoformat() if isinstance(each, date) else each for each in values]
    digest = shape.digest({"code": code, "values": plain})
    return Finding(code, sentence, target, place, is_blocker=False, fingerprint=digest, about=about)


def of_entry(code: str, target: Target, entry: Entry, place: str, sentence: object, *values: Any) -> Finding:
    return hint(code, sentence, *values, target=target, place=place, about=entry.title)


def entries(facts: Facts, kind: str | None = None) -> Iterator[tuple[Target, Entry]]:
    """Every entry in the order of the outline, of one kind where one is given."""
    for target, row in facts.rows.items():
        if isinstance(row, Entry) and kind in (None, row.kind):
            yield target, row
