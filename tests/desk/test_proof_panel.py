from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin import recording, store
from bulletin.models import Authority, Masthead
from bulletin.recording import Blob, Rendition
from editorial import assembly
from editorial.drafting import entries
from editorial.models import Article, AuditEntry, Entry, Issue, Section, User
from editorial.publishing import freeze
from tests import builders
from tests.cast import Cast
from tests.entries.pages import address, opened

SignIn = Callable[[User], Client]
BODY = "<p>公示期限:2021年1月4日至15日。</p><p>落实的的要求，按照<strong>国知发[2019]46号</strong>办理。</p>"


@pytest.fixture
def section(masthead: Masthead, cast: Cast) -> Section:
    builders.open_issue(masthead, by=cast.writer)
    return Section.objects.get(code="national")


@pytest.fixture
def entry(section: Section, cast: Cast) -> Entry:
    return entries.add(section, builders.notice(90, title="关于某事的的通知", body_html=BODY), by=cast.writer)


def publish(issue: Issue) -> None:
    page, paper = (Blob(store.released().put(data), len(data)) for data in (b"<p>", b"%PDF"))
    recording.record(freeze.freeze(issue), Rendition(page, paper, 1, "none"), released_at=timezone.now())


def marked(page: str) -> list[tuple[str, str, str | None]]:
    """(field, words, replacement) of every mark on the page."""
    found = re.findall(r'class="proof-mark"([^>]*)>', page)
    told = [dict(re.findall(r'data-([a-z]+)="([^"]*)"', each)) for each in found]
    return [(each["field"], html.unescape(each["words"]), each.get("replacement")) for each in told]


def proved(client: Client, entry: Entry, **typed: str) -> str:
    values = {**opened(client, entry), **typed}
    answer = client.post(reverse(f"desk:editorial_{entry.kind}_proof", args=[entry.pk]), values)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_lists_the_marks_of_an_entry_with_their_replacements(
    cast: Cast, entry: Entry, signed_in: SignIn
) -> None:
    page = signed_in(cast.editor).get(address(entry)).content.decode()
    assert set(marked(page)) == {
        ("title", "的的", "的"),
        ("body_html", ":", "："),
        ("body_html", "的的", "的"),
        ("body_html", "[2019]46号", "〔2019〕46号"),
    }
    assert "A half-width mark stands in Chinese text." in page
    assert "公示期限<mark>:</mark>2021年1月4日" in page


def test_what_is_typed_is_proved_and_not_saved(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    before, acts = assembly.entry_of(entry), AuditEntry.objects.count()
    page = proved(client, entry, title="关于某事的通知", body_html="<p>甲,乙</p>")
    assert marked(page) == [("body_html", ",", "，")]
    assert (assembly.entry_of(Entry.objects.get(pk=entry.pk)), AuditEntry.objects.count()) == (before, acts)


def test_a_mark_tells_the_same_words_in_the_same_surroundings_apart(
    cast: Cast, entry: Entry, signed_in: SignIn
) -> None:
    page = proved(signed_in(cast.editor), entry, title="甲", body_html="<p>甲,乙</p><p>甲,乙</p>")
    assert re.findall(r'data-nth="(\d+)"', page) == ["0", "1"]


def test_rows_of_a_table_are_proved_by_the_names_of_their_controls(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    page = proved(signed_in(cast.editor), entry, title="甲", body_html="<p>甲</p>", **{"cites-0-title": "《 某办法》"})
    assert marked(page) == [("cites-0-title", "《 ", "《")]


def test_a_misspelt_name_of_the_register_is_marked(
    cast: Cast, masthead: Masthead, entry: Entry, signed_in: SignIn
) -> None:
    Authority.objects.get_or_create(name="国家药品监督管理局")
    page = proved(signed_in(cast.editor), entry, title="甲", body_html="<p>由国家药品监督管埋局发布</p>")
    assert marked(page) == [("body_html", "国家药品监督管埋局", "国家药品监督管理局")]


def test_markup_that_is_typed_is_shown_as_words(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    page = proved(signed_in(cast.editor), entry, title='甲,"><script>alert(1)</script>', body_html="<p>甲</p>")
    assert "<script>" not in page
    assert ("title", ",", "，") in marked(page)


def test_an_entry_that_is_not_stored_yet_is_proved_too(cast: Cast, section: Section, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    page = client.get(reverse("desk:editorial_article_add"), {"section": section.pk}).content.decode()
    proof = reverse("desk:editorial_article_proof_new", args=[section.pk])
    assert f'data-proof="{proof}"' in page
    assert "Nothing to look at." in page
    assert marked(client.post(proof, {"title": "甲,乙"}).content.decode()) == [("title", ",", "，")]
    assert not Article.objects.filter(title="甲,乙").exists()


def test_who_may_only_look_sees_the_marks_and_no_buttons(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    page = signed_in(cast.auditor).get(address(entry)).content.decode()
    assert len(marked(page)) == 4
    assert "proof-mend" not in page


def test_a_page_from_elsewhere_cannot_ask(cast: Cast, entry: Entry) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor)
    assert client.post(reverse("desk:editorial_notice_proof", args=[entry.pk]), {"title": "甲"}).status_code == 403


def test_a_title_a_word_away_from_one_of_the_archive_is_marked(
    cast: Cast, masthead: Masthead, entry: Entry, signed_in: SignIn
) -> None:
    titled = builders.notice(91, title="国家知识产权局关于印发《药品信息公开管理办法》的通知")
    entries.add(entry.section, titled, by=cast.writer)
    publish(entry.section.part.issue)
    page = proved(signed_in(cast.editor), entry, title="甲", body_html="<p>按照《药品信息公开管理方法》执行。</p>")
    assert marked(page) == [("body_html", "《药品信息公开管理方法》", "《药品信息公开管理办法》")]


def test_of_a_habit_in_every_line_a_hundred_are_listed_and_all_are_counted(
    cast: Cast, entry: Entry, signed_in: SignIn
) -> None:
    page = proved(signed_in(cast.editor), entry, title="甲", body_html="<p>甲,乙</p>" * 130)
    assert len(marked(page)) == 100
    assert '<span class="count">130</span>' in page
    assert "Mend all 100" in page
