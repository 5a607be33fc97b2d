from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin import recording, store
from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.recording import Blob, Rendition
from editorial.drafting import entries, outline
from editorial.models import Entry, Issue, Revision, User
from editorial.publishing import freeze
from editorial.review import versions, workflow
from tests import builders
from tests.cast import Cast
from tests.desk.asking import text_of
from tests.entries.pages import address

SignIn = Callable[[User], Client]


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


@pytest.fixture
def entry(issue: Issue, cast: Cast) -> Entry:
    """With three versions, of which each changed another field."""
    row = builders.entries_of(issue)[0]
    for changes in ({"title": "甲题"}, {"standfirst": "新提要"}):
        row = entries.revise(row, changes, by=cast.writer, seen_version=row.version)
    return row


def page(client: Client, entry: Entry, **asked: str | int) -> str:
    where = reverse("desk:editorial_issue_compare_entry", args=[entry.section.part.issue_id, entry.pk])
    return text_of(client.get(where, asked))


def labels(text: str) -> list[str]:
    return [each.split("</dt>")[0] for each in text.split("<dt>")[1:]]


def recorded(issue: Issue) -> None:
    """Published as a release records it, with two words for its forms."""
    page_of, paper = (Blob(store.released().put(data), len(data)) for data in (b"<p>", b"%PDF"))
    recording.record(freeze.freeze(issue), Rendition(page_of, paper, 1, "none"), released_at=timezone.now())


def test_the_last_change_is_shown_unless_two_versions_are_chosen(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    assert labels(page(client, entry)) == ["Standfirst"]
    first, second, third = Revision.objects.filter(entry=entry).order_by("pk")
    assert labels(page(client, entry, old=first.pk, new=second.pk)) == ["Title"]
    assert labels(page(client, entry, old=first.pk, new=third.pk)) == ["Title", "Standfirst"]
    assert "Nothing differs." in page(client, entry, old=first.pk, new=first.pk)


def test_versions_are_offered_with_their_writers_and_signers(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    entry = builders.entries_of(builders.signed_issue(cast, masthead))[0]
    text = page(signed_in(cast.editor), entry)
    assert "温采编 · 初审 ✓ 楚初审" in text


def test_a_version_of_something_else_cannot_be_named(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    other = Revision.objects.exclude(entry=entry)[0]
    where = reverse("desk:editorial_issue_compare_entry", args=[entry.section.part.issue_id, entry.pk])
    client = signed_in(cast.editor)
    assert client.get(where, {"old": other.pk}).status_code == 404
    assert client.get(where, {"old": "x"}).status_code == 400


def test_a_reviewer_sees_what_changed_since_they_last_signed(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.signed_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    for name in ("title", "standfirst"):
        builders.changed_in_review(entry, {name: "改"}, suggested_by=cast.reviewer1, by=cast.editor)
        entry = Entry.objects.get(pk=entry.pk)
    assert labels(page(signed_in(cast.reviewer1), entry, since="signed")) == ["Title", "Standfirst"]
    assert "Since I last signed" not in page(signed_in(cast.editor), entry)
    leading = [
        "?since=signed" in text_of(signed_in(person).get(address(entry)))
        for person in (cast.reviewer1, cast.reviewer2, cast.editor)
    ]
    assert leading == [True, False, False]


def test_who_signed_a_part_or_the_issue_sees_every_change_within(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.signed_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    part = entry.section.part
    builders.changed_in_review(entry, {"byline": "记者乙"}, suggested_by=cast.reviewer1, by=cast.editor)
    outline.revise_part(part, {"compiler": "新部门"}, by=cast.editor, seen_version=builders.refreshed(issue).version)
    asked = {"since": "signed"}
    of_part = reverse("desk:editorial_issue_compare_part", args=[issue.pk, part.pk])
    of_issue = reverse("desk:editorial_issue_compare", args=[issue.pk])
    assert labels(text_of(signed_in(cast.reviewer2).get(of_part, asked))) == ["Compiler", "Byline"]
    assert len(labels(text_of(signed_in(cast.chief).get(of_issue, asked)))) == 2


def test_the_frame_of_a_part_and_the_front_matter_are_compared(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    first, second, _news = builders.entries_of(issue)
    outline.move(first, second.section, 9, by=cast.editor, seen_version=issue.version)
    outline.revise_issue(
        builders.refreshed(issue), {"highlights": ["甲"]}, by=cast.editor, seen_version=issue.version + 1
    )
    client = signed_in(cast.editor)
    of_part = text_of(client.get(reverse("desk:editorial_issue_compare_part", args=[issue.pk, first.section.part_id])))
    assert "moved from 1 of 国家级 to 2 of 地方级" in of_part
    assert first.title in of_part
    of_issue = text_of(client.get(reverse("desk:editorial_issue_compare", args=[issue.pk])))
    assert labels(of_issue) == ["Highlights"]


def test_since_its_release_an_entry_is_compared_with_what_was_published(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.signed_issue(cast, masthead)
    recorded(issue)
    following = builders.open_issue(masthead, by=cast.writer, number=8)
    entry = builders.entries_of(following)[0]
    entries.revise(entry, {"standfirst": "又有变化"}, by=cast.writer, seen_version=entry.version)
    text = page(signed_in(cast.editor), entry, since="released")
    assert labels(text) == ["Standfirst"]
    assert "Since it was last released (no. 7, revision 1)" in text


def test_an_entry_that_was_never_out_has_nothing_to_be_compared_with(cast: Cast, entry: Entry) -> None:
    assert versions.published(entry) is None


def test_the_published_entry_of_the_same_ref_in_this_issue_comes_first(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    recorded(issue)
    entry = builders.entries_of(issue)[1]
    Entry.objects.filter(pk=entry.pk).update(ref="1.1.1")
    found = versions.published(Entry.objects.get(pk=entry.pk))
    assert found is not None
    assert (found.ref, found.edition.number) == ("1.1.1", 7)


def test_a_version_kept_before_an_entry_was_held_over_is_offered_still(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    builders.open_issue(masthead, by=cast.writer, number=8)
    entry = builders.entries_of(issue)[0]
    workflow.send_back(entry, by=cast.reviewer1, remark="下期再发。")
    outline.hold_over(entry, by=cast.editor, seen_version=builders.refreshed(issue).version)
    entry = Entry.objects.get(pk=entry.pk)
    entries.revise(entry, {"title": "改"}, by=cast.writer, seen_version=entry.version)
    assert labels(page(signed_in(cast.editor), entry)) == ["Title"]


def test_what_differs_is_shown_as_text(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    payload = "<script>alert(1)</script>"
    files = [shape.Attachment(title=payload)]
    entries.revise(entry, {"title": payload}, by=cast.writer, seen_version=entry.version, attachments=files)
    where = reverse("desk:editorial_issue_compare_entry", args=[entry.section.part.issue_id, entry.pk])
    text = signed_in(cast.editor).get(where).content.decode()
    assert payload not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2


def test_versions_of_another_masthead_are_like_none(
    cast: Cast, issue: Issue, entry: Entry, other_masthead: Masthead, signed_in: SignIn
) -> None:
    stranger = User.objects.create_user("stranger")
    stranger.memberships.create(masthead=other_masthead, role="chief")
    client = signed_in(stranger)
    for name, row in (("compare", []), ("compare_part", [entry.section.part_id]), ("compare_entry", [entry.pk])):
        assert client.get(reverse(f"desk:editorial_issue_{name}", args=[issue.pk, *row])).status_code == 404
