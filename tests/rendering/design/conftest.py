from __future__ import annotations

import pytest

from bulletin import rendering
from bulletin.rendering import Rendered
from bulletin.snapshot import Snapshot
from tests.rendering.design import issues


@pytest.fixture(scope="session")
def usual() -> Snapshot:
    return issues.usual("classic")


@pytest.fixture(scope="session")
def classic(usual: Snapshot) -> Rendered:
    return rendering.render(usual)


@pytest.fixture(scope="session")
def digest() -> Rendered:
    return rendering.render(issues.usual("digest", accent="#0b5c4a"))


@pytest.fixture(scope="session")
def corrected() -> Rendered:
    return rendering.render(issues.corrected())
