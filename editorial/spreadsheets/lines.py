"""What the rows of a file would do, as a person reads it before anything is written; it decides and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from bulletin import richtext
from bulletin import snapshot as shape

# So much of what is the same is shown before what differs.
RUN_UP = 20
_MARKUP = re.compile(r"</(?:p|h[4-6]|ul|ol|table|blockquote|figure)>")


class Act(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row: the column as the file calls it ("" for the row itself) and one sentence."""

    column: str
    sentence: str


@dataclass(frozen=True)
class Change:
    """A field that would change, with its text before and after."""

    column: str
    before: str
    after: str

    @property
    def shown(self) -> tuple[str, str]:
        """Both texts as a person compares them: without markup, from shortly before the first difference."""
        before, after = (richtext.text_of(each) if _MARKUP.search(each) else each for each in (self.before, self.after))
        if before == after:
            before, after = self.before, self.after
        shared = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
        start = max(0, shared - RUN_UP)
        return (f"…{before[start:]}", f"…{after[start:]}") if start else (before, after)


@dataclass(frozen=True)
class Line:
    """One row of the file; ``row`` is the model's, filled as it would be stored, None where it is in error."""

    number: int
    act: Act
    title: str
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()
    row: Any = field(default=None, repr=False, compare=False)
    seen_version: int = 0
    changed: tuple[str, ...] = ()

    @property
    def outcome(self) -> list[Any]:
        """Everything that confirming would do for this row."""
        key = getattr(self.row, "pk", None)
        told = [[each.column, each.before, each.after] for each in self.changes]
        return [self.number, self.act.value, key, self.seen_version, self.title, told]


@dataclass(frozen=True)
class Plan:
    """All rows of a file; ``faults`` are those of the file itself, ``remarks`` what is only told."""

    lines: Sequence[Line] = ()
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that confirming would do, so that nothing else is done."""
        return shape.digest({"lines": [line.outcome for line in self.lines]})

    @property
    def is_good(self) -> bool:
        return not self.faults and not self.wrong

    @cached_property
    def wrong(self) -> list[Line]:
        return self.of(Act.WRONG)

    @cached_property
    def to_write(self) -> list[Line]:
        return [*self.of(Act.NEW), *self.of(Act.CHANGED)]

    @cached_property
    def counts(self) -> dict[str, int]:
        return {act.value: len(self.of(act)) for act in Act}

    def of(self, act: Act) -> list[Line]:
        return [line for line in self.lines if line.act == act]
