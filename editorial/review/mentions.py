"""Who a remark calls by name: "@username" or "@printed name", as people write it among Chinese words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from editorial.models import User

# An at sign within a word is a mail address, no mention.
_AT = re.compile(r"(?<![A-Za-z0-9_.+-])[@＠]")
_WORD = re.compile(r"[A-Za-z0-9_]")


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """The people whom ``text`` mentions, each once; of several names that fit at a place the longest.

    Whoever bears a printed name that is mentioned is meant by it; a username means one person.
    """
    names = sorted(_names(people), key=lambda pair: len(pair[0]), reverse=True)
    found: dict[int, User] = {}
    for at in _AT.finditer(text):
        longest = next((name for name, _person in names if _stands(name, text, at.end())), None)
        found |= {person.pk: person for name, person in names if name == longest}
    return list(found.values())


def _names(people: Iterable[User]) -> list[tuple[str, User]]:
    return [(name, person) for person in people for name in {person.username, person.printed_name} if name]


def _stands(name: str, text: str, start: int) -> bool:
    """Whether ``name`` stands here, and is not the beginning of a longer word."""
    end = start + len(name)
    return text.startswith(name, start) and not (_WORD.match(name[-1]) and _WORD.match(text[end : end + 1]))
