import json
from datetime import date
from pathlib import Path

import pytest

from bulletin.reading import periods, workdays
from bulletin.reading.workdays import Mainland

CASES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "workdays.json"


@pytest.mark.skipif(not CASES.exists(), reason=f"the sample is not here: {CASES}")
def test_periods_of_past_years_with_both_ends_counted() -> None:
    for case in json.loads(CASES.read_text(encoding="utf-8"))["cases"]:
        opens, closes = date.fromisoformat(case["from"]), date.fromisoformat(case["to"])
        assert workdays.between(opens, closes, Mainland()) == case["working_days"], case


def test_make_up_days_are_worked_and_holidays_are_not() -> None:
    assert workdays.between(date(2021, 2, 1), date(2021, 2, 28), Mainland()) == 17
    assert workdays.between(date(2021, 10, 1), date(2021, 10, 7), Mainland()) == 0


def test_the_day_of_the_event_does_not_count() -> None:
    assert workdays.after(date(2021, 1, 25), 7, Mainland()) == date(2021, 2, 3)


def test_a_year_without_make_up_days_is_not_known() -> None:
    assert Mainland().known(2021)
    assert not Mainland().known(2150)


def test_months_end_on_the_corresponding_day_or_the_last() -> None:
    assert periods.later(date(2021, 1, 31), periods.Length(1, "month")) == date(2021, 2, 28)
    assert periods.later(date(2020, 2, 29), periods.Length(1, "year")) == date(2021, 2, 28)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("一个月内", (1, "month")),
        ("30日内", (30, "day")),
        ("10 个工作日", (10, "workday")),
        ("两周", (2, "week")),
        ("半年", (6, "month")),
    ],
)
def test_lengths_in_words_and_figures(text: str, length: tuple[int, str]) -> None:
    assert periods.length(text) == periods.Length(*length)
