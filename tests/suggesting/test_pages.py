from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Entry, Issue, Suggestion, User
from editorial.review import suggesting
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of
from tests.entries.pages import address, controls, opened, saved

SignIn = Callable[[User], Client]


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.submitted_issue(cast, masthead)


@pytest.fixture
def entry(issue: Issue) -> Entry:
    return builders.entries_of(issue)[0]


def settle(client: Client, made: Suggestion, **values: Any) -> Any:
    issue = made.entry.section.part.issue_id
    return client.post(reverse("desk:editorial_issue_suggestion", args=[issue, made.pk]), values)


def suggested(entry: Entry, by: User, **changes: Any) -> Suggestion:
    made = suggesting.propose(entry, changes, by=by, seen_version=entry.version)
    assert made is not None
    return made


@pytest.mark.parametrize("name", ["proofreader", "reviewer1", "chief"])
def test_what_a_reviewer_saves_becomes_a_suggestion(cast: Cast, entry: Entry, signed_in: SignIn, name: str) -> None:
    person = getattr(cast, name)
    client = signed_in(person)
    assert "Save as suggestion" in text_of(client.get(address(entry)))
    values = {"title": "改过的标题", "attachments-0-title": "改过的附件", "suggestion_note": "与原文一致"}
    response = saved(client, entry, opened(client, entry), **values)
    assert response.status_code == 302
    assert said(response) == ["Your suggestion lies with the writer."]
    made = Suggestion.objects.get()
    version = suggesting.version_of(made)
    assert (made.by, made.note, version.title) == (person, "与原文一致", "改过的标题")
    assert [each.title for each in version.attachments] == ["改过的附件"]
    assert Entry.objects.get(pk=entry.pk).title == entry.title


def test_a_page_of_a_reviewer_sent_back_unchanged_suggests_nothing(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.reviewer1)
    assert said(saved(client, entry, opened(client, entry))) == ["Nothing was changed."]
    assert not Suggestion.objects.exists()


def test_a_refused_suggestion_keeps_everything_typed(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.reviewer1)
    page = opened(client, entry)
    builders.changed_in_review(entry, {"title": "乙题"}, suggested_by=cast.reviewer2, by=cast.editor)
    response = saved(client, entry, page, title="甲题", suggestion_note="写了很久的理由")
    assert "Somebody else changed this" in text_of(response)
    values = controls(response)
    assert (values["title"], values["suggestion_note"]) == ("甲题", "写了很久的理由")
    assert saved(client, entry, values).status_code == 302
    assert Suggestion.objects.get(by=cast.reviewer1).base_digest != ""


@pytest.mark.parametrize("name", ["writer", "editor"])
def test_in_review_the_form_of_all_others_is_only_read(cast: Cast, entry: Entry, signed_in: SignIn, name: str) -> None:
    page = text_of(signed_in(getattr(cast, name)).get(address(entry)))
    assert 'name="_save"' not in page
    assert "Save as suggestion" not in page
    assert "This entry is in review." in page


def test_the_writer_sees_the_difference_and_takes_it_over_with_one_button(
    cast: Cast, entry: Entry, signed_in: SignIn
) -> None:
    made = suggested(entry, cast.reviewer1, title=entry.title.replace("通告", "公告"))
    client = signed_in(cast.writer)
    page = text_of(client.get(address(entry)))
    assert "<del>通</del><ins>公</ins>告" in page
    assert 'aria-keyshortcuts="T"' in page
    assert 'aria-keyshortcuts="D"' in page
    response = settle(client, made, act="take_over")
    assert response["Location"] == address(entry)
    assert Entry.objects.get(pk=entry.pk).title == entry.title.replace("通告", "公告")
    assert "one suggestion settled before" in text_of(client.get(address(entry)))


def test_a_declined_suggestion_keeps_its_reason(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    made = suggested(entry, cast.reviewer1, title="改")
    response = settle(signed_in(cast.editor), made, act="decline", remark="原文如此。")
    assert said(response) == ["Declined. The text stays as it was."]
    made.refresh_from_db()
    assert made.state == Suggestion.State.DECLINED


def test_a_refusal_names_the_field_that_both_changed(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    made = suggested(entry, cast.reviewer1, title="甲题")
    builders.changed_in_review(entry, {"title": "乙题"}, suggested_by=cast.reviewer2, by=cast.editor)
    client = signed_in(cast.writer)
    assert "“Title” was changed after this suggestion was made" in text_of(client.get(address(entry)))
    assert said(settle(client, made, act="take_over"))[0].startswith("“Title” was changed")


def test_only_who_may_settle_is_offered_the_buttons(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    suggested(entry, cast.reviewer1, title="改")
    offered = {
        person.username: [
            f'value="{act}"' in text_of(signed_in(person).get(address(entry))) for act in ("take_over", "decline")
        ]
        for person in (cast.writer, cast.editor, cast.reviewer1, cast.reviewer2, cast.auditor)
    }
    assert offered == {
        "writer": [True, True],
        "editor": [True, True],
        "reviewer1": [False, True],
        "reviewer2": [False, False],
        "auditor": [False, False],
    }


def test_a_suggestion_of_another_masthead_or_issue_is_like_one_that_never_was(
    cast: Cast, masthead: Masthead, entry: Entry, other_masthead: Masthead, signed_in: SignIn
) -> None:
    made = suggested(entry, cast.reviewer1, title="改")
    stranger = User.objects.create_user("stranger")
    stranger.memberships.create(masthead=other_masthead, role="chief")
    assert settle(signed_in(stranger), made, act="take_over").status_code == 404
    other = builders.open_issue(masthead, by=cast.writer, number=8)
    page = reverse("desk:editorial_issue_suggestion", args=[other.pk, made.pk])
    assert signed_in(cast.editor).post(page, {"act": "take_over"}).status_code == 404
    made.refresh_from_db()
    assert made.state == Suggestion.State.OPEN


def test_what_is_suggested_is_shown_as_text(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    payload = '<script>alert(1)</script>" onmouseover="x'
    made = suggesting.propose(
        entry, {"title": payload, "standfirst": payload}, by=cast.reviewer1, seen_version=entry.version, note=payload
    )
    assert made is not None
    page = signed_in(cast.writer).get(address(entry)).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_suggestions_stay_readable_when_the_issue_is_released(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    suggested(entry, cast.reviewer1, title="改")
    Issue.objects.update(state=Issue.State.RELEASED)
    page = text_of(signed_in(cast.writer).get(address(entry)))
    assert "<ins>改</ins>" in page
    assert 'value="take_over"' not in page
