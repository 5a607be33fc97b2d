from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import SignOff, Stage
from editorial.publishing import freeze
from editorial.review import approving
from tests.builders import open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast
from tests.review.changing import sign
from tests.scratch import newsroom

RACE = """
    from editorial.models import Issue, User
    from editorial.review import signing
    issue = Issue.objects.get(number={number})
    done = signing.sign(issue, signing.stage_of(issue, "first"), by=User.objects.get(username="reviewer1"))
"""
OPENED = """
    from editorial.review import workflow
    from editorial.models import Issue, SignOff, User
    SignOff.objects.all().delete()
"""


def numbers() -> list[int | None]:
    return list(SignOff.objects.order_by("pk").values_list("number", flat=True))


def test_sign_offs_are_numbered_one_after_the_other(cast: Cast, masthead: Masthead) -> None:
    signed_issue(cast, masthead)
    assert numbers() == [1, 2, 3, 4, 5, 6]
    assert {each.approval for each in SignOff.objects.all()} == {
        f"{timezone.localdate().year}-{n}" for n in range(1, 7)
    }


def test_a_refused_signature_leaves_no_gap(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused):
        sign(issue, "second", by=cast.reviewer2)
    sign(issue, "first", by=cast.reviewer1)
    assert numbers() == [1, 2, 3]


def test_each_masthead_counts_for_itself(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> None:
    signed_issue(cast, masthead)
    assert approving.claim_numbers(other_masthead, at=timezone.now(), count=1)[1] == range(1, 2)


def test_a_year_begins_where_the_masthead_comes_out(masthead: Masthead) -> None:
    eve = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert approving.claim_numbers(masthead, at=eve, count=1)[0] == 2027
    masthead.time_zone = "UTC"
    assert approving.claim_numbers(masthead, at=eve, count=1)[0] == 2026


def test_a_sign_off_keeps_the_name_that_its_stage_had(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    Stage.objects.filter(plan__masthead=masthead, code="first").update(name="一审")
    assert set(SignOff.objects.filter(stage__code="first").values_list("stage_name", flat=True)) == {"初审"}
    imprint = freeze.freeze(refreshed(issue)).imprint
    assert imprint is not None
    assert imprint.sign_offs[0].stage == "初审"


def test_the_imprint_prints_the_numbers_of_everybody_who_signed(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    imprint = freeze.freeze(refreshed(issue)).imprint
    assert imprint is not None
    year = timezone.localdate().year
    assert [line.number for line in imprint.sign_offs] == [f"{year}-1–3", f"{year}-4–5", f"{year}-6"]


def test_numbers_that_do_not_follow_one_another_are_printed_apart() -> None:
    rows = [SignOff(year=year, number=number) for year, number in [(2026, 9), (2026, 3), (2026, 4), (2027, 1)]]
    assert approving.written(rows) == "2026-3–4, 9, 2027-1"
    assert approving.written([SignOff()]) == ""


@pytest.mark.postgres
def test_two_issues_signed_at_the_same_moment_get_different_numbers_without_a_gap(tmp_path: Path) -> None:
    room = newsroom(tmp_path, issues=4)
    room.python(OPENED)
    racers = [threading.Thread(target=room.python, args=(RACE.format(number=number),)) for number in range(1, 5)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    found = room.python(
        """
        from editorial.models import SignOff
        print(*SignOff.objects.order_by("number").values_list("number", flat=True))
        """
    )
    assert found.stdout.split() == [str(number) for number in range(1, 13)]


def test_an_open_issue_has_no_numbers(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    assert numbers() == []
