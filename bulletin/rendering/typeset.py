"""What a render gives: the PDF, or what kept it from being one."""

from __future__ import annotations

from dataclasses import dataclass

# The fields of a Typeset that keep it from being an edition.
FAULTS = ("denied", "missing", "unreadable", "forbidden")


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF and its number of pages; what was denied, has no glyph, is no readable image, or may not be embedded."""

    pdf: bytes
    pages: int
    denied: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
