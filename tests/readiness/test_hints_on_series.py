from __future__ import annotations

import pytest

from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial.models import Issue
from tests.cast import Cast
from tests.readiness.hunting import issue_of, plain_notice, sentences
from tests.readiness.test_hints_on_facts import publish


def of_series(number: int, by: str = "国家药品监督管理局药品审评中心", kind: str = "通告") -> shape.Entry:
    typed = f"2026年第{number}号"
    return plain_notice(
        title=f"关于第{number}项指导原则的通告",
        document_number=shape.DocumentNumber(typed=typed, canonical=typed),
        document_type=kind,
        authorities=(by,),
    )


def issue_with(masthead: Masthead, cast: Cast, *numbers: int) -> Issue:
    return issue_of(masthead, *(of_series(number) for number in numbers), by=cast.writer)


@pytest.mark.parametrize(
    ("here", "missing"),
    [
        ((53, 54, 55), "52"),
        ((53, 55, 56), "52, 54"),
        ((57, 53, 54), "52, 55–56"),
        ((1, 2, 3), ""),
        ((1, 2, 4), "3"),
    ],
)
def test_numbers_of_a_series_that_were_never_reported_are_named(
    cast: Cast, masthead: Masthead, here: tuple[int, ...], missing: str
) -> None:
    told = sentences(issue_with(masthead, cast, *here), "series-gap")
    assert [each.partition(" were reported, ")[2] for each in told] == ([f"{missing} never."] if missing else [])


def test_the_gap_reaches_back_to_what_was_reported_last(cast: Cast, masthead: Masthead) -> None:
    publish(issue_of(masthead, of_series(49), of_series(50), by=cast.writer, number=3))
    (told,) = sentences(issue_with(masthead, cast, 53, 54), "series-gap")
    assert told.endswith("(国家药品监督管理局药品审评中心 通告 2026) 49–50, 53–54 were reported, 51–52 never.")


def test_a_series_without_a_gap_gives_no_hint(cast: Cast, masthead: Masthead) -> None:
    publish(issue_of(masthead, of_series(51), of_series(52), by=cast.writer, number=3))
    assert sentences(issue_with(masthead, cast, 53, 54), "series-gap") == []


def test_another_authority_has_a_series_of_its_own(cast: Cast, masthead: Masthead) -> None:
    others = [of_series(number, by="国家知识产权局") for number in (50, 51, 52)]
    publish(issue_of(masthead, *others, by=cast.writer, number=3))
    (told,) = sentences(issue_with(masthead, cast, 53, 54, 55), "series-gap")
    assert told.endswith("52 never.")


def test_short_and_full_name_of_an_authority_count_in_one_series(cast: Cast, masthead: Masthead) -> None:
    publish(issue_of(masthead, of_series(52, by="国家药监局药审中心"), by=cast.writer, number=3))
    assert sentences(issue_with(masthead, cast, 53, 54), "series-gap") == []


@pytest.mark.parametrize("here", [(53, 54), (53, 90, 91)])
def test_a_series_that_is_hardly_followed_gives_no_hint(cast: Cast, masthead: Masthead, here: tuple[int, ...]) -> None:
    assert sentences(issue_with(masthead, cast, *here), "series-gap") == []
