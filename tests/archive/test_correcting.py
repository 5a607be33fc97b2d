from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client

from bulletin.models import Edition, Masthead
from tests.archive import builders


@pytest.fixture
def corrected(masthead: Masthead) -> Edition:
    return builders.corrected(masthead, builders.release(masthead, 144))


def test_the_issue_shows_the_correction_and_the_way_to_the_first_revision(client: Client, corrected: Edition) -> None:
    page = client.get("/tech-weekly/144/").content.decode()
    assert "<del>三月一日</del>" in page
    assert "<ins>四月一日</ins>" in page
    assert 'href="/tech-weekly/144/r1/pdf/"' in page


def test_only_the_corrected_entry_shows_the_correction(client: Client, corrected: Edition) -> None:
    assert "日期有误。" in client.get("/tech-weekly/144/1.1.2/").content.decode()
    assert "日期有误。" not in client.get("/tech-weekly/144/1.1.1/").content.decode()


def test_lists_show_a_corrected_issue_once(client: Client, corrected: Edition) -> None:
    assert client.get("/tech-weekly/").content.decode().count('class="issue-line"') == 1
    assert client.get("/tech-weekly/entries/").content.decode().count('class="found-line"') == corrected.entry_count


def test_a_file_is_called_corrected_however_long_the_masthead_is(client: Client, db: None) -> None:
    of = builders.masthead("long", "长" * 120)
    builders.corrected(of, builders.release(of, 144))
    for place, end in (("", "-第144期-更正版.pdf"), ("r2/", "-第144期-更正版-r2.pdf")):
        name = unquote(client.get(f"/long/144/{place}pdf/")["Content-Disposition"].partition("''")[2])
        assert name.endswith(end)
        assert len(name) == 120 + len(".pdf")
