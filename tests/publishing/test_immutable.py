from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, models, transaction

from bulletin.models import (
    Edition,
    Masthead,
    PublishedAuthority,
    PublishedCitation,
    PublishedEntry,
    Reinstatement,
    Withdrawal,
    guards,
)
from editorial.publishing import press
from tests.builders import signed_issue
from tests.cast import Cast

pytestmark = pytest.mark.every_database


@pytest.fixture
def edition(cast: Cast, masthead: Masthead) -> Edition:
    return press.release(signed_issue(cast, masthead), by=cast.chief)


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def saved(edition: Edition) -> None:
    edition.title = "改"
    edition.save()


def bulk_updated(edition: Edition) -> None:
    edition.title = "改"
    Edition.objects.bulk_update([edition], ["title"])


ROUTES: dict[str, Callable[[Edition], object]] = {
    "save": saved,
    "queryset update": lambda edition: Edition.objects.filter(pk=edition.pk).update(title="改"),
    "bulk_update": bulk_updated,
    "raw UPDATE": lambda edition: raw(f"UPDATE bulletin_edition SET title = 'x' WHERE id = {edition.pk}"),
    "delete": lambda edition: edition.delete(),
    "raw DELETE": lambda edition: raw(f"DELETE FROM bulletin_edition WHERE id = {edition.pk}"),
    "delete of entries": lambda edition: raw("DELETE FROM bulletin_publishedauthority"),
    "update of entries": lambda edition: edition.entries.update(title="改"),
    "cascade from the masthead": lambda edition: edition.masthead.delete(),
}


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_no_route_changes_what_was_published(route: str, edition: Edition) -> None:
    before = bytes(Edition.objects.get().snapshot), list(PublishedEntry.objects.values_list("title", "content"))
    fresh = Edition.objects.get()
    with pytest.raises((DatabaseError, models.ProtectedError)), transaction.atomic():
        ROUTES[route](fresh)
    now = Edition.objects.get()
    assert (bytes(now.snapshot), list(PublishedEntry.objects.values_list("title", "content"))) == before
    assert now.title == edition.title
    assert PublishedAuthority.objects.exists()


@pytest.mark.postgres
@pytest.mark.parametrize("table", guards.FROZEN_TABLES)
def test_truncate_is_refused_too(table: str, edition: Edition) -> None:
    # PostgreSQL truncates nothing while a foreign key waits to be checked, guard or no guard.
    raw("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        raw(f"TRUNCATE {table} CASCADE")
    assert Edition.objects.exists()


def test_without_the_guard_the_same_update_goes_through(edition: Edition) -> None:
    guards.remove(connection)
    assert Edition.objects.update(title="改") == 1
    guards.install(connection)


def test_a_missing_guard_is_named(edition: Edition) -> None:
    assert guards.missing(connection) == set()
    guards.remove(connection)
    assert guards.expected() <= guards.missing(connection)
    guards.install(connection)
    assert guards.missing(connection) == set()


def test_every_frozen_table_is_guarded() -> None:
    frozen = {
        model._meta.db_table
        for model in (Edition, PublishedEntry, PublishedAuthority, PublishedCitation, Withdrawal, Reinstatement)
    }
    assert frozen == set(guards.FROZEN_TABLES)
