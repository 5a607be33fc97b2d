from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Entry, Issue, User
from editorial.publishing import press
from editorial.review import workflow
from tests import builders
from tests.cast import Cast
from tests.desk.asking import text_of
from tests.entries.pages import address, opened, saved

SignIn = Callable[[User], Client]
LOCKED = "This issue is scheduled for release and locked"
IN_REVIEW = "This entry is in review."
SAVE = 'name="_save"'


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


def lock(issue: Issue) -> None:
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SCHEDULED)


def page(client: Client, entry: Entry) -> str:
    return text_of(client.get(address(entry)))


def test_a_scheduled_issue_is_read_only_for_everyone(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    lock(issue)
    for person in (cast.writer, cast.editor, cast.reviewer1, cast.chief):
        text = page(signed_in(person), entry)
        assert LOCKED in text, person
        assert SAVE not in text, person
        assert text.count("disabled") > 10, person


@pytest.mark.parametrize("door", ["front", "part", "section"])
def test_the_headings_of_a_scheduled_issue_are_read_only_too(
    cast: Cast, issue: Issue, signed_in: SignIn, door: str
) -> None:
    section = builders.entries_of(issue)[0].section
    row = {"front": [], "part": [section.part_id], "section": [section.pk]}[door]
    url = reverse(f"desk:editorial_issue_{door}", args=[issue.pk, *row])
    assert LOCKED not in text_of(signed_in(cast.editor).get(url))
    lock(issue)
    text = text_of(signed_in(cast.editor).get(url))
    assert LOCKED in text
    assert "disabled" in text
    assert ">Save</button>" not in text


def test_only_who_may_unschedule_is_led_there(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    lock(issue)
    way = f'<a href="{reverse("desk:editorial_issue_release", args=[issue.pk])}">Unschedule…</a>'
    assert way in page(signed_in(cast.chief), entry)
    assert way not in page(signed_in(cast.writer), entry)


def test_what_was_typed_before_the_lock_is_refused_and_kept(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    client = signed_in(cast.writer)
    values = opened(client, entry)
    lock(issue)
    response: Any = saved(client, entry, values, title="来不及存的题")
    assert LOCKED in text_of(response)
    assert "来不及存的题" in text_of(response)
    assert Entry.objects.get(pk=entry.pk).title == entry.title


def test_an_entry_in_review_is_read_only_for_all_but_its_reviewers(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    workflow.submit(entry, by=cast.writer)
    for person in (cast.writer, cast.editor):
        text = page(signed_in(person), entry)
        assert IN_REVIEW in text, person
        assert SAVE not in text, person
    for person in (cast.reviewer1, cast.chief):
        text = page(signed_in(person), entry)
        assert IN_REVIEW not in text, person
        assert "Save as suggestion" in text, person


def test_who_may_not_edit_is_told_so_and_gets_no_form_to_fill(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    text = page(signed_in(cast.auditor), builders.entries_of(issue)[0])
    assert "Your role lets you read this entry, not change it." in text
    assert SAVE not in text


def test_a_released_issue_says_that_it_is_corrected_by_a_revision(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.signed_issue(cast, masthead, number=9)
    press.release(issue, by=cast.chief)
    text = page(signed_in(cast.chief), builders.entries_of(issue)[0])
    assert "This issue is released" in text
    assert SAVE not in text


def test_nothing_is_added_to_a_locked_issue(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    lock(issue)
    client = signed_in(cast.writer)
    section = builders.entries_of(issue)[0].section_id
    text = text_of(client.get(f"{reverse('desk:editorial_notice_add')}?section={section}"))
    assert LOCKED in text
    assert SAVE not in text
    assert "There is no open issue that you may add to." in text_of(client.get(reverse("desk:editorial_notice_add")))
