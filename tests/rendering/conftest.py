from __future__ import annotations

import pytest

from bulletin import rendering
from bulletin.rendering import Rendered
from bulletin.snapshot import Snapshot
from tests.rendering import builders


@pytest.fixture(scope="session")
def weekly() -> Snapshot:
    return builders.weekly()


@pytest.fixture(scope="session")
def rendered(weekly: Snapshot) -> Rendered:
    return rendering.render(weekly)
