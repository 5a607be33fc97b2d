from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("stores")
    return {"STORE_URL": f"file://{folder / 'released'}", "DRAFTS_URL": f"file://{folder / 'drafts'}"}


@pytest.fixture(scope="module")
def newsroom(django_db_setup: None, django_db_blocker: DjangoDbBlocker, addresses: dict[str, str]) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**addresses):
            call_command("seed_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(newsroom: None, db: None, settings: Settings, addresses: dict[str, str]) -> None:
    """The demo in a database that held nothing; made once a module, because four issues are rendered."""
    for name, address in addresses.items():
        setattr(settings, name, address)
