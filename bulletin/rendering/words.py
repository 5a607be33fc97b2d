"""The printed words of an edition in each language that a masthead may have."""

from __future__ import annotations

from bulletin.rendering.chinese import CHINESE as CHINESE
from bulletin.rendering.english import ENGLISH as ENGLISH
from bulletin.rendering.vocabulary import Words as Words
from bulletin.rendering.vocabulary import is_english


def words_for(language: str | None) -> Words:
    """The vocabulary of a masthead's language; Chinese unless it says English."""
    return ENGLISH if is_english(language) else CHINESE
