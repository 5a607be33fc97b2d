"""A masthead, its newest issue, and a mail server that keeps what it is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from bulletin.models import Edition, Masthead
from tests.archive import builders
from tests.delivery.sink import Sink


@pytest.fixture
def masthead(db: None) -> Masthead:
    return builders.masthead()


@pytest.fixture
def edition(masthead: Masthead) -> Edition:
    return builders.release(masthead, 144)


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Sink]:
    sink = Sink()
    sink.start()
    for name, value in sink.settings.items():
        setattr(settings, name, value)
    yield sink
    sink.stop()
