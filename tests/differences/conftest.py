from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as their msgids read, whether or not a catalogue is compiled."""
    with translation.override("en"):
        yield
