from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Issue, Part, Section, User
from tests import builders
from tests.cast import Cast
from tests.entries.pages import controls

SignIn = Callable[[User], Client]
STALE = "Somebody else changed this in the meantime."


@pytest.fixture
def issue(masthead: Masthead, cast: Cast) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


def doors(issue: Issue) -> dict[str, str]:
    part = Part.objects.get(issue=issue, code="policy")
    section = Section.objects.get(part=part, code="national")
    return {
        "front": reverse("desk:editorial_issue_front", args=[issue.pk]),
        "part": reverse("desk:editorial_issue_part", args=[issue.pk, part.pk]),
        "section": reverse("desk:editorial_issue_section", args=[issue.pk, section.pk]),
    }


def opened(client: Client, door: str) -> dict[str, str]:
    return controls(client.get(door), "card narrow")


def save(client: Client, door: str, values: dict[str, str], **changes: str) -> Any:
    return client.post(door, {**values, **changes})


@pytest.mark.parametrize("door", ["front", "part", "section"])
def test_a_stale_heading_comes_back_with_both_versions(cast: Cast, issue: Issue, signed_in: SignIn, door: str) -> None:
    url = doors(issue)[door]
    first, second = signed_in(cast.editor), signed_in(cast.chief)
    of_first, of_second = opened(first, url), opened(second, url)
    assert save(first, url, of_first, title="甲的题").status_code == 302
    response = save(second, url, of_second, title="乙的题")
    text = response.content.decode()
    assert STALE in text
    assert text.count('class="beside"') == 1
    assert "<ins>甲</ins>的题" in text
    assert "卞责编" in text
    again = controls(response, "card narrow")
    assert again["title"] == "乙的题"
    assert save(second, url, again).status_code == 302
    assert opened(second, url)["title"] == "乙的题"


def test_a_field_that_was_not_touched_takes_what_is_saved(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    url = doors(issue)["front"]
    first, second = signed_in(cast.editor), signed_in(cast.chief)
    of_first, of_second = opened(first, url), opened(second, url)
    save(first, url, of_first, dated_on="2026-02-17", highlights="甲的要点\r\n第二条")
    response = save(second, url, of_second, title="乙的题")
    text = response.content.decode()
    assert 'class="beside"' not in text
    assert "You had not touched these" in text
    assert save(second, url, controls(response, "card narrow")).status_code == 302
    now = builders.refreshed(issue)
    assert (now.title, str(now.dated_on), now.highlights) == ("乙的题", "2026-02-17", ["甲的要点", "第二条"])


def test_a_part_and_the_front_page_quarrel_about_the_version_and_lose_nothing(
    cast: Cast, issue: Issue, signed_in: SignIn
) -> None:
    first, second = signed_in(cast.editor), signed_in(cast.chief)
    of_first, of_second = opened(first, doors(issue)["part"]), opened(second, doors(issue)["front"])
    save(first, doors(issue)["part"], of_first, compiler="新部门")
    response = save(second, doors(issue)["front"], of_second, title="乙的题")
    assert STALE in response.content.decode()
    assert save(second, doors(issue)["front"], controls(response, "card narrow")).status_code == 302
    assert Part.objects.get(issue=issue, code="policy").compiler == "新部门"
    assert builders.refreshed(issue).title == "乙的题"


def test_corrections_that_both_typed_stand_side_by_side(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    url = doors(issue)["front"]
    first, second = signed_in(cast.editor), signed_in(cast.chief)
    of_first, of_second = opened(first, url), opened(second, url)
    save(first, url, of_first, **{"corrections-0-ref": "1.1.1", "corrections-0-right": "甲的更正"})
    response = save(second, url, of_second, **{"corrections-0-ref": "1.1.1", "corrections-0-right": "乙的更正"})
    text = response.content.decode()
    assert "<ins>甲</ins>的更正" in text
    values = controls(response, "card narrow")
    assert values["corrections-0-right"] == "乙的更正"
    assert save(second, url, values).status_code == 302
    assert [row["right"] for row in builders.refreshed(issue).corrections] == ["乙的更正"]


def test_corrections_that_only_the_other_typed_are_kept(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    url = doors(issue)["front"]
    first, second = signed_in(cast.editor), signed_in(cast.chief)
    of_first, of_second = opened(first, url), opened(second, url)
    save(first, url, of_first, **{"corrections-0-ref": "1.1.1", "corrections-0-right": "甲的更正"})
    response = save(second, url, of_second, title="乙的题")
    assert save(second, url, controls(response, "card narrow")).status_code == 302
    now = builders.refreshed(issue)
    assert ([row["right"] for row in now.corrections], now.title) == (["甲的更正"], "乙的题")
