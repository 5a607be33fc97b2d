from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pytest_django import Settings

from bulletin.models import Masthead
from tests.access.addresses import Rows, make_rows, someone_else
from tests.cast import Cast
from tests.i18n.catalogue import LOCALE


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues as they now stand, whether or not somebody compiled those of the checkout."""
    folder = tmp_path_factory.mktemp("locale")
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = (folder / source.relative_to(LOCALE)).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["msgfmt", "--check", f"--output-file={target}", str(source)], check=True)
    return folder


@pytest.fixture(autouse=True)
def own_catalogues(settings: Settings, compiled: Path) -> None:
    settings.LOCALE_PATHS = [compiled]
    settings.LANGUAGE_CODE = "zh-hans"


@pytest.fixture
def rows(cast: Cast, masthead: Masthead) -> Rows:
    return make_rows(masthead, by=cast.writer, stranger=someone_else(masthead))
