"""The words that documents are read with, as the register's tables have them."""

from __future__ import annotations

from bulletin.reading import DEFAULT, Vocabulary


def current() -> Vocabulary:
    return DEFAULT
