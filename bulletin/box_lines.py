"""What a box of an issue (本期提示) holds: plain facts of entries, by kind, as they stand in the snapshot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLine:
    """One entry in a box: its ref and title, and what the box is about: a day (ISO 8601) or a document number.

    ``working_days`` are those of the consultation; ``basis`` is "computed" where the day was worked out.
    """

    ref: str
    title: str
    on: str | None = None
    number: str | None = None
    working_days: int | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """``kind`` is "open-for-comment", "in-force" (before the next issue) or "documents" (by number, at the end)."""

    kind: str
    lines: tuple[BoxLine, ...] = ()
