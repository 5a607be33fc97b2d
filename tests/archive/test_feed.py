from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import Settings

from bulletin.models import Edition, Masthead
from tests.archive import builders

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/tech-weekly/feed.atom"


def feed(client: Client) -> ElementTree.Element:
    response = client.get(FEED)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own feed


def all_of(root: ElementTree.Element, name: str) -> list[str]:
    return [each.findtext(f"{ATOM}{name}", "") for each in root.iter(f"{ATOM}entry")]


def test_the_feed_names_each_issue_newest_first(client: Client, issue: Edition) -> None:
    root = feed(client)
    assert all_of(root, "title") == ["科技信息周报 第144期", "科技信息周报 第143期"]
    assert all_of(root, "updated") == ["2021-01-08T01:00:00+00:00", "2021-01-01T01:00:00+00:00"]
    assert root.findtext(f"{ATOM}updated") == "2021-01-08T01:00:00+00:00"
    assert "<li>数据开放目录公布</li>" in all_of(root, "summary")[0]


def test_every_link_is_made_from_the_site_root(client: Client, issue: Edition, settings: Settings) -> None:
    settings.SITE_ROOT = "https://weekly.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    response = client.get(FEED, headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own feed
    links = [each.get("href", "") for each in root.iter(f"{ATOM}link")]
    assert len(links) == 4
    assert all(link.startswith("https://weekly.example.org/tech-weekly/") for link in links)
    assert b"evil" not in response.content


def test_a_correction_stands_beside_the_first_revision(client: Client, issue: Edition) -> None:
    builders.release(issue.masthead, 144, supersedes=issue)
    root = feed(client)
    assert sum("144" in title for title in all_of(root, "title")) == 2
    assert len(set(all_of(root, "id"))) == 3


def test_an_empty_feed_stays_the_same_until_a_release(client: Client, masthead: Masthead) -> None:
    first = client.get(FEED)
    assert first.content == client.get(FEED).content
    assert all_of(feed(client), "title") == []


@pytest.mark.parametrize("text", ["]]>", "<script>", "&amp;", "\x0b\x00\x1f", "\ufffe", "“引号”"])
def test_the_feed_stays_well_formed_whatever_the_highlights_hold(client: Client, masthead: Masthead, text: str) -> None:
    builders.release(masthead, 1, frozen=builders.snapshot(masthead, 1, highlights=(f"要点{text}",)))
    assert "要点" in all_of(feed(client), "summary")[0]


def test_the_feed_speaks_the_language_of_its_masthead(client: Client, issue: Edition) -> None:
    chinese = client.get(FEED, headers={"accept-language": "zh-CN"})
    english = client.get(FEED, headers={"accept-language": "en"})
    assert chinese.content == english.content
    assert english["Content-Language"] == "zh-Hans"
