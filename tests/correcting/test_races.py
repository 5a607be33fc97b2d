from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests import scratch
from tests.meeting import meet
from tests.scratch import Scratch

# Out for the first time, without typesetting each anew.
RELEASED = """
    from bulletin import rendering
    from bulletin.rendering import Rendered
    from editorial.publishing import press
    from tests.builders import entries_of, refreshed, signed_issue
    from tests.cast import make_cast, make_masthead
    from tests.correcting import way
    rendering.render = lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none")
    masthead = make_masthead()
    cast = make_cast(masthead)
    for number in range(1, {issues} + 1):
        press.release(signed_issue(cast, masthead, number=number), by=cast.chief)
"""
READY = (
    RELEASED
    + """
    from editorial.models import Issue
    for issue in Issue.objects.order_by("number"):
        way.begin(issue, cast)
        way.corrected(entries_of(issue)[0], cast)
        way.worded(entries_of(issue)[0], cast)
        way.signed(issue, cast)
"""
)
ENDED = """
    from bulletin.models import Dispatch, Edition
    from editorial.models import AuditEntry, Correction, Issue
    lines = sum(len([each for each in row.corrections if each["number"] != row.number]) for row in Issue.objects.all())
    print(Edition.objects.filter(revision=2).count(), Correction.objects.filter(ended_at=None).count(), lines,
          Correction.objects.exclude(edition=None).count(), Correction.objects.exclude(carried_to=None).count())
"""


def ended(newsroom: Scratch) -> list[int]:
    """Second revisions, corrections still open, lines carried, corrections that became editions and were carried."""
    return [int(each) for each in newsroom.python(ENDED).stdout.split()]


@pytest.mark.postgres
def test_of_two_who_begin_at_once_one_does(tmp_path: Path) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=4, made_by=RELEASED)
    numbers = [1, 2, 3, 4]
    first, second = meet(newsroom, ("begin", numbers), ("begin", numbers))
    assert first + second == Counter({f"{said} {number}": 1 for number in numbers for said in ("done", "refused")})
    assert ended(newsroom) == [0, 4, 0, 0, 0]


@pytest.mark.every_database
def test_of_two_who_release_a_correction_one_does(tmp_path: Path) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=2, made_by=READY)
    first, second = meet(newsroom, ("release", [1, 2]), ("release", [1, 2]))
    assert first + second == Counter({f"{said} {number}": 1 for number in (1, 2) for said in ("done", "refused")})
    assert ended(newsroom)[:2] == [2, 0]


@pytest.mark.postgres
def test_a_correction_is_given_up_or_released_never_both(tmp_path: Path) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=3, made_by=READY)
    numbers = [1, 2, 3]
    given_up, released = meet(newsroom, ("give-up", numbers), ("release", numbers))
    for number in numbers:
        assert given_up[f"done {number}"] + released[f"done {number}"] == 1
    assert ended(newsroom)[:2] == [sum(released[f"done {number}"] for number in numbers), 0]


@pytest.mark.postgres
def test_lines_go_once_into_an_issue_that_is_opened_at_that_moment(tmp_path: Path) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=2, made_by=READY)
    meet(newsroom, ("open-next", [1, 2]), ("release", [1, 2]))
    assert ended(newsroom) == [2, 0, 2, 2, 2]
