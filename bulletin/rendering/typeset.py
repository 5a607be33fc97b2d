"""What a render gives: the PDF, or what kept it from being one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF and its number of pages; what was denied, has no glyph, or is no readable image."""

    pdf: bytes
    pages: int
    denied: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
