"""A masthead with two public issues, which is what most of these tests look at."""

from __future__ import annotations

import pytest

from bulletin.models import Edition, Masthead
from tests.archive import builders


@pytest.fixture
def masthead(db: None) -> Masthead:
    return builders.masthead()


@pytest.fixture
def issue(masthead: Masthead) -> Edition:
    """Number 144, the newest of two."""
    builders.release(masthead, 143)
    return builders.release(masthead, 144)
