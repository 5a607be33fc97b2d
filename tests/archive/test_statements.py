from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.archive import builders

PAGES = [
    "/",
    "/few/",
    "/few/2/",
    "/few/2/1.2.1/",
    "/few/2/pdf/",
    "/few/2/html/",
    "/few/2/r1/pdf/",
    "/few/feed.atom",
    "/few/entries/",
    "/few/entries/?title=目录&authority=国家药品监督管理局",
]
MOST = 9


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_as_many_statements_for_thirty_entries_as_for_three(client: Client, db: None, path: str) -> None:
    few, many = builders.masthead("few", "少"), builders.masthead("many", "多")
    for number in (1, 2, 3):
        builders.release(few, number, entries=3)
    for number in range(1, 12):
        builders.release(many, number, entries=30)
    few_statements = statements(client, path)
    assert few_statements == statements(client, path.replace("few", "many"))
    assert few_statements <= MOST
