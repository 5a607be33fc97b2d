from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.drafting import entries
from editorial.models import AuditEntry, Entry, Issue, SignOff, User
from editorial.review import workflow
from editorial.review.facts import Target, gather
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of

SignIn = Callable[[User], Client]


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.submitted_issue(cast, masthead, entries=5)


def address(issue: Issue) -> str:
    return reverse("desk:editorial_issue_read_through", args=[issue.pk])


def seen(issue: Issue, *rows: Entry) -> list[str]:
    facts = gather(issue.pk)
    return [f"entry-{row.pk}:{facts.digest(Target(row.section.part_id, row.pk))}" for row in rows]


def sign(client: Client, issue: Issue, shown: list[str], stage: str = "first", **headers: str) -> Any:
    url = reverse("desk:editorial_issue_read_sign", args=[issue.pk])
    return client.post(url, {"stage": stage, "seen": shown}, headers=headers)


def changed(issue: Issue, cast: Cast, entry: Entry) -> None:
    workflow.send_back(entry, by=cast.reviewer1, remark="改一改")
    row = Entry.objects.get(pk=entry.pk)
    entries.revise(row, {"title": "改过的题"}, by=cast.writer, seen_version=row.version)
    workflow.submit(Entry.objects.get(pk=entry.pk), by=cast.writer)


class Outline(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "article":
            self.ids.append(str(given["id"]))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))


def test_the_whole_issue_is_one_page_in_the_order_of_print(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    page = text_of(signed_in(cast.reviewer1).get(address(issue)))
    rows = builders.entries_of(issue)
    outline = Outline(page)
    assert outline.ids == [f"entry-{row.pk}" for row in rows]
    assert all(row.body_html in page and row.title in page for row in rows)
    assert [ref for ref in ("1.1.1", "1.1.3", "1.2.1", "2.1.1") if f'<span class="ref">{ref}</span>' not in page] == []
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))


def test_what_is_signed_is_what_was_seen_in_one_act(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    rows = builders.entries_of(issue)
    before = AuditEntry.objects.count()
    response = sign(signed_in(cast.reviewer1), issue, seen(issue, *rows[:3]))
    assert said(response) == ["3 sign-offs given."]
    assert set(SignOff.objects.values_list("entry", flat=True)) == {row.pk for row in rows[:3]}
    acts = AuditEntry.objects.all()[: AuditEntry.objects.count() - before]
    assert [(act.verb, act.refused) for act in acts] == [("sign first", False)]


def test_what_changed_after_it_was_read_is_left_and_told(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    one, other, *_rest = builders.entries_of(issue)
    shown = seen(issue, one, other)
    changed(issue, cast, one)
    answer = sign(signed_in(cast.reviewer1), issue, shown, accept="application/json").json()
    assert answer["count"] == 1
    assert answer["left"] == [
        {"key": f"entry-{one.pk}", "reasons": ["It was changed after you read it; read it again."]}
    ]
    assert [row.entry for row in SignOff.objects.all()] == [other]


def test_nothing_is_signed_and_one_refusal_is_left_when_all_have_changed(
    cast: Cast, issue: Issue, signed_in: SignIn
) -> None:
    one = builders.entries_of(issue)[0]
    shown = seen(issue, one)
    changed(issue, cast, one)
    before = AuditEntry.objects.count()
    response = sign(signed_in(cast.reviewer1), issue, shown)
    assert said(response) == ["It was changed after you read it; read it again."]
    assert not SignOff.objects.exists()
    assert [act.refused for act in AuditEntry.objects.all()[: AuditEntry.objects.count() - before]] == [True]


def test_four_eyes_hold_for_what_is_signed_while_reading(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    own, other, *_rest = builders.entries_of(issue)
    workflow.send_back(own, by=cast.chief, remark="重来")
    Entry.objects.filter(pk=own.pk).update(state=Entry.State.DRAFT)
    row = Entry.objects.get(pk=own.pk)
    entries.revise(row, {"standfirst": "初审人写的"}, by=cast.reviewer1, seen_version=row.version)
    workflow.submit(Entry.objects.get(pk=own.pk), by=cast.editor)
    answer = sign(signed_in(cast.reviewer1), issue, seen(issue, own, other), accept="application/json").json()
    assert (answer["count"], [each["key"] for each in answer["left"]]) == (1, [f"entry-{own.pk}"])
    assert "somebody else must sign it" in answer["left"][0]["reasons"][0]


def test_who_holds_no_role_of_the_stage_signs_nothing(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    response = sign(signed_in(cast.reviewer2), issue, seen(issue, builders.entries_of(issue)[0]))
    assert "You do not hold the role" in said(response)[0]
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("bent", [[], ["entry-1"], ["entry-0:" + "0" * 64], ["issue:" + "g" * 64], ["'; drop:x"]])
def test_bent_digests_are_no_request(cast: Cast, issue: Issue, signed_in: SignIn, bent: list[str]) -> None:
    assert sign(signed_in(cast.reviewer1), issue, bent).status_code == 400


def test_an_entry_of_another_issue_is_not_signed_here(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    other = builders.submitted_issue(cast, issue.masthead, number=8)
    answer = sign(
        signed_in(cast.reviewer1), issue, seen(other, builders.entries_of(other)[0]), accept="application/json"
    ).json()
    assert answer["count"] == 0
    assert not SignOff.objects.exists()


def test_parts_and_the_issue_are_signed_at_their_end_once_all_within_is(
    cast: Cast, issue: Issue, signed_in: SignIn
) -> None:
    rows = builders.entries_of(issue)
    sign(signed_in(cast.reviewer1), issue, seen(issue, *rows))
    second = signed_in(cast.reviewer2)
    page = text_of(second.get(address(issue)))
    facts = gather(issue.pk)
    parts = [f"part-{part.pk}:{facts.digest(Target(part_id=part.pk))}" for part in facts.assembled.parts]
    assert all(f'value="{part}"' in page for part in parts)
    assert sign(second, issue, parts, "second", accept="application/json").json()["count"] == 2
    chief = signed_in(cast.chief)
    whole = f"issue:{facts.digest(Target())}"
    assert f'value="{whole}"' in text_of(chief.get(address(issue)))
    assert sign(chief, issue, [whole], "final", accept="application/json").json()["count"] == 1


def test_the_answer_brings_the_new_marks(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    row = builders.entries_of(issue)[0]
    feet = sign(signed_in(cast.reviewer1), issue, seen(issue, row), accept="application/json").json()["feet"]
    assert "楚初审" in feet[f"entry-{row.pk}"]
    assert "<form" not in feet[f"entry-{row.pk}"]


def test_a_draft_can_be_read_but_not_signed(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    draft = builders.open_issue(masthead, by=cast.writer)
    page = text_of(signed_in(cast.reviewer1).get(address(draft)))
    assert builders.entries_of(draft)[0].title in page
    assert 'class="sign"' not in page


def test_a_read_through_is_kept_by_nobody(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    response = signed_in(cast.writer).get(address(issue))
    assert "no-store" in response["Cache-Control"]
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "same-origin")


def test_a_long_issue_asks_the_database_no_more_than_a_short_one(
    cast: Cast, masthead: Masthead, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    issue = builders.submitted_issue(cast, masthead, entries=40)
    client = signed_in(cast.reviewer1)
    client.get(address(issue))
    with django_assert_max_num_queries(40):
        client.get(address(issue))
