from __future__ import annotations

from datetime import time

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import history, rhythm
from editorial.drafting.rhythm import Due
from editorial.models import AuditEntry, Beat
from editorial.review import planning
from tests.cast import Cast

BACKWARDS = [
    Due("first", "first", 0, 2, time(9)),
    Due("second", "second", 0, 1, time(9)),
    Due("dinner", "dinner", 0, 1, time(8)),
]


@pytest.fixture
def weekly(masthead: Masthead) -> Masthead:
    rhythm.found(masthead)
    return masthead


def test_the_usual_rhythm_is_that_of_a_weekly(masthead: Masthead) -> None:
    assert [(each.name, each.weekday, f"{each.time:%H:%M}") for each in rhythm.usual(masthead)] == [
        ("opening", 1, "09:00"),
        ("submission closes", 3, "17:00"),
        ("初审", 4, "12:00"),
        ("复审", 4, "17:00"),
        ("galley", 5, "11:00"),
        ("终审", 5, "15:00"),
        ("release", 5, "16:30"),
    ]


@pytest.mark.parametrize("key", planning.PRESETS)
def test_the_usual_rhythm_of_every_plan_can_be_followed(cast: Cast, masthead: Masthead, key: str) -> None:
    lines = planning.with_department(planning.with_proofreading(planning.PRESETS[key][1]))
    planning.revise(masthead.plan, lines, by=cast.chief, seen_version=1)
    usual = rhythm.usual(masthead)
    assert rhythm.refusals(masthead, usual) == []
    assert {line.code for line in lines} < {each.code for each in usual}


def test_a_rhythm_is_changed_and_the_change_is_in_the_trail(cast: Cast, weekly: Masthead) -> None:
    seen = rhythm.digest(rhythm.of(weekly))
    changed = [each for each in rhythm.of(weekly) if each.code != "galley"]
    rhythm.revise(weekly, changed, by=cast.chief, seen_digest=seen)
    assert rhythm.of(weekly) == changed
    entry = AuditEntry.objects.get(verb="revise rhythm")
    assert (entry.before_digest, entry.after_digest) == (seen, rhythm.digest(changed))


def test_a_rhythm_out_of_order_is_refused_with_every_reason(cast: Cast, weekly: Masthead) -> None:
    with pytest.raises(Refused) as caught:
        rhythm.revise(weekly, BACKWARDS, by=cast.chief, seen_digest=rhythm.digest(rhythm.of(weekly)))
    assert [str(each) for each in caught.value.reasons] == [
        "The plan of review has no step “dinner”.",
        str(rhythm.NO_RELEASE),
        "“first” must not be due after “second”.",
        "“second” must not be due after “dinner”.",
    ]


def test_a_rhythm_that_somebody_else_changed_is_not_saved_over(cast: Cast, weekly: Masthead) -> None:
    seen = rhythm.digest(rhythm.of(weekly))
    rhythm.revise(weekly, [], by=cast.chief, seen_digest=seen)
    with pytest.raises(Refused) as caught:
        rhythm.revise(weekly, rhythm.usual(weekly), by=cast.chief, seen_digest=seen)
    assert caught.value.reasons == [history.STALE]
    assert not Beat.objects.filter(masthead=weekly).exists()


def test_only_a_chief_changes_the_rhythm(cast: Cast, weekly: Masthead) -> None:
    for person in (cast.editor, cast.writer, cast.reviewer2, cast.auditor):
        with pytest.raises(Refused):
            rhythm.revise(weekly, [], by=person, seen_digest=rhythm.digest(rhythm.of(weekly)))
    assert Beat.objects.filter(masthead=weekly).count() == 7


def test_a_stage_that_left_the_plan_has_no_due_date_any_more(cast: Cast, weekly: Masthead) -> None:
    planning.revise(weekly.plan, planning.TWO, by=cast.chief, seen_version=1)
    assert [each.code for each in rhythm.of(weekly)] == ["open", "submit", "first", "galley", "final", "release"]
