from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin import snapshot as sn
from bulletin.models import Masthead
from editorial.intake import citing
from tests.archive import builders

SERIES = "2020年第53号"


def release(masthead: Masthead, number: int, *entries: sn.Entry) -> None:
    parts = (sn.Part(code="ip", sections=(sn.Section(code="national", entries=entries),)),)
    builders.release(masthead, number, frozen=sn.normal_form(replace(builders.snapshot(masthead, number), parts=parts)))


def reported(by: str) -> sn.Entry:
    number = sn.DocumentNumber(typed=SERIES, canonical=SERIES)
    return builders.notice(1, document_number=number, authorities=(by,), cites=())


@pytest.fixture
def two_of_a_series(masthead: Masthead) -> None:
    release(masthead, 1, reported("国家知识产权局"), reported("国家药品监督管理局"))


def test_a_number_of_two_authorities_is_ambiguous_and_left_to_the_editor(two_of_a_series: None) -> None:
    (found,) = citing.meanings(builders.notice(2, cites=(sn.Citation(number=SERIES),)))
    assert found.is_ambiguous
    assert {each.target for each in found.meanings} == {"weekly/1/1.1.1", "weekly/1/1.1.2"}


def test_the_editors_choice_leaves_one(two_of_a_series: None) -> None:
    chosen = sn.Citation(number=SERIES, target="weekly/1/1.1.2")
    (found,) = citing.meanings(builders.notice(2, cites=(chosen,)))
    assert [each.url for each in found.meanings] == ["/weekly/1/1.1.2/"]


def test_what_the_archive_does_not_have_has_no_meaning(masthead: Masthead) -> None:
    (found,) = citing.meanings(builders.notice(2, cites=(sn.Citation(number="国发〔1995〕12号"),)))
    assert (found.meanings, found.is_ambiguous) == ((), False)


@pytest.mark.parametrize(
    ("target", "holds"), [("weekly/1/1.1.2", True), ("weekly/2/1.1.2", False), ("weekly/1/9.9.9", False), ("x", False)]
)
def test_only_an_entry_of_the_archive_can_be_chosen(two_of_a_series: None, target: str, holds: bool) -> None:
    assert citing.is_place(target) is holds
