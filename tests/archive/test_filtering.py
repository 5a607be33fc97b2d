from __future__ import annotations

import re

import pytest
from django.test import Client

from bulletin.models import Edition, Masthead
from tests.archive import builders

LIST = "/tech-weekly/entries/"


@pytest.fixture
def entries(masthead: Masthead) -> Edition:
    """Number 144 with thirteen notices (1.1.1 to 1.1.7, 1.2.1 to 1.2.6) and an article (2.1.1)."""
    return builders.release(masthead, 144, entries=14)


def refs(client: Client, **query: str) -> list[str]:
    page = client.get(LIST, query).content.decode()
    return re.findall(r'class="entry-link" href="/tech-weekly/144/([^/]+)/"', page)


def test_all_entries_are_listed_in_their_printed_order(client: Client, entries: Edition) -> None:
    found = refs(client)
    assert len(found) == 14
    assert found[:2] == ["1.1.1", "1.1.2"]
    assert found[-1] == "2.1.1"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "article"}, ["2.1.1"]),
        ({"part_title": "医药信息篇"}, ["2.1.1"]),
        ({"section_title": "地方级"}, [f"1.2.{n}" for n in range(1, 7)]),
        ({"authority": "国家知识产权局", "section_title": "地方级"}, ["1.2.2", "1.2.4", "1.2.6"]),
        ({"signed_from": "2021-01-13"}, ["1.2.5", "1.2.6"]),
        ({"signed_to": "2021-01-03"}, ["1.1.1", "1.1.2"]),
        ({"signed_from": "2021-01-03", "signed_to": "2021-01-03"}, ["1.1.2"]),
        ({"title": "第13批"}, ["1.2.6"]),
        ({"title": "  开放   第13批 "}, ["1.2.6"]),
        ({"title": "没有这样的标题"}, []),
        ({"title": "%"}, []),
    ],
)
def test_each_field_narrows_the_list(
    client: Client, entries: Edition, query: dict[str, str], expected: list[str]
) -> None:
    assert refs(client, **query) == expected


def test_a_joint_notice_is_listed_once(client: Client, entries: Edition) -> None:
    found = refs(client)
    assert len(found) == len(set(found))


def test_choices_hold_what_public_entries_have_and_nothing_else(client: Client, entries: Edition) -> None:
    other = builders.masthead("other", "另一刊物")
    builders.release(other, 1)
    page = client.get(LIST).content.decode()
    assert re.findall(r'<option value="([^"]+)"', page) == [
        "医药信息篇",
        "知识产权信息篇",
        "国家级",
        "地方级",
        "资讯",
        "notice",
        "article",
        "国家知识产权局",
        "国家药品监督管理局",
    ]


@pytest.mark.parametrize(
    "query",
    [
        {"signed_from": "nonsense"},
        {"part_title": "没有此篇"},
        {"kind": "x"},
        {"title": "x" * 5000},
        {"title": "a\x00b"},
    ],
)
def test_a_field_that_makes_no_sense_is_named_beside_itself(
    client: Client, entries: Edition, query: dict[str, str]
) -> None:
    response = client.get(LIST, query)
    assert response.status_code == 200
    assert response.content.decode().count('class="field-error"') == 1


@pytest.mark.parametrize("page", ["0", "-1", "999999999", "x", "9" * 5000, "", "1e3", "\x00"])
def test_any_page_number_gives_a_page(client: Client, entries: Edition, page: str) -> None:
    assert client.get(LIST, {"page": page}).status_code == 200


def test_pages_keep_what_was_asked_for_and_drop_what_was_not(client: Client, masthead: Masthead) -> None:
    builders.release(masthead, 144, entries=30)
    page = client.get(LIST, {"title": "目录", "kind": "", "page": "1", "utm": "x"}).content.decode()
    assert 'rel="next" href="?title=%E7%9B%AE%E5%BD%95&amp;page=2"' in page
    assert 'rel="prev"' not in page
    last = client.get(LIST, {"title": "目录", "page": "2"}).content.decode()
    assert 'rel="prev" href="?title=%E7%9B%AE%E5%BD%95&amp;page=1"' in last
    assert last.count('class="found-line"') == 9


def test_every_field_has_its_label(client: Client, entries: Edition) -> None:
    page = client.get(LIST).content.decode()
    ids = set(re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', page))
    assert len(ids) == 7
    assert ids == set(re.findall(r'<label for="([^"]+)"', page))


def test_what_was_typed_is_shown_and_never_run(client: Client, entries: Edition) -> None:
    page = client.get(LIST, {"title": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
