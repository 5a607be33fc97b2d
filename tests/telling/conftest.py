"""Messages that wait to be mailed, and a mail server that keeps what it is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.delivery.conftest import smtp
from tests.telling.office import office

__all__ = ["office", "smtp"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
