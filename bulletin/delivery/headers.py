"""What may stand in a header of a letter and how it is written; knows the e-mail package and nothing of Django."""

from __future__ import annotations

import re
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.policy import EmailPolicy, Policy

LONGEST = 250
# Everything that ends a line somewhere or that a header must not hold (RFC 5322, 2.2; Unicode's own line ends).
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header that stays on its line, which may have 998 characters (RFC 5322, 2.1.1).

    Python encodes a word of more than 78 characters as RFC 2047 does text, and no mail program reads an address so.
    """

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Unfolded)


def with_whole_links(policy: EmailPolicy) -> EmailPolicy:
    """The same way to write a message, but with the link to unsubscribe as it is."""
    return policy.clone(header_factory=_HEADERS)


def one_line(text: str) -> str:
    """Text as it may stand in a header."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())[:LONGEST]
