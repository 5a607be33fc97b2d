"""The database's own refusal to change what was published: triggers, installed by migrations and looked for by checks.

A migration that alters a frozen table must end with ``Reinstall()``: SQLite rebuilds the table and drops its triggers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN_TABLES = (
    "bulletin_edition",
    "bulletin_withdrawal",
    "bulletin_reinstatement",
    "bulletin_publishedentry",
    "bulletin_publishedauthority",
    "bulletin_publishedcitation",
)
_MESSAGE = "published record: rows of {table} are never changed"


def expected() -> set[str]:
    """The names of the triggers that every database of ours must have (PostgreSQL adds a third for TRUNCATE)."""
    return {f"{table}_no_{verb}" for table in FROZEN_TABLES for verb in ("update", "delete")}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """The triggers that are not in force: absent, or disabled on PostgreSQL."""
    if connection.vendor == "postgresql":
        names = expected() | {f"{table}_no_truncate" for table in FROZEN_TABLES}
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    else:
        names = expected()
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return names - {row[0] for row in cursor.fetchall()}


def install(connection: BaseDatabaseWrapper) -> None:
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, _present(connection)):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away; only for a migration of a frozen table, and for tests that empty the database."""
    on_table = connection.vendor == "postgresql"
    names = [(table, verb) for table in _present(connection) for verb in ("update", "delete", "truncate")]
    with connection.cursor() as cursor:
        for table, verb in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}" + (f" ON {table}" if on_table else ""))


class Reinstall(migrations.RunPython):
    """The last operation of every migration that touches a frozen table."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__(_install, migrations.RunPython.noop)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, [], {})


def _install(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    install(schema_editor.connection)


def _present(connection: BaseDatabaseWrapper) -> list[str]:
    """The frozen tables that are there already: an early migration knows nothing of those that later ones make."""
    there = set(connection.introspection.table_names())
    return [table for table in FROZEN_TABLES if table in there]


def _statements(vendor: str, tables: Sequence[str]) -> list[str]:
    if vendor == "postgresql":
        return [_POSTGRES_FUNCTION, *(_postgres(table, verb) for table in tables for verb in _POSTGRES_VERBS)]
    return [_sqlite(table, verb) for table in tables for verb in ("update", "delete")]


def _sqlite(table: str, verb: str) -> str:
    message = _MESSAGE.format(table=table)
    return (
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


_POSTGRES_VERBS = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION bulletin_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'published record: rows of % are never changed', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _postgres(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"FOR EACH {_POSTGRES_VERBS[verb]} EXECUTE FUNCTION bulletin_refuse_change()"
    )
