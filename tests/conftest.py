"""What every test relies on: stores of its own, an order that keeps browsers apart, and no tier 2 unless asked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import translation
from pytest_django import Settings

from bulletin.models import guards
from tests import conforming

# Two busy cores make single examples slow; how long things take is the benchmark's business.
hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")

pytest_plugins = ["tests.cast"]

# So many new objects before the youngest are looked through for cycles; the older ones, so many times as seldom.
SELDOM = (50_000, 20, 50)
NEEDS_POSTGRES = "needs PostgreSQL: `make test` starts a cluster, or run bin/with-postgres .venv/bin/pytest"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "faults" not in config.option.markexpr:
        _leave_out_faults(config, items)
    if not _on_postgres():
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason=NEEDS_POSTGRES))
    # Playwright keeps an event loop running in its thread, which Django refuses to work under: journeys come last.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_collection_finish() -> None:
    """What was loaded and collected stays to the end: looking through it for cycles took a seventh of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: in memory all connections share one lock that does not wait, as no office's database does."""
    if not _on_postgres():
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        django_settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Each test begins in the language whose words need no catalogue, whatever its neighbour's last page spoke."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def every_pdf_conforms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test renders, and however it goes on: no PDF of ours breaks PDF/A-3a or PDF/UA-1."""
    watch = conforming.watch()
    monkeypatch.setattr("bulletin.rendering.confined.typeset", watch)
    yield
    broken = watch.settled()
    assert broken == [], "a PDF that this test rendered is not archival or not accessible"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    watch = conforming.watch()
    if watch.seen:
        seconds = f"{watch.seconds:.1f} s"
        terminalreporter.write_line(f"page-validation looked at {len(watch.seen)} PDFs in {seconds}")


@pytest.fixture(autouse=True)
def own_stores(settings: Settings, tmp_path: Path) -> None:
    settings.STORE_URL = f"file://{tmp_path / 'store'}"
    settings.DRAFTS_URL = f"file://{tmp_path / 'drafts'}"


@pytest.fixture(autouse=True)
def guards_lifted_for_the_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test ends by emptying every table, which the guards of the published record refuse."""
    marker = request.node.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")) and "transactional_db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    guards.install(connection)
    yield
    guards.remove(connection)


@pytest.fixture(autouse=True)
def no_search_for_assets(settings: Settings) -> None:
    # WhiteNoise would look at every file of every app for each client; the live server serves assets by itself.
    settings.WHITENOISE_USE_FINDERS = False


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _on_postgres() -> bool:
    return str(django_settings.DATABASES["default"]["ENGINE"]).endswith("postgresql")


def _leave_out_faults(config: pytest.Config, items: list[pytest.Item]) -> None:
    faults = [item for item in items if item.get_closest_marker("faults")]
    items[:] = [item for item in items if item not in faults]
    config.hook.pytest_deselected(items=faults)
