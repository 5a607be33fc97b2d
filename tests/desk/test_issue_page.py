from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Issue, User
from editorial.review import readiness, signing
from editorial.review.facts import gather
from tests import builders
from tests.cast import Cast

SignIn = Callable[[User], Client]


def page(client: Client, issue: Issue) -> str:
    response = client.get(reverse("desk:editorial_issue_change", args=[issue.pk]))
    assert response.status_code == 200
    return unescape(response.content.decode())


def listed(text: str, marker: str) -> list[str]:
    block = re.search(rf'<div id="{marker}" class="checklist">(.*?)</section>', text, re.DOTALL)
    return re.findall(r'<li class="finding blocker">.*?<a [^>]*>(.*?)</a>', block[1], re.DOTALL) if block else []


def queries(client: Client, issue: Issue) -> int:
    page(client, issue)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page(client, issue)
    return len(captured)


def test_the_outline_shows_parts_sections_and_numbered_entries(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer, entries=4)
    text = page(signed_in(cast.editor), issue)
    headings = ["政策法规篇", "国家级", "地方级", "资讯篇"]
    assert [text.index(f">{heading}</h") for heading in headings] == sorted(
        text.index(f">{heading}</h") for heading in headings
    )
    assert re.findall(r'<span class="number">(\d+)</span>', text) == ["1", "2", "1", "1"]
    assert "2026年第1号" in text


def test_the_readiness_panel_is_the_list_of_the_rules(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    expected = [str(reason) for reason in readiness.blockers(gather(issue.pk))]
    assert len(expected) == 6
    assert listed(page(signed_in(cast.editor), issue), "readiness") == expected


def test_a_complete_issue_has_an_empty_readiness_panel(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.signed_issue(cast, masthead)
    text = page(signed_in(cast.editor), issue)
    assert listed(text, "readiness") == []
    assert "Everything is complete and signed." in text


def test_a_sign_off_shows_its_signer_until_a_change_makes_it_stale(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1)
    client = signed_in(cast.editor)
    assert page(client, issue).count("初审 ✓ 楚初审") == 3
    entry = builders.entries_of(issue)[0]
    builders.changed_in_review(entry, {"title": "改过的标题"}, suggested_by=cast.proofreader, by=cast.editor)
    text = page(client, issue)
    assert text.count("初审 ✓ 楚初审") == 2
    assert text.count("初审 ↻ 楚初审") == 1


@pytest.mark.parametrize("build", [builders.submitted_issue, builders.signed_issue])
def test_thirty_entries_cost_as_many_queries_as_three(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn, build: Callable[..., Issue]
) -> None:
    client = signed_in(cast.chief)
    short, long = (build(cast, masthead, number=number, entries=number) for number in (3, 30))
    assert queries(client, long) == queries(client, short)


def test_the_buttons_follow_the_role(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    offered = {
        person.username: set(re.findall(r'action="[^"]*/(\w[\w-]*)/"', page(signed_in(person), issue)))
        & {"move", "submit", "recall", "sign", "hold-over"}
        for person in (cast.writer, cast.editor, cast.reviewer1, cast.auditor)
    }
    assert offered == {
        "writer": {"recall"},
        "editor": {"move", "hold-over", "recall"},
        "reviewer1": {"sign"},
        "auditor": set(),
    }


def test_an_issue_of_another_masthead_is_not_found(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(other_masthead, by=cast.writer)
    response = signed_in(cast.chief).get(reverse("desk:editorial_issue_change", args=[issue.pk]))
    assert response.status_code == 404


def test_the_list_shows_number_state_entries_and_progress(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    builders.signed_issue(cast, masthead)
    builders.open_issue(other_masthead, by=cast.writer, number=99)
    text = signed_in(cast.auditor).get(reverse("desk:editorial_issue_changelist")).content.decode()
    assert "3 of 3" in text
    assert "监管周报" in text
    assert "知识产权月报" not in text
