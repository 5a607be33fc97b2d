from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from bulletin import rendering
from bulletin.rendering import Rendered
from bulletin.snapshot import Snapshot
from tests.rendering import builders


@pytest.fixture(autouse=True)
def refusals_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def weekly() -> Snapshot:
    return builders.weekly()


@pytest.fixture(scope="session")
def rendered(weekly: Snapshot) -> Rendered:
    return rendering.render(weekly)
