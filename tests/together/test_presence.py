from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Masthead
from editorial import presence
from editorial.models import AuditEntry, Entry, Issue, Presence, User
from tests import builders
from tests.cast import Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def issue(masthead: Masthead, cast: Cast) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


def beat(client: Client, issue: Issue, entry: Entry | None = None, **values: str) -> Any:
    fields = values | ({"entry": str(entry.pk)} if entry else {})
    return client.post(reverse("desk:editorial_issue_presence", args=[issue.pk]), fields)


def names(response: Any) -> list[tuple[str, bool]]:
    return [(each["name"], each["active"]) for each in response.json()["here"]]


def back(**passed: float) -> None:
    for row in Presence.objects.all():
        row.seen_at -= timedelta(**passed)
        row.active_at -= timedelta(**passed)
        row.save()


def test_two_with_the_same_entry_open_see_each_other_and_not_themselves(
    cast: Cast, issue: Issue, signed_in: SignIn
) -> None:
    entry = builders.entries_of(issue)[0]
    first, second = signed_in(cast.writer), signed_in(cast.editor)
    assert names(beat(first, issue, entry, active="on")) == []
    assert names(beat(second, issue, entry, active="on")) == [("温采编", True)]
    assert names(beat(first, issue, entry, active="on")) == [("卞责编", True)]


def test_who_has_another_entry_open_is_seen_at_the_issue_only(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    one, other, _third = builders.entries_of(issue)
    beat(signed_in(cast.writer), issue, one, active="on")
    editor = signed_in(cast.editor)
    assert names(beat(editor, issue, other)) == []
    here = beat(editor, issue).json()["here"]
    assert [(each["name"], each["place"]) for each in here] == [("温采编", one.title)]


def test_whoever_touches_nothing_becomes_idle_and_says_since_when(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    writer, editor = signed_in(cast.writer), signed_in(cast.editor)
    beat(writer, issue, active="on")
    touched_at = Presence.objects.get().active_at
    Presence.objects.update(active_at=touched_at - timedelta(minutes=5))
    beat(writer, issue)
    (here,) = beat(editor, issue).json()["here"]
    assert here["active"] is False
    assert here["since"] == (touched_at - timedelta(minutes=5)).isoformat()
    assert here["state"].startswith("idle since ")
    beat(writer, issue, active="on")
    assert names(beat(editor, issue)) == [("温采编", True)]


def test_whoever_is_not_heard_of_for_45_seconds_is_gone_and_swept(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    writer, editor = signed_in(cast.writer), signed_in(cast.editor)
    beat(writer, issue, active="on")
    back(seconds=44)
    assert names(beat(editor, issue)) == [("温采编", True)]
    back(seconds=2)
    assert presence.others(issue, None, by=cast.editor) == []
    assert names(beat(editor, issue)) == []
    assert list(Presence.objects.values_list("user", flat=True)) == [cast.editor.pk]


def test_closing_a_page_takes_ones_row_away_and_nobody_elses(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    writer, editor = signed_in(cast.writer), signed_in(cast.editor)
    beat(writer, issue)
    beat(editor, issue)
    assert beat(writer, issue, leaving="on").status_code == 204
    assert list(Presence.objects.values_list("user", flat=True)) == [cast.editor.pk]


def test_a_heartbeat_leaves_no_trace_and_raises_no_version(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    before = (AuditEntry.objects.count(), issue.version, issue.generation, entry.version)
    client = signed_in(cast.editor)
    for values in ({"active": "on"}, {}, {"leaving": "on"}):
        beat(client, issue, entry, **values)
    now, row = builders.refreshed(issue), Entry.objects.get(pk=entry.pk)
    assert (AuditEntry.objects.count(), now.version, now.generation, row.version) == before


def test_nobody_is_present_at_what_they_may_not_see(
    cast: Cast, issue: Issue, other_masthead: Masthead, signed_in: SignIn
) -> None:
    foreign = builders.open_issue(other_masthead, by=cast.writer)
    client = signed_in(cast.editor)
    missing = beat(client, foreign)
    assert (missing.status_code, beat(client, issue, builders.entries_of(foreign)[0]).status_code) == (404, 404)
    assert not Presence.objects.exists()


def test_only_the_last_place_of_somebody_with_two_windows_is_told(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    one, other, _third = builders.entries_of(issue)
    writer = signed_in(cast.writer)
    beat(writer, issue, one, active="on")
    Presence.objects.update(active_at=timezone.now() - timedelta(seconds=20))
    beat(writer, issue, other, active="on")
    here = beat(signed_in(cast.editor), issue).json()["here"]
    assert [each["place"] for each in here] == [other.title]
