from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Entry, Issue, Part, Remark, User
from editorial.review import discussing
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of
from tests.entries.pages import address

SignIn = Callable[[User], Client]
PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover='x' {{ 7 }} &amp;"


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.submitted_issue(cast, masthead)


@pytest.fixture
def entry(issue: Issue) -> Entry:
    return builders.entries_of(issue)[0]


def say(client: Client, issue: Issue, **values: Any) -> Any:
    return client.post(reverse("desk:editorial_issue_remarks", args=[issue.pk]), values)


def act(client: Client, remark: Remark, **values: Any) -> Any:
    issue = discussing.issue_of(discussing.row_of(remark))
    return client.post(reverse("desk:editorial_issue_thread", args=[issue.pk, remark.pk]), values)


def discussed(entry: Entry) -> str:
    return reverse("desk:editorial_issue_discuss", args=[entry.section.part.issue_id, entry.pk])


def test_a_remark_on_a_passage_is_posted_and_stands_beside_the_text(
    cast: Cast, issue: Issue, entry: Entry, signed_in: SignIn
) -> None:
    client = signed_in(cast.reviewer1)
    response = say(client, issue, entry=entry.pk, text="请核对。", passage="技术指导原则予以发布", back="discuss")
    remark = Remark.objects.get()
    assert response["Location"] == f"{discussed(entry)}#remark-{remark.pk}"
    assert said(response) == ["Your remark stands."]
    page = text_of(client.get(discussed(entry)))
    assert re.search(r'<blockquote class="passage">技术指导原则予以发布</blockquote>', page)
    assert "text has changed" not in page


def test_a_passage_that_is_gone_says_that_the_text_has_changed(
    cast: Cast, issue: Issue, entry: Entry, signed_in: SignIn
) -> None:
    discussing.say(entry, "请核对。", by=cast.reviewer1, passage="技术指导原则予以发布")
    builders.changed_in_review(entry, {"body_html": "<p>另文</p>"}, suggested_by=cast.reviewer1, by=cast.editor)
    for page in (discussed(entry), address(entry)):
        assert "The text has changed since." in text_of(signed_in(cast.writer).get(page))


def test_threads_stand_on_the_page_of_the_entry_with_their_replies(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1, must_fix=True)
    response = act(signed_in(cast.writer), remark, act="reply", text="已核。", back="entry")
    assert response["Location"] == f"{address(entry)}#remark-{remark.pk}"
    page = text_of(signed_in(cast.editor).get(address(entry)))
    assert page.index("请核对。") < page.index("已核。")
    assert "Must fix" in page


def test_a_part_and_the_issue_are_remarked_on_from_the_page_of_remarks(
    cast: Cast, issue: Issue, signed_in: SignIn
) -> None:
    client = signed_in(cast.chief)
    part = Part.objects.get(issue=issue, code="news")
    say(client, issue, part=part.pk, text="本篇太短。", must_fix="on")
    say(client, issue, text="封面未定。")
    assert [(each.part, each.must_fix) for each in Remark.objects.all()] == [(part, True), (None, False)]
    page = text_of(client.get(reverse("desk:editorial_issue_remarks", args=[issue.pk])))
    assert "本篇太短。" in page
    assert "封面未定。" in page


def test_a_thread_is_resolved_and_reopened_by_its_buttons(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    client = signed_in(cast.writer)
    assert 'value="resolve"' in text_of(client.get(address(entry)))
    act(client, remark, act="resolve", back="entry")
    remark.refresh_from_db()
    assert remark.resolved_by == cast.writer
    assert 'value="reopen"' in text_of(client.get(address(entry)))
    act(client, remark, act="reopen", back="entry")
    remark.refresh_from_db()
    assert remark.resolved_at is None


def test_buttons_are_offered_only_to_whom_they_answer(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    discussing.say(entry, "必须改。", by=cast.reviewer1, must_fix=True)
    offered = {
        person.username: [
            word in text_of(signed_in(person).get(discussed(entry)))
            for word in ('value="resolve"', 'name="must_fix"', 'name="text"')
        ]
        for person in (cast.writer, cast.editor, cast.reviewer1, cast.reviewer2, cast.auditor)
    }
    assert offered == {
        "writer": [False, False, True],
        "editor": [False, False, True],
        "reviewer1": [True, True, True],
        "reviewer2": [True, True, True],
        "auditor": [False, False, False],
    }


def test_a_refused_remark_says_why_and_keeps_what_was_typed(
    cast: Cast, issue: Issue, entry: Entry, signed_in: SignIn
) -> None:
    client = signed_in(cast.reviewer1)
    page = text_of(say(client, issue, entry=entry.pk, text="写了很久的意见", passage="没有这句话", must_fix="on"))
    assert "does not stand in the text" in page
    assert "写了很久的意见</textarea>" in page
    assert "没有这句话</textarea>" in page
    assert 'name="must_fix" checked' in page


def test_a_refused_reply_keeps_what_was_typed(cast: Cast, issue: Issue, entry: Entry, signed_in: SignIn) -> None:
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    page = text_of(act(signed_in(cast.writer), remark, act="reply", text="长" * 10_001))
    assert "at most 10,000 characters" in page
    assert "长" * 10_001 in page


def test_whatever_is_typed_is_shown_as_text(cast: Cast, issue: Issue, entry: Entry, signed_in: SignIn) -> None:
    Entry.objects.filter(pk=entry.pk).update(body_html="<p>&lt;b&gt;粗&lt;/b&gt;</p>", title=PAYLOAD[:80])
    entry = Entry.objects.get(pk=entry.pk)
    remark = discussing.say(entry, PAYLOAD, by=cast.reviewer1, passage="<b>粗</b>")
    discussing.reply(remark, PAYLOAD, by=cast.writer)
    client = signed_in(cast.editor)
    pages = [discussed(entry), address(entry), reverse("desk:editorial_issue_remarks", args=[issue.pk])]
    for page in [client.get(each).content.decode() for each in pages]:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "&lt;b&gt;粗&lt;/b&gt;" in page
        assert "49" not in re.findall(r'class="said">(.*?)</div>', page)
    typed = say(client, issue, entry=entry.pk, text=PAYLOAD, passage="</textarea><script>").content.decode()
    assert "</textarea><script>" not in typed


def test_rows_of_another_masthead_are_like_rows_that_never_were(
    cast: Cast, issue: Issue, entry: Entry, other_masthead: Masthead, signed_in: SignIn
) -> None:
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    stranger = User.objects.create_user("stranger")
    stranger.memberships.create(masthead=other_masthead, role="chief")
    client = signed_in(stranger)
    assert client.get(discussed(entry)).status_code == 404
    assert say(client, issue, text="x").status_code == 404
    assert act(client, remark, act="resolve").status_code == 404
    own = builders.open_issue(other_masthead, by=stranger)
    assert (
        client.post(reverse("desk:editorial_issue_thread", args=[own.pk, remark.pk]), {"act": "resolve"}).status_code
        == 404
    )
    assert say(client, own, entry=entry.pk, text="x").status_code == 404
    assert Remark.objects.count() == 1


def test_a_released_issue_shows_its_threads_and_takes_no_more(
    cast: Cast, issue: Issue, entry: Entry, signed_in: SignIn
) -> None:
    discussing.say(entry, "请核对。", by=cast.reviewer1)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.RELEASED)
    page = text_of(signed_in(cast.reviewer1).get(discussed(entry)))
    assert "请核对。" in page
    assert 'name="text"' not in page
    assert 'value="resolve"' not in page
