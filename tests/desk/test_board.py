from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Masthead
from editorial.models import Entry, Issue, Remark, Suggestion, User
from editorial.review import assigning, signing, workflow
from editorial.review.facts import Target
from tests import builders
from tests.cast import Cast
from tests.desk.asking import press, text_of

SignIn = Callable[[User], Client]


def board(client: Client, issue: Issue, **filters: Any) -> str:
    response = client.get(reverse("desk:editorial_issue_board", args=[issue.pk]), filters)
    assert response.status_code == 200
    return text_of(response)


def columns(page: str) -> dict[str, list[str]]:
    """The refs of the cards of every column."""
    found = re.findall(r'<section class="column column-(\w+)".*?</section>', page, re.DOTALL)
    blocks = re.findall(r'<section class="column column-\w+".*?</section>', page, re.DOTALL)
    return {
        name: re.findall(r'<span class="ref">([\d.]+)</span>', block) for name, block in zip(found, blocks, strict=True)
    }


def card(page: str, entry: Entry) -> str:
    found = re.search(rf'<li class="board-card" id="entry-{entry.pk}">.*?</li>\s*(?=<li|</ul>)', page, re.DOTALL)
    assert found
    return found[0]


def target(entry: Entry) -> Target:
    return Target(entry.section.part_id, entry.pk)


def test_the_cards_of_an_issue_stand_by_state_with_their_places(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer, entries=4)
    _first, second, third, fourth = builders.entries_of(issue)
    for entry in (second, third, fourth):
        workflow.submit(entry, by=cast.writer)
    workflow.send_back(third, by=cast.reviewer1, remark="请核对日期。")
    signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1, within=target(fourth))
    found = columns(board(signed_in(cast.editor), issue))
    assert found == {"draft": ["1.1.1"], "returned": ["1.2.1"], "submitted": ["1.1.2"], "approved": ["2.1.1"]}


def test_a_card_names_writer_reviewer_due_date_marks_and_what_is_open(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    late = timezone.now() - timedelta(hours=5, minutes=30)
    first = signing.stage_of(issue, "first")
    assigning.assign(issue, target(entry), first, to=cast.reviewer1, due_at=late, by=cast.editor)
    for must_fix in (True, False):
        Remark.objects.create(
            issue=issue, entry=entry, text="文号有误。", must_fix=must_fix, by=cast.reviewer1, at=timezone.now()
        )
    Suggestion.objects.create(
        entry=entry, base_digest="0" * 64, digest="1" * 64, content=b"{}", by=cast.reviewer1, at=timezone.now()
    )
    text = card(board(signed_in(cast.editor), issue), entry)
    expected = [
        "温采编",
        "楚初审",
        "overdue by 5 h 30 min",
        "初审 ○",
        "one must fix",
        "2 open remarks",
        "one suggestion",
    ]
    assert [each for each in expected if each not in text] == []


def test_the_board_shows_the_cards_of_one_part_or_one_person(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    first, _second, news = builders.entries_of(issue)
    assigning.assign(issue, target(first), None, to=cast.editor, by=cast.editor)
    client = signed_in(cast.editor)
    assert columns(board(client, issue, part=news.section.part_id))["draft"] == ["2.1.1"]
    assert columns(board(client, issue, person=cast.editor.pk))["draft"] == ["1.1.1"]
    assert columns(board(client, issue, person=cast.writer.pk))["draft"] == ["1.2.1", "2.1.1"]


@pytest.mark.parametrize("bent", [{"part": "x"}, {"person": "-1"}, {"part": str(2**70)}])
def test_a_filter_that_makes_no_sense_shows_everything(
    cast: Cast, masthead: Masthead, signed_in: SignIn, bent: dict[str, str]
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    assert len(columns(board(signed_in(cast.editor), issue, **bent))["draft"]) == 3


def test_a_card_moves_by_the_buttons_of_the_steps_and_the_way_leads_back_to_the_board(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    entry = builders.entries_of(issue)[0]
    client = signed_in(cast.writer)
    assert reverse("desk:editorial_issue_submit", args=[issue.pk]) in card(board(client, issue), entry)
    response = press(client, "submit", issue, entry=entry.pk, version=entry.version, back="board")
    assert response["Location"] == reverse("desk:editorial_issue_board", args=[issue.pk])
    assert "1.1.1" in columns(board(client, issue))["submitted"]


def test_the_buttons_on_a_card_follow_role_and_state(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    offered = {
        person.username: set(re.findall(r"/(submit|sign|return|assign)/", card(board(signed_in(person), issue), entry)))
        for person in (cast.writer, cast.editor, cast.reviewer1, cast.auditor)
    }
    assert offered == {"writer": set(), "editor": {"assign"}, "reviewer1": {"sign", "return"}, "auditor": set()}


def test_a_released_issue_offers_no_step_on_its_board(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.signed_issue(cast, masthead)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.RELEASED)
    page = board(signed_in(cast.chief), issue)
    assert re.findall(r"/(submit|sign|return|assign|bulk)/", page) == []


def test_the_board_of_thirty_entries_costs_as_many_queries_as_that_of_three(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client, counted = signed_in(cast.chief), []
    for number in (3, 30):
        issue = builders.submitted_issue(cast, masthead, number=number, entries=number)
        board(client, issue)
        with CaptureQueriesContext(connection) as captured:
            board(client, issue)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_issue_page_and_start_page_lead_to_the_board(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.writer)
    address = reverse("desk:editorial_issue_board", args=[issue.pk])
    pages = [reverse("desk:index"), reverse("desk:editorial_issue_change", args=[issue.pk])]
    assert [page for page in pages if f'href="{address}"' not in text_of(client.get(page))] == []
