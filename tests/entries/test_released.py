from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from bulletin.models import Masthead
from editorial.models import Entry, Issue, User
from tests import builders
from tests.cast import Cast
from tests.entries.pages import address, controls

SignIn = Callable[[User], Client]
SAVE = 'name="_save"'


def entry_of_released_issue(cast: Cast, masthead: Masthead) -> Entry:
    issue = builders.open_issue(masthead, by=cast.writer)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.RELEASED)
    return builders.entries_of(issue)[0]


def test_an_entry_of_a_released_issue_is_shown_and_not_offered_for_saving(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    entry = entry_of_released_issue(cast, masthead)
    page = signed_in(cast.editor).get(address(entry)).content.decode()
    assert entry.title in page
    assert SAVE not in page


def test_what_was_typed_before_the_release_stays_in_the_form(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    entry = builders.entries_of(builders.open_issue(masthead, by=cast.writer))[0]
    client = signed_in(cast.editor)
    typed = controls(client.get(address(entry))) | {"title": "来不及保存的标题"}
    Issue.objects.update(state=Issue.State.RELEASED)
    page = client.post(address(entry), typed).content.decode()
    assert "来不及保存的标题" in page
    assert "This issue is released" in page
    assert SAVE in page
