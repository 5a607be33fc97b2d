"""Which bytes a Range header asks for (RFC 9110, 14); pure, and a header that is malformed counts as none."""

from __future__ import annotations

import re
from dataclasses import dataclass

# More digits than any file has bytes are no sensible range, and Python refuses to read thousands of them.
_SINGLE = re.compile(r"bytes[ \t]*=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes from ``first`` to ``last``, both included."""

    first: int
    last: int


class UnsatisfiableError(Exception):
    """The range begins behind the end."""


def wanted(header: str | None, size: int) -> Span | None:
    """The single range that ``header`` names within ``size`` bytes; None when all of them are to be sent.

    Several ranges at once are answered with the whole, as RFC 9110 allows. Raises UnsatisfiableError.
    """
    match = _SINGLE.fullmatch(header or "")
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        return _suffix(int(match[2]), size)
    first = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    if first >= size:
        raise UnsatisfiableError
    return Span(first, min(last, size - 1))


def _suffix(length: int, size: int) -> Span:
    if length == 0 or size == 0:
        raise UnsatisfiableError
    return Span(max(size - length, 0), size - 1)
