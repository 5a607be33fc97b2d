"""Says of English paragraphs in other entries that they are: for readers' voices, hyphens and quotation marks.

Works on the written page; bodies say nothing of languages. What it cannot tell from other languages it leaves alone.
"""

from __future__ import annotations

import re

_PIECE = re.compile(
    r'<html lang="([^"]*)">|<article class="entry"([^>]*)>|<p((?: class="[^"]*")?)>(.*?)</p>', re.DOTALL
)
_LANGUAGE = re.compile(r' lang="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[A-Za-z]+")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# Words without which hardly anybody says anything in English; no other language has several of them.
_TELLING = frozenset(("the", "and", "to", "that", "this", "which", "with", "for", "are", "from", "not"))
LEAST_WORDS, LEAST_TELLING = 6, 2


def told(page: str) -> str:
    """The page with ``lang`` on the English paragraphs of entries in another language."""
    return _PIECE.sub(_Reading().piece, page)


def is_english(text: str) -> bool:
    """Whether a text of some words, tags aside, is English and nothing else."""
    plain = _TAG.sub(" ", text)
    if _HAN.search(plain):
        return False
    words = _WORD.findall(plain.lower())
    return len(words) >= LEAST_WORDS and len(_TELLING.intersection(words)) >= LEAST_TELLING


class _Reading:
    """A page read from its beginning: its language, and that of the entry that is read."""

    def __init__(self) -> None:
        self.whole = self.entry = ""

    def piece(self, piece: re.Match[str]) -> str:
        if piece[1] is not None:
            self.whole = piece[1]
        elif piece[2] is not None:
            found = _LANGUAGE.search(piece[2])
            self.entry = found[1] if found else self.whole
        elif self.entry and not self.entry.startswith("en") and is_english(piece[4]):
            return f'<p{piece[3]} lang="en">{piece[4]}</p>'
        return piece[0]
