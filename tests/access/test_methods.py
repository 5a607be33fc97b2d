"""HEAD is asked like GET; PUT and DELETE change nothing, whoever sends them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from bulletin.models import Masthead
from tests.access.addresses import Rows, make_rows, someone_else
from tests.access.table import TABLE, Open
from tests.access.test_walk import ON_THE_DESK, ROLE_OF, visitor, wrong
from tests.cast import Cast

# What a request may write without changing anything of the house: its own session.
OWN = ("django_session",)


@pytest.fixture
def rows(cast: Cast, masthead: Masthead) -> Rows:
    return make_rows(masthead, by=cast.writer, stranger=someone_else(masthead))


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement that changes a row."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and not any(name in sql for name in OWN):
            found.append(sql[:80])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


@pytest.mark.parametrize("who", ["chief", "auditor", "nobody"])
def test_a_head_request_answers_as_the_role_table_says(cast: Cast, rows: Rows, who: str) -> None:
    asking = visitor(getattr(cast, who))
    found = {address.name: asking.answer("HEAD", address, rows) for address in ON_THE_DESK}
    asked = {name: word for name, word in found.items() if TABLE[name][0] is not Open.NOT_OFFERED}
    assert {name: word for name, word in asked.items() if wrong(word, ROLE_OF[who], TABLE[name][0])} == {}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("who", ["chief", "auditor", "nobody"])
def test_a_method_that_no_form_sends_changes_nothing(cast: Cast, rows: Rows, who: str, method: str) -> None:
    asking = visitor(getattr(cast, who))
    changed, broken = {}, []
    for address in ON_THE_DESK:
        with writes() as statements:
            word = asking.answer(method, address, rows)
        if statements:
            changed[address.name] = statements
        if word == "broken":
            broken.append(address.name)
    assert (changed, broken) == ({}, [])
