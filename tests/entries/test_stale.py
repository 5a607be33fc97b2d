from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries
from editorial.models import Entry, Issue, User
from editorial.review import workflow
from tests import builders
from tests.cast import Cast
from tests.entries.pages import controls, opened, saved

SignIn = Callable[[User], Client]
STALE = "Somebody else changed this in the meantime."


@pytest.fixture
def entry(masthead: Masthead, cast: Cast) -> Entry:
    issue = builders.open_issue(masthead, by=cast.writer)
    return builders.entries_of(issue)[0]


def now(entry: Entry) -> Entry:
    return Entry.objects.get(pk=entry.pk)


def test_who_saves_second_is_told_and_loses_nothing(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    first, second = signed_in(cast.writer), signed_in(cast.editor)
    page_of_first, page_of_second = opened(first, entry), opened(second, entry)
    saved(first, entry, page_of_first, title="甲的题", standfirst="甲的提要")
    response = saved(second, entry, page_of_second, title="乙的题", editor_note="乙的按语")
    text = response.content.decode()
    assert STALE in text
    values = controls(response)
    assert (values["title"], values["editor_note"]) == ("乙的题", "乙的按语")
    assert text.count('class="beside"') == 1
    assert "甲的题" in text
    assert (now(entry).title, now(entry).standfirst) == ("甲的题", "甲的提要")


def test_saving_again_keeps_what_the_other_changed_elsewhere(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    first, second = signed_in(cast.writer), signed_in(cast.editor)
    page_of_first, page_of_second = opened(first, entry), opened(second, entry)
    changed = {
        "standfirst": "甲的提要",
        "authorities": "甲局",
        "effective-0-text": "甲的日期",
        "attachments-1-title": "甲附",
    }
    assert saved(first, entry, page_of_first, title="甲的题", **changed).status_code == 302
    again = controls(saved(second, entry, page_of_second, title="乙的题", **{"cites-0-title": "乙引"}))
    assert saved(second, entry, again).status_code == 302
    row = now(entry)
    assert (row.title, row.standfirst, row.authorities) == ("乙的题", "甲的提要", ["甲局"])
    assert row.effective[0]["text"] == "甲的日期"
    assert row.cites == [{"title": "乙引"}]
    assert [each.title for each in row.attachments.all()][-1] == "甲附"


def test_the_body_and_the_tables_of_the_other_stand_beside_ones_own(
    cast: Cast, entry: Entry, signed_in: SignIn
) -> None:
    first, second = signed_in(cast.writer), signed_in(cast.editor)
    page_of_first, page_of_second = opened(first, entry), opened(second, entry)
    saved(first, entry, page_of_first, body_html="<p>甲<strong>文</strong></p>", **{"effective-0-text": "甲的日期"})
    response = saved(second, entry, page_of_second, body_html="<p>乙文</p>", **{"effective-0-text": "乙的日期"})
    text = response.content.decode()
    assert text.count('class="beside"') == 2
    assert "<p>甲<strong>文</strong></p>" in text
    assert "<ins>甲</ins>的日期" in text
    values = controls(response)
    assert (values["body_html"], values["effective-0-text"]) == ("<p>乙文</p>", "乙的日期")


def test_the_same_change_by_both_is_no_quarrel(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    first, second = signed_in(cast.writer), signed_in(cast.editor)
    page_of_first, page_of_second = opened(first, entry), opened(second, entry)
    saved(first, entry, page_of_first, title="同题")
    again = controls(saved(second, entry, page_of_second, title="同题"))
    assert saved(second, entry, again).status_code == 302
    assert now(entry).title == "同题"


def test_a_submission_in_between_is_a_change_too(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    page = opened(client, entry)
    workflow.submit(Issue.objects.get(), by=cast.chief)
    response = saved(client, entry, page, title="新题")
    assert STALE in response.content.decode()
    assert 'class="beside"' not in response.content.decode()
    again = saved(client, entry, controls(response))
    assert "This entry is in review." in again.content.decode()
    assert controls(again)["title"] == "新题"
    assert now(entry).title == entry.title


@pytest.mark.parametrize("forged", [{"version": ""}, {"version": "x"}, {"version": "99"}, {"seen": "f" * 64}])
def test_a_bent_version_saves_nothing_that_was_not_seen(
    cast: Cast, entry: Entry, signed_in: SignIn, forged: dict[str, str]
) -> None:
    first, second = signed_in(cast.writer), signed_in(cast.editor)
    page = opened(second, entry)
    saved(first, entry, opened(first, entry), title="甲的题")
    assert saved(second, entry, page, title="乙的题", **forged).status_code == 200
    assert now(entry).title == "甲的题"


def test_a_race_between_reading_and_saving_is_refused(cast: Cast, entry: Entry) -> None:
    entries.revise(entry, {"title": "甲的题"}, by=cast.writer, seen_version=entry.version)
    with pytest.raises(Refused):
        entries.revise(entry, {"title": "乙的题"}, by=cast.editor, seen_version=entry.version)
