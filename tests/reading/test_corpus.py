import dataclasses

import pytest

from bulletin.reading import read
from tests.corpus import judging, loading, measuring, telling

TEXTS = {f"{each.split}/{each.name}": each for each in loading.texts()}
# Least precision and recall on the tuning texts, somewhat under what is reached; raised when a rule gets better.
FLOORS = {
    judging.ENTRIES: (1.0, 0.99),
    judging.TITLES: (0.99, 0.99),
    judging.KINDS: (0.99, 0.99),
    judging.PARTS: (0.95, 0.95),
    judging.SECTIONS: (0.99, 0.98),
    judging.TYPES: (0.99, 0.99),
    judging.OWN: (0.99, 0.99),
    judging.CITED: (0.99, 0.99),
    judging.SIGNED: (0.99, 0.99),
    judging.AUTHORITIES: (0.99, 0.99),
    judging.EFFECTIVE: (0.98, 0.98),
    judging.CLOSES: (0.98, 0.98),
}


@pytest.fixture(scope="module")
def measured() -> measuring.Measured:
    return measuring.measure(loading.texts(loading.TUNING))


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_of_a_text_is_lost(name: str) -> None:
    text = TEXTS[name]
    assert measuring.lost(text, read(text.text)) is None


@pytest.mark.parametrize("recogniser", FLOORS)
def test_a_recogniser_stays_above_its_floor(measured: measuring.Measured, recogniser: str) -> None:
    tally, (precision, recall) = measured.tallies[recogniser], FLOORS[recogniser]
    assert tally.precision >= precision
    assert tally.recall >= recall


def test_at_least_a_hundred_texts_of_fourteen_layouts_are_annotated() -> None:
    assert len(TEXTS) >= 100
    assert len({each.layout for each in TEXTS.values()}) >= 14


def test_a_wrong_number_costs_precision_and_recall_and_is_told() -> None:
    text = TEXTS["tuning/runtogether-notices"]
    first = dataclasses.replace(text.entries[0], number="2022年第999号")
    wrong = dataclasses.replace(text, entries=(first, *text.entries[1:]))
    tally = measuring.measure([wrong]).tallies[judging.OWN]
    assert (tally.right, tally.said, tally.wanted) == (2, 3, 3)
    assert "    wanted 2022年第999号" in list(telling.differences(wrong))


def test_an_invented_entry_costs_precision_and_a_missing_one_recall() -> None:
    text = TEXTS["tuning/runtogether-notices"]
    fewer = dataclasses.replace(text, entries=text.entries[:2])
    more = dataclasses.replace(text, entries=(*text.entries, loading.Wanted(title="另一则", kind="notice")))
    assert measuring.measure([fewer]).tallies[judging.ENTRIES].precision == pytest.approx(2 / 3)
    assert measuring.measure([more]).tallies[judging.ENTRIES].recall == pytest.approx(3 / 4)


def test_numbers_of_public_notices_are_compared_without_their_issuer() -> None:
    assert judging.bare_number("海关总署公告2021年第106号") == judging.bare_number("2021年 第106号")
    assert judging.bare_number("公告第442号") == judging.bare_number("第442号公告") == "第442号"
    assert judging.bare_number("证监会公告〔2022〕5号") == "证监会公告〔2022〕5号"
    assert judging.bare_number("总局令第33号") != judging.bare_number("总局令第35号")


@pytest.mark.parametrize("name", TEXTS)
def test_line_ends_and_a_byte_order_mark_change_nothing_that_is_read(name: str) -> None:
    text = TEXTS[name].text
    assert read("\ufeff" + text.replace("\n", "\r\n")).snapshot == read(text).snapshot
