from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bulletin.rendering import facts
from bulletin.rendering.words import words_for
from bulletin.snapshot import Citation, Consultation, Entry
from tests.rendering import reading_pdf
from tests.rendering.body import builders, issues, printed

CHINESE, ENGLISH = words_for("zh-Hans"), words_for("en")


def told(language: str = "zh-Hans", **changes: Any) -> dict[str, str]:
    entry = replace(Entry(kind="notice", title="题"), **changes)
    return {fact.label: fact.text for fact in facts.facts(entry, words_for(language))}


def period(**changes: Any) -> Consultation:
    return replace(Consultation(opens_on="2026-11-05", closes_on="2026-12-04", basis="stated"), **changes)


def test_three_dates_are_kept_apart_and_computed_ones_say_so() -> None:
    found = told(**builders.full_facts())
    assert found["成文日期"] == "2026年11月2日"
    assert found["发布日期"] == "2026年11月5日"
    assert found["施行日期"] == "自发布之日起施行、2027年5月5日（推算）"


@pytest.mark.parametrize(
    ("stated", "counted", "wanted"),
    [
        (22, 22, "（22个工作日）"),
        (20, 22, "（20个工作日、推算22个工作日）"),
        (None, 22, "（推算22个工作日）"),
        (20, None, "（20个工作日）"),
        (None, None, ""),
    ],
)
def test_working_days_are_told_as_stated_and_as_counted_where_that_differs(
    stated: int | None, counted: int | None, wanted: str
) -> None:
    found = told(consultation=period(working_days=stated, computed_working_days=counted))
    assert found["征求意见"] == f"2026年11月5日—12月4日{wanted}"


def test_a_computed_end_is_marked_beside_the_date() -> None:
    found = told(consultation=period(basis="computed", computed_working_days=22))
    assert found["征求意见"].startswith("2026年11月5日—12月4日（推算")


def test_related_documents_say_how_they_are_related() -> None:
    cites = (Citation(number="国发〔2019〕6号", relation="repeals"), Citation(title="药品注册管理办法"))
    assert told(cites=cites)["相关文件"] == "国发〔2019〕6号（废止）、《药品注册管理办法》"


def test_english_facts_have_english_brackets_and_dashes() -> None:
    found = told("en", consultation=period(working_days=20, computed_working_days=22, basis="computed"))
    assert found["Comments"] == (
        "5 November 2026 – 4 December 2026 (computed, 20 working days, 22 working days by the calendar)"
    )


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_labels_stand_on_one_edge_and_values_on_another_however_many_there_are(design: str) -> None:
    one = builders.notice("甲", "<p>文。</p>", document_type="通知")
    made = printed.pdf(
        builders.issue(one, builders.notice("乙", "<p>文。</p>", **builders.full_facts()), design=design)
    )
    found = {line.text.strip(): line for line in printed.lines(made)}
    labels = [
        line.left for line in printed.lines(made) if line.text.strip() in ("文种", "成文日期", "施行日期", "主题")
    ]
    assert len(labels) == 5
    assert max(labels) - min(labels) < 0.1
    assert abs(found["通知"].left - found["公告"].left) < 0.1


def test_the_address_of_the_source_is_legible_and_a_dead_one_is_not_printed() -> None:
    made = printed.pdf(
        builders.issue(
            builders.notice("甲", "<p>文。</p>", **builders.full_facts()),
            builders.notice("乙", "<p>文。</p>", source_url="#"),
        )
    )
    external, _internal = reading_pdf.links(made)
    assert builders.LONG_ADDRESS in printed.text(made)
    assert builders.LONG_ADDRESS in external
    assert "https://www.example.org/a.pdf" in external
    assert not [address for address in external if address.startswith("#")]
    assert printed.text(made).count("原文链接") == 1


def test_a_removed_entry_is_its_number_and_why_it_went() -> None:
    text = printed.text(printed.pdf(issues.mixed()))
    assert "7本条已撤2026年11月21日撤稿：发布机关已经替换原文。" in text.replace("　", "")
