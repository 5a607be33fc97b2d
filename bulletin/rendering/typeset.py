"""What a render gives: the PDF, or what kept it from being one."""

from __future__ import annotations

from dataclasses import dataclass

# The fields of a Typeset that keep it from being an edition.
FAULTS = ("denied", "missing", "unreadable", "forbidden")

# What the version of the renderer says more when WeasyPrint sets the lines by itself.
PLAIN_LINES = ", plain lines"
# And when it tags by itself.
PLAIN_TAGS = ", plain tags"


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF and its number of pages; what was denied, has no glyph, is no readable image, or may not be embedded.

    ``plain_lines`` says that our line setting failed on this page, so that WeasyPrint set its lines by itself.
    """

    pdf: bytes
    pages: int
    denied: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    plain_lines: bool = False
