from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from bulletin.rendering import confined
from editorial.drafting import opening
from editorial.models import Entry, Issue, User
from editorial.publishing import preview
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of
from tests.rendering import reading_pdf

SignIn = Callable[[User], Client]


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


def address(entry: Entry, form: str) -> str:
    return reverse(f"desk:editorial_{entry.kind}_preview_{form}", args=[entry.pk])


def printed(pdf: bytes) -> str:
    return "".join("".join(reading_pdf.text_of(pdf)).split())


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_entry_is_printed_alone_under_its_own_headings(cast: Cast, issue: Issue, place: int) -> None:
    entries = builders.entries_of(issue)
    text = printed(preview.preview_entry(entries[place], by=cast.auditor).pdf)
    shown = [entry.title for entry in entries if entry.title in text]
    assert shown == [entries[place].title]
    section = entries[place].section
    assert section.part.title in text
    assert section.title in text
    assert {each.title for each in issue.parts.all() if each.title in text} == {section.part.title}
    assert issue.masthead.title in text


def test_an_entry_alone_has_no_contents_no_front_matter_and_no_imprint(cast: Cast, issue: Issue) -> None:
    made = preview.preview_entry(builders.entries_of(issue)[0], by=cast.editor)
    text, page = printed(made.pdf), made.html.decode()
    for word in ("目录", "本期要点", "版权页", builders.FRONT.highlights[0]):
        assert word not in text
        assert word not in page
    assert made.pages == 1


def test_what_a_masthead_has_enclosed_stays_out_of_the_preview_of_an_entry(cast: Cast, issue: Issue) -> None:
    Masthead.objects.filter(pk=issue.masthead_id).update(embeds_sources=True, embeds_snapshot=True)
    made = preview.preview_entry(builders.entries_of(issue)[0], by=cast.editor)
    assert b"/EmbeddedFile" not in made.pdf


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_preview_of_an_entry_is_watermarked_and_private(
    cast: Cast, issue: Issue, signed_in: SignIn, form: str
) -> None:
    response = signed_in(cast.auditor).get(address(builders.entries_of(issue)[0], form))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    if form == "pdf":
        assert response["Content-Type"] == "application/pdf"
        assert "预览稿" in printed(response.content)
    else:
        assert "预览稿" in response.content.decode()
        assert response["Content-Security-Policy"].endswith("sandbox")


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_nobody_previews_an_entry_of_another_masthead(
    cast: Cast, other_masthead: Masthead, signed_in: SignIn, form: str
) -> None:
    issue = opening.create(other_masthead, builders.FRONT, builders.parts(3), by=cast.writer)
    response = signed_in(cast.chief).get(address(builders.entries_of(issue)[0], form))
    assert response.status_code == 404


def test_the_page_of_an_entry_leads_to_its_previews(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    entry = builders.entries_of(issue)[2]
    page = text_of(signed_in(cast.editor).get(reverse(f"desk:editorial_{entry.kind}_change", args=[entry.pk])))
    assert address(entry, "html") in page
    assert address(entry, "pdf") in page


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_refused_preview_says_why_on_the_page_of_the_entry(
    cast: Cast, issue: Issue, signed_in: SignIn, form: str
) -> None:
    entry = builders.entries_of(issue)[0]
    Entry.objects.filter(pk=entry.pk).update(body_html='<p onclick="x()">原文</p>')
    response = signed_in(cast.editor).get(address(entry, form))
    assert response["Location"] == reverse("desk:editorial_notice_change", args=[entry.pk])
    assert entry.title in said(response)[0]


def test_a_change_elsewhere_in_the_issue_leaves_the_entry_as_it_was_typeset(cast: Cast, issue: Issue) -> None:
    entry, other, _article = builders.entries_of(issue)
    first = preview.preview_entry(entry, by=cast.editor)
    before = confined._ZYGOTE.children
    Entry.objects.filter(pk=other.pk).update(title="关于一件别的事情的通告")
    assert preview.preview_entry(entry, by=cast.editor) == first
    assert confined._ZYGOTE.children == before
