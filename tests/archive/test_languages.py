from __future__ import annotations

import pytest
from django.test import Client

from bulletin.models import Edition

SWITCH = "/site/language/"


def language(client: Client, accept: str = "") -> str:
    page = client.get("/tech-weekly/144/", headers={"accept-language": accept} if accept else {}).content.decode()
    return page.partition('<html lang="')[2].partition('"')[0]


def test_chinese_is_the_default(client: Client, issue: Edition) -> None:
    assert language(client) == "zh-hans"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [("en", "en"), ("en-GB,en;q=0.9", "en"), ("zh-CN", "zh-hans"), ("fr", "zh-hans"), ("de,en;q=0.5", "en")],
)
def test_the_browser_says_which_language(client: Client, issue: Edition, accept: str, expected: str) -> None:
    assert language(client, accept) == expected


def test_the_switch_sets_a_cookie_and_returns_to_the_page(issue: Edition) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(SWITCH, {"language": "en", "next": "/tech-weekly/144/"})
    assert (response.status_code, response["Location"]) == (302, "/tech-weekly/144/")
    assert language(client, "zh-CN") == "en"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "\\\\evil.example", "javascript:alert(1)"]
)
def test_the_switch_never_leads_elsewhere(client: Client, issue: Edition, target: str) -> None:
    response = client.post(SWITCH, {"language": "en", "next": target})
    assert "evil" not in response["Location"]
    assert not response["Location"].startswith("javascript")


def test_caches_keep_the_languages_apart(client: Client, issue: Edition) -> None:
    response = client.get("/tech-weekly/144/")
    assert {each.strip() for each in response["Vary"].split(",")} >= {"Accept-Language", "Cookie"}


def test_dates_and_labels_follow_the_reader_and_titles_the_print(client: Client, issue: Edition) -> None:
    english = client.get("/tech-weekly/144/1.1.1/", headers={"accept-language": "en"}).content.decode()
    assert "2 January 2021" in english
    assert "Issued by" in english
    assert '<article class="entry" lang="zh-Hans">' in english
