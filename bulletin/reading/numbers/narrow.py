"""Full-width letters, digits and marks, dashes and odd blanks as their plain forms, one character for each."""

from __future__ import annotations

from ..numerals import integer

BLANKS = " \t\u3000\u00a0\u2002\u2003\u2009\u200b\u202f\ufeff"

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys("‐‑‒–—―−－", "-")
_PLAIN = str.maketrans(_WIDE | _DASHES | dict.fromkeys(BLANKS, " "))
_NO_BLANKS = str.maketrans(dict.fromkeys(BLANKS))


def plain(text: str) -> str:
    """The text with every character in its plain form, so that places in it are places in the text."""
    return text.translate(_PLAIN)


def squeezed(text: str) -> str:
    return text.translate(_NO_BLANKS)


def arabic(digits: str) -> str:
    """A year or a number in Arabic digits, however it was written; what cannot be read stays as it was typed."""
    tight = plain(squeezed(digits))
    if tight.isascii():
        return tight
    value = integer(tight)
    return tight if value is None else str(value)
