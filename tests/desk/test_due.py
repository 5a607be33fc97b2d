from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from editorial.admin.due import due

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "words", "manner"),
    [
        (timedelta(days=2, hours=3), "in 2 days 3 h", ""),
        (timedelta(days=1, minutes=59), "in 1 day", ""),
        (timedelta(hours=24), "in 1 day", "soon"),
        (timedelta(hours=5), "in 5 h", "soon"),
        (timedelta(hours=5, minutes=7), "in 5 h 7 min", "soon"),
        (timedelta(seconds=59), "in 0 min", "soon"),
        (timedelta(), "in 0 min", "soon"),
        (-timedelta(minutes=1), "overdue by 1 min", "overdue"),
        (-timedelta(days=3, hours=1), "overdue by 3 days 1 h", "overdue"),
    ],
)
def test_an_instant_is_told_in_its_two_largest_units(ahead: timedelta, words: str, manner: str) -> None:
    found = due(NOW + ahead, NOW)
    with translation.override("en"):
        assert found is not None
        assert (found.words, found.manner) == (words, manner)


def test_what_has_no_due_date_says_nothing() -> None:
    assert due(None, NOW) is None
