from __future__ import annotations

import re

import pytest
from django.test import Client

from bulletin import snapshot as sn
from bulletin.models import Edition, Masthead
from tests.archive import builders

PAGES = ["/", "/tech-weekly/", "/tech-weekly/144/", "/tech-weekly/144/1.1.1/", "/tech-weekly/entries/"]


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_home_of_a_single_masthead_is_its_newest_issue_and_the_archive_by_year(client: Client, issue: Edition) -> None:
    page = text(client, "/")
    assert page == text(client, "/tech-weekly/").replace('value="/tech-weekly/"', 'value="/"')
    assert "数据开放目录公布" in page
    assert re.findall(r'year-number">(\d+)<', page) == ["2021"]
    assert page.index('href="/tech-weekly/144/"') < page.index('href="/tech-weekly/143/"')


def test_home_of_several_mastheads_lists_each_with_its_newest_issue(client: Client, issue: Edition) -> None:
    builders.masthead("empty-monthly", "空白月刊")
    page = text(client, "/")
    assert 'href="/tech-weekly/144/"' in page
    assert 'href="/tech-weekly/143/"' not in page
    assert 'href="/empty-monthly/"' in page


def test_home_without_any_masthead_says_so(client: Client, db: None) -> None:
    assert client.get("/", headers={"accept-language": "en"}).content.decode().count("No issue has appeared yet.") == 1


def test_issues_are_listed_under_the_year_of_their_date(client: Client, issue: Edition) -> None:
    builders.release(issue.masthead, 140)
    page = text(client, "/tech-weekly/")
    assert re.findall(r'year-number">(\d+)<', page) == ["2021", "2020"]
    assert page.index('year-number">2020') < page.index('href="/tech-weekly/140/"')


def test_an_issue_without_highlights_shows_its_first_titles_instead(client: Client, masthead: Masthead) -> None:
    builders.release(masthead, 1, frozen=builders.snapshot(masthead, 1, highlights=()))
    assert 'href="/tech-weekly/1/1.1.1/"' in text(client, "/tech-weekly/")


def test_an_issue_shows_its_outline_facts_and_sign_offs(client: Client, issue: Edition) -> None:
    page = text(client, "/tech-weekly/144/")
    shown = ["第144期", "知识产权信息篇", "国家级", "地方级", "2021年第1号", "知识产权部", "复核甲", "主编丙", "终审"]
    assert [words for words in shown if words not in page] == []
    assert re.findall(r'class="entry-link" href="([^"]+)"', page) == [
        f"/tech-weekly/144/{ref}/" for ref in ("1.1.1", "1.1.2", "1.2.1", "2.1.1")
    ]


def test_an_entry_shows_its_text_facts_attachments_and_neighbours(client: Client, issue: Edition) -> None:
    page = text(client, "/tech-weekly/144/1.1.2/")
    shown = [
        "特此通知。",
        "2021年第2号",
        "国家药品监督管理局",
        "10个工作日",
        "mailto:comments@example.org",
        "《填报说明》",
    ]
    assert [words for words in shown if words not in page] == []
    assert 'href="https://example.org/list.doc" rel="noopener noreferrer"' in page
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', page) == [
        ("prev", "/tech-weekly/144/1.1.1/"),
        ("next", "/tech-weekly/144/1.2.1/"),
    ]


def test_headings_of_a_text_go_one_below_those_around_them(client: Client, issue: Edition) -> None:
    page = text(client, "/tech-weekly/144/1.1.1/")
    assert '<h1 class="entry-title">' in page
    assert "<h2>一、适用范围</h2>" in page
    assert "<h3>（一）办理时限</h3>" in page


def test_an_address_with_javascript_is_shown_and_not_linked(client: Client, masthead: Masthead) -> None:
    bad = builders.notice(1, source_url="javascript:alert(1)")
    part = sn.Part(sections=(sn.Section(entries=(bad,)),))
    front = builders.snapshot(masthead, 9)
    builders.release(
        masthead, 9, frozen=sn.normal_form(sn.Snapshot(masthead=front.masthead, issue=front.issue, parts=(part,)))
    )
    assert "javascript:" not in text(client, "/tech-weekly/9/1.1.1/")


@pytest.mark.parametrize(
    "path",
    [
        "/nobody/",
        "/Tech-Weekly/",
        "/tech-weekly/145/",
        "/tech-weekly/0144/",
        "/tech-weekly/0/",
        "/tech-weekly/99999999999999999999/",
        "/tech-weekly/144/9.9.9/",
        "/tech-weekly/144/r2/pdf/",
        "/tech-weekly/144/r0/pdf/",
        "/tech-weekly/144/odt/",
        "/tech-weekly/144/r2/docx/",
        "/tech-weekly/144/..%2f143/",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, issue: Edition, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [*PAGES, "/tech-weekly/feed.atom", "/tech-weekly/144/pdf/"])
def test_a_page_is_asked_for_again_and_not_sent_again(client: Client, issue: Edition, path: str) -> None:
    first = client.get(path)
    assert first["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert not first.cookies


@pytest.mark.parametrize("path", PAGES)
def test_no_page_changes_by_any_other_method(client: Client, issue: Edition, path: str) -> None:
    assert {client.generic(method, path).status_code for method in ("POST", "PUT", "PATCH", "DELETE")} == {405}


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_one_main_heading_a_skip_link_and_no_inline_style(client: Client, issue: Edition, path: str) -> None:
    page = text(client, path)
    assert page.count("<h1 ") == 1
    assert page.count('href="#main"') == page.count('id="main"') == 1
    assert " style=" not in page
    assert "<style" not in page
    assert "<script" not in page
    assert re.findall(r"<h[1-6](?! class)", page.partition('class="body"')[0]) == []
