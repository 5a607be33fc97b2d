from __future__ import annotations

import pytest

from bulletin.rendering.facts import facts, rows
from bulletin.rendering.words import CHINESE, ENGLISH, words_for
from bulletin.snapshot import Citation, Consultation, EffectiveDate
from tests.rendering import builders


def printed(**changes: object) -> dict[str, str]:
    return {fact.label: fact.text for fact in facts(builders.entry(**changes), CHINESE)}


def test_dates_are_written_as_each_language_writes_them() -> None:
    assert CHINESE.date("2021-01-08") == "2021年1月8日"
    assert ENGLISH.date("2021-01-08") == "8 January 2021"
    assert CHINESE.date("即日") == "即日"
    assert CHINESE.date(None) == ""


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2021-01-01", "2021-01-08", "2021年1月1日—1月8日"),
        ("2020-12-28", "2021-01-03", "2020年12月28日—2021年1月3日"),
        ("2021-01-01", None, "2021年1月1日"),
        (None, "2021-01-08", "2021年1月8日"),
        ("2021-01-08", "2021-01-08", "2021年1月8日"),
        (None, None, ""),
    ],
)
def test_periods_say_the_year_once(first: str | None, last: str | None, text: str) -> None:
    assert CHINESE.period(first, last) == text


def test_chinese_is_the_language_unless_the_masthead_says_english() -> None:
    assert words_for(None) is CHINESE
    assert words_for("zh-Hans") is CHINESE
    assert words_for("en-GB") is ENGLISH


def test_effect_is_a_date_a_rule_or_the_words_of_the_text() -> None:
    dates = (
        EffectiveDate(on="2021-06-01", basis="stated"),
        EffectiveDate(on="2021-12-01", basis="computed"),
        EffectiveDate(rule="on-publication"),
        EffectiveDate(rule="other", text="另行通知"),
    )
    assert printed(effective=dates)["施行日期"] == "2021年6月1日、2021年12月1日（推算）、自发布之日起施行、另行通知"


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Consultation(closes_on="2021-01-15", basis="computed"), "2021年1月15日截止（推算）"),
        (Consultation(opens_on="2021-01-04"), "2021年1月4日起"),
        (Consultation(text="两周内"), "两周内"),
        (
            Consultation(closes_on="2021-02-15", previous_closes_on="2021-01-15", working_days=30),
            "2021年2月15日截止（30个工作日、原截止日期2021年1月15日）",
        ),
    ],
)
def test_a_consultation_is_worded_by_what_is_known(period: Consultation, text: str) -> None:
    assert printed(consultation=period)["征求意见"] == text


def test_a_document_cited_twice_is_printed_once() -> None:
    cites = (
        Citation(number="药监综药管〔2020〕9号"),
        Citation(number="药监综药管〔2020〕9号"),
        Citation(title="《办法》"),
    )
    assert printed(cites=cites)["相关文件"] == "药监综药管〔2020〕9号、《办法》"


def test_short_facts_share_a_line_and_long_ones_do_not() -> None:
    entry = builders.entry(
        document_type="通告", authorities=("一" * 20,), signed_on="2021-01-01", published_on="2021-01-02"
    )
    assert [len(row) for row in rows(entry, CHINESE)] == [1, 1, 2]
