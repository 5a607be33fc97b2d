from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.drafting import entries, history, opening, outline
from editorial.models import AuditEntry, Entry, Issue, Section, SignOff, User
from editorial.review import rules
from editorial.review.facts import Target
from tests import builders
from tests.cast import Cast
from tests.desk.asking import digest, press, said

SignIn = Callable[[User], Client]


def seen(issue: Issue) -> list[str]:
    """The boxes of all entries as the page shows them now."""
    return [
        f"{entry.pk}.{entry.version}.{digest(issue, Target(entry.section.part_id, entry.pk))}"
        for entry in builders.entries_of(issue)
    ]


def do(client: Client, issue: Issue, step: str, chosen: list[str], **values: Any) -> list[str]:
    response = press(client, "bulk", issue, do=step, chosen=chosen, **values)
    assert response.status_code == 302
    return said(response)


def states(issue: Issue) -> list[str]:
    return [entry.state for entry in builders.entries_of(issue)]


def test_chosen_entries_are_submitted_and_the_others_left(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    assert do(signed_in(cast.writer), issue, "submit", seen(issue)[:2]) == ["Submit for review: 2 done."]
    assert states(issue) == ["submitted", "submitted", "draft"]


def test_every_row_that_was_not_done_says_why_and_the_others_are_done(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    chosen = seen(issue)
    first, second, _third = builders.entries_of(issue)
    entries.revise(first, {"title": "改过的标题"}, by=cast.editor, seen_version=first.version)
    Entry.objects.filter(pk=second.pk).update(body_html="")
    assert do(signed_in(cast.writer), issue, "submit", chosen) == [
        "Submit for review: 1 done.",
        "Submit for review: 2 not done.",
        f"“改过的标题”: {history.STALE}",
        f"“{second.title}”: “{second.title}” has no text.",
    ]
    assert states(issue) == ["draft", "draft", "submitted"]


def test_every_row_is_one_attempt_in_the_trail_done_or_refused(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    Entry.objects.filter(pk=builders.entries_of(issue)[0].pk).update(body_html="")
    before = AuditEntry.objects.count()
    do(signed_in(cast.writer), issue, "submit", seen(issue))
    written = AuditEntry.objects.order_by("pk")[before:]
    assert [(each.verb, each.refused) for each in written] == [("submit", True), ("submit", False), ("submit", False)]


def test_chosen_entries_are_signed_at_the_digest_that_was_seen(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    chosen = seen(issue)
    stale = chosen[0].rsplit(".", 1)[0] + "." + "0" * 64
    told = do(signed_in(cast.reviewer1), issue, "sign.first", [stale, chosen[1]])
    first, second, _third = builders.entries_of(issue)
    assert told == ["初审: 1 done.", "初审: 1 not done.", f"“{first.title}”: {history.STALE}"]
    assert [each.entry_id for each in SignOff.objects.all()] == [second.pk]


def test_nobody_signs_many_what_they_may_not_sign_singly(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    told = do(signed_in(cast.writer), issue, "sign.first", seen(issue)[:1])
    assert str(rules.NOT_YOUR_ROLE % {"stage": "初审"}) in told[1]
    assert not SignOff.objects.exists()


def test_a_stage_that_does_not_exist_signs_nothing(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    assert do(signed_in(cast.reviewer1), issue, "sign.none", seen(issue)) == [
        "The plan of this masthead has no stage “none”."
    ]


def test_chosen_entries_move_to_the_end_of_a_section_in_their_order(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer, entries=5)
    first, second, third, local, _news = builders.entries_of(issue)
    section = local.section
    told = do(signed_in(cast.editor), issue, f"move.{section.pk}", seen(issue)[:2])
    assert told == [f"Move to {section}: 2 done."]
    found = Section.objects.get(pk=section.pk).entries.order_by("position")
    assert list(found) == [local, first, second]
    assert Entry.objects.get(pk=third.pk).section_id != section.pk


def test_chosen_entries_are_held_over_to_the_next_issue(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    following = opening.open_next(masthead, by=cast.editor)
    do(signed_in(cast.editor), issue, "hold-over", seen(issue)[:2])
    assert len(builders.entries_of(issue)) == 1
    assert len(builders.entries_of(following)) == 2


def test_moving_many_on_an_old_page_moves_nothing(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer, entries=5)
    first, second, _third, local, _news = builders.entries_of(issue)
    chosen = seen(issue)[:2]
    outline.move(second, second.section, 1, by=cast.chief, seen_version=issue.version)
    told = do(signed_in(cast.editor), issue, f"move.{local.section_id}", chosen, version=issue.version)
    assert told[1:] == [f"“{each.title}”: {history.STALE}" for each in (second, first)]
    assert local.section.entries.count() == 1


def test_a_row_that_has_left_the_issue_says_so(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    opening.open_next(masthead, by=cast.editor)
    chosen = seen(issue)
    first = builders.entries_of(issue)[0]
    outline.hold_over(first, by=cast.editor, seen_version=Issue.objects.get(pk=issue.pk).version)
    told = do(signed_in(cast.writer), issue, "submit", chosen)
    assert f"“{first.title}”: It has left this issue." in told
    assert Entry.objects.get(pk=first.pk).state == Entry.State.DRAFT


def test_entries_of_another_masthead_are_not_touched(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    foreign = builders.open_issue(other_masthead, by=cast.writer)
    assert do(signed_in(cast.editor), issue, "submit", seen(foreign)) == ["Choose at least one entry."]
    assert states(foreign) == ["draft"] * 3


def test_assigning_many_leads_to_the_page_that_asks_to_whom(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    first, second, _third = builders.entries_of(issue)
    response = press(signed_in(cast.editor), "bulk", issue, do="assign", chosen=seen(issue)[:2])
    page = reverse("desk:editorial_issue_assign", args=[issue.pk])
    assert response["Location"] == f"{page}?entry={first.pk}&entry={second.pk}"


@pytest.mark.parametrize(
    "bent", [{"do": "delete"}, {"do": "move.0"}, {"chosen": "x.1"}, {"chosen": f"1.{2**40}"}, {"version": "-1"}]
)
def test_what_no_form_sends_is_a_bad_request(
    cast: Cast, masthead: Masthead, signed_in: SignIn, bent: dict[str, str]
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    values = {"do": "submit", "chosen": seen(issue)} | bent
    assert press(signed_in(cast.editor), "bulk", issue, **values).status_code == 400
