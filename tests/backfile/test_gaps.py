from __future__ import annotations

from editorial.backfile import gaps


def test_what_no_span_reaches_between_the_first_and_the_last_is_missing() -> None:
    found = gaps.missing([(1, 1), (5, 6), (2, 2), (10, 10), (6, 6)])
    assert found == [(3, 4), (7, 9)]
    assert gaps.written(found) == "3–4, 7–9"
    assert gaps.count(found) == 5


def test_nothing_is_missing_of_nothing_and_of_numbers_without_a_gap() -> None:
    assert gaps.missing([]) == []
    assert gaps.missing([(1, 4), (2, 3), (5, 5)]) == []
    assert gaps.written([]) == ""


def test_a_gap_of_a_billion_is_one_gap() -> None:
    assert gaps.count(gaps.missing([(1, 1), (999_999_999, 999_999_999)])) == 999_999_997


def test_a_number_that_two_files_bear_is_there_twice() -> None:
    assert gaps.doubles([(2, "b"), (1, "a"), (2, "c")]) == {2: ["b", "c"]}
