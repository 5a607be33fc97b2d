from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from bulletin.models import Edition, Masthead
from editorial.admin.release_page import HourForm
from editorial.models import Proof
from editorial.publishing import press, scheduling
from tests.builders import signed_issue
from tests.cast import Cast

BERLIN, SHANGHAI = "Europe/Berlin", "Asia/Shanghai"
HOURS = {
    "the morning after clocks go forward": (BERLIN, "2026-03-29T06:00", "2026-03-29T04:00+00:00"),
    "the last minute before they do": (BERLIN, "2026-03-29T01:59", "2026-03-29T00:59+00:00"),
    "the morning after clocks go back": (BERLIN, "2026-10-25T06:00", "2026-10-25T05:00+00:00"),
    "the last minute of the year": (SHANGHAI, "2026-12-31T23:59", "2026-12-31T15:59+00:00"),
    "the first minute of the year": (SHANGHAI, "2027-01-01T00:00", "2026-12-31T16:00+00:00"),
    "a leap day": (SHANGHAI, "2028-02-29T16:30", "2028-02-29T08:30+00:00"),
}


def hour_in(zone: str, typed: str) -> Any:
    with timezone.override(ZoneInfo(zone)):
        return HourForm.base_fields["release_at"].clean(typed)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize("name", HOURS)
def test_an_hour_on_the_clock_of_the_masthead_is_released_at_that_very_instant(
    name: str, cast: Cast, masthead: Masthead
) -> None:
    zone, typed, expected = HOURS[name]
    Masthead.objects.filter(pk=masthead.pk).update(time_zone=zone)
    with time_machine.travel(utc(expected) - timedelta(hours=20), tick=False) as clock:
        scheduling.schedule(signed_issue(cast, masthead), release_at=hour_in(zone, typed), by=cast.chief)
        assert Proof.objects.get().release_at == utc(expected)
        clock.move_to(utc(expected) - timedelta(seconds=1))
        assert scheduling.release_due() == []
        clock.move_to(utc(expected))
        assert len(scheduling.release_due()) == 1
    edition = Edition.objects.get()
    assert edition.released_at == utc(expected)
    assert edition.released_at.utcoffset() == timedelta(0)
    assert edition.released_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") == typed


@pytest.mark.parametrize("typed", ["2026-03-29T02:30", "2026-10-25T02:30"], ids=["no such hour", "twice that hour"])
def test_an_hour_that_the_clock_skips_or_repeats_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        hour_in(BERLIN, typed)


def test_a_clock_that_was_set_back_does_not_turn_the_order_of_the_editions_round(
    cast: Cast, masthead: Masthead
) -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock:
        issues = [signed_issue(cast, masthead, number=number) for number in (7, 8, 9)]
        first = press.release(issues[0], by=cast.chief)
        clock.move_to(noon - timedelta(hours=1))
        second = press.release(issues[1], by=cast.chief)
        scheduling.schedule(issues[2], release_at=noon - timedelta(minutes=30), by=cast.chief)
        clock.move_to(noon - timedelta(minutes=30))
        (third,) = scheduling.release_due()
    assert first.released_at == noon
    assert third.edition is not None
    assert first.released_at < second.released_at < third.edition.released_at


def test_an_issue_is_never_released_before_its_hour_even_if_the_clock_is_set_back_meanwhile(
    cast: Cast, masthead: Masthead
) -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock:
        scheduling.schedule(signed_issue(cast, masthead), release_at=noon + timedelta(hours=1), by=cast.chief)
        clock.move_to(noon - timedelta(hours=1))
        assert scheduling.release_due() == []
        scheduling.release_due(noon + timedelta(hours=1))
    assert Edition.objects.get().released_at == noon + timedelta(hours=1)
