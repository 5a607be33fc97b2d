from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.rendering import measures

LINES = st.lists(st.lists(st.text("甲乙丙abc019 ,.", max_size=60), min_size=1, max_size=6), min_size=1, max_size=20)


@given(LINES, st.floats(5, 90))
def test_the_shares_of_any_table_are_the_whole_measure(texts: list[list[str]], room: float) -> None:
    columns = [measures.column(each) for each in texts]
    shares = measures.shares(columns, room, 5, 1)
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert all(share > 0 for share in shares)


def test_every_column_has_room_for_its_words_before_any_gets_more() -> None:
    columns = [measures.column(["1,234,567"]), measures.column(["很长的说明文字" * 60])]
    figures, prose = measures.shares(columns, 49, 5, 1)
    assert figures * 49 / 100 == pytest.approx(columns[0].word + 1, abs=0.1)
    assert prose > 80


def test_a_long_column_does_not_starve_a_middling_one() -> None:
    columns = [measures.column(["中等长度的说明文字" * 3]), measures.column(["很长的说明文字" * 60])]
    middling, _long = measures.shares(columns, 49, 5, 1)
    assert middling > 20


def test_a_head_may_break_where_a_cell_may_not() -> None:
    assert measures.column(["12"], ["三月份受理的件数"]).least(5) == measures.HEAD
    assert measures.column(["三月份的"], []).least(5) == 4


def test_an_address_does_not_widen_its_column_beyond_what_can_be_broken() -> None:
    assert measures.column(["https://www.example.org/" + "a" * 200]).least(5) == measures.LONGEST_WORD
