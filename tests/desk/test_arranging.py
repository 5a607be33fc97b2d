from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.drafting import history, opening, proposing
from editorial.drafting.proposing import Choice, Kind
from editorial.models import Issue, User
from tests import builders
from tests.cast import Cast
from tests.desk.asking import press, said

SignIn = Callable[[User], Client]


def order(issue: Issue) -> list[tuple[str, int]]:
    return [(entry.section.code, entry.pk) for entry in builders.entries_of(issue)]


def test_down_puts_an_entry_behind_the_next_one(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer, entries=4)
    first, second, *_rest = builders.entries_of(issue)
    response = press(signed_in(cast.editor), "move", issue, to=f"{first.pk}.{first.section_id}.2")
    assert response["Location"].endswith(f"#entry-{first.pk}")
    assert [pk for _section, pk in order(issue)][:2] == [second.pk, first.pk]


def test_an_entry_goes_to_another_section(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    entry, other, _news = builders.entries_of(issue)
    press(signed_in(cast.editor), "move", issue, to=f"{entry.pk}.{other.section_id}.1")
    assert order(issue)[:2] == [("local", entry.pk), ("local", other.pk)]


def test_a_move_on_an_old_page_is_refused_with_a_sentence(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer, entries=4)
    entry = builders.entries_of(issue)[0]
    before = order(issue)
    stale = issue.version - 1
    response = press(signed_in(cast.editor), "move", issue, to=f"{entry.pk}.{entry.section_id}.2", version=stale)
    assert said(response) == [str(history.STALE)]
    assert order(issue) == before


def test_a_bent_form_is_a_bad_request(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.editor)
    for to in ("", "1", "1.2.0", "1.2.3.4", "x.y.z", f"1.2.{10**30}"):
        assert press(client, "move", issue, to=to).status_code == 400
    assert press(client, "move", issue, to="1.2.3", version=10**30).status_code == 400


def test_an_entry_of_another_issue_is_not_found(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    stranger = builders.entries_of(builders.open_issue(other_masthead, by=cast.writer))[0]
    section = builders.entries_of(issue)[0].section_id
    client = signed_in(cast.chief)
    assert press(client, "move", issue, to=f"{stranger.pk}.{section}.1").status_code == 404
    assert press(client, "hold_over", issue, entry=stranger.pk).status_code == 404


def test_an_entry_is_held_over_to_the_next_issue(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    following = opening.open_next(masthead, by=cast.editor)
    entry = builders.entries_of(issue)[0]
    response = press(signed_in(cast.editor), "hold_over", issue, entry=entry.pk)
    assert [each.pk for each in builders.entries_of(following)] == [entry.pk]
    assert said(response) == [f"“{entry}” is held over to {following}."]


def test_a_special_issue_takes_nothing_that_is_held_over(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    day = date(2026, 2, 18)
    special = Choice(Kind.SPECIAL, dated_on=day, covers_from_on=day, covers_to_on=day)
    opening.open_next(masthead, by=cast.editor, choice=special)
    following = opening.open_next(masthead, by=cast.editor)
    entry = builders.entries_of(issue)[0]
    press(signed_in(cast.editor), "hold_over", issue, entry=entry.pk)
    assert [each.pk for each in builders.entries_of(following)] == [entry.pk]


def test_without_a_next_issue_nothing_is_held_over(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = press(signed_in(cast.editor), "hold_over", issue, entry=builders.entries_of(issue)[0].pk)
    assert "open the next issue first" in said(response)[0]
    assert len(builders.entries_of(issue)) == 3


def test_the_next_issue_is_opened_with_one_button(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.writer)
    response = signed_in(cast.editor).post(reverse("desk:editorial_issue_open_next"), {"masthead": masthead.pk})
    following = Issue.objects.get(masthead=masthead, number=8)
    assert response["Location"] == reverse("desk:editorial_issue_change", args=[following.pk])


def test_a_first_issue_cannot_be_opened_from_nothing(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    response = signed_in(cast.editor).post(reverse("desk:editorial_issue_open_next"), {"masthead": masthead.pk})
    assert said(response) == [str(proposing.NO_PREVIOUS)]
