from __future__ import annotations

import re

import pytest

from bulletin.rendering.clauses import HUNG, marked


def body(*paragraphs: str) -> str:
    return marked(f'<div class="body">{"".join(f"<p>{each}</p>" for each in paragraphs)}</div>')


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一、总体要求", "clause first"),
        ("（二）基本原则", "clause second"),
        ("第一章　总则", "clause"),
        ("1. 申报资料", "clause"),
        ("（3）现场核查", "clause"),
    ],
)
def test_a_number_and_a_few_words_head_the_text_that_follows(text: str, kind: str) -> None:
    assert body(text) == f'<div class="body"><p class="{kind}">{text}</p></div>'


@pytest.mark.parametrize(
    "text", ["一、坚持依法管理。", "（一）生产场地变更；", "1、申报，审批", "一致行动", "三是加强管理"]
)
def test_a_sentence_is_no_heading(text: str) -> None:
    assert body(text) == f'<div class="body"><p>{text}</p></div>'


def test_the_sentence_that_heads_a_clause_stands_out_by_its_level() -> None:
    assert "<p><b>一、总体要求。</b>各地应当执行。</p>" in body("一、总体要求。各地应当执行。")
    assert "<p><i>（一）加强领导。</i>各地应当执行。</p>" in body("（一）加强领导。各地应当执行。")


def test_the_number_of_an_article_of_law_stands_out() -> None:
    assert "<p><b>第十二条</b>　申请人应当说明。</p>" in body("第十二条　申请人应当说明。")
    assert "<b>" not in body("第十二条规定的期限不变。")


def test_an_english_clause_hangs_by_its_number() -> None:
    assert '<p class="hung"><span class="hung-number">1. </span>Scope.</p>' in body("1. Scope.")
    assert '<p class="hung"><span class="hung-number">(a) </span>Scope.</p>' in body("(a) Scope.")
    assert "hung" not in body("30 June is the last day.")
    assert "hung" not in body("1. Scope 范围。")


def levels(*numbers: str) -> list[int]:
    kinds = re.findall('class="(hung[-a-z0-9 ]*)"><span', body(*(f"{number} Scope." for number in numbers)))
    return [HUNG.index(kind) for kind in kinds]


def test_english_clauses_hang_below_what_they_are_part_of() -> None:
    assert levels("1.", "(a)", "(i)", "(ii)", "(b)", "2.", "(a)") == [0, 1, 2, 2, 1, 0, 1]
    assert levels("1.", "(1)", "(a)", "(2)", "2.1", "(1)") == [0, 1, 2, 1, 0, 1]
    assert levels("(a)", "(1)", "(i)", "(b)") == [0, 1, 2, 0]


def test_the_deepest_clauses_stand_below_one_another() -> None:
    assert levels("1.", "(1)", "(a)", "(i)", "(ii)") == [0, 1, 2, 3, 3]


def test_the_ninth_letter_is_told_from_a_roman_one() -> None:
    assert levels("1.", "(g)", "(h)", "(i)", "(j)") == [0, 1, 1, 1, 1]
    assert levels("(a)", "(i)", "(v)", "(x)") == [0, 1, 1, 1]


def test_below_another_heading_clauses_begin_anew() -> None:
    page = '<div class="body"><p>1. Scope.</p><h4>Fees</h4><p>(a) Scope.</p></div>'
    assert "below" not in marked(page)


def test_notes_are_told_from_clauses_by_what_refers_to_them() -> None:
    assert '<p class="note">① 不含补充申请。</p>' in body("受理的数量①如下。", "① 不含补充申请。")
    assert '<p class="note">' not in body("应当符合下列条件：", "① 首次申报的；", "② 补充申报的。")
    assert '<p class="note">注：数据截至年末。</p>' in body("注：数据截至年末。")
    assert '<p class="note">Note 1: provisional.</p>' in body("Note 1: provisional.")
    assert '<p class="note">' not in body("注册申请人应当说明。", "Notes were taken.")


def test_what_stands_in_a_cell_a_list_or_a_quotation_is_left_alone() -> None:
    inner = (
        "<table><tbody><tr><td><p>一、总则</p><p>注：无</p></td></tr></tbody></table><ul><li><p>一、总则</p></li></ul>"
    )
    page = f'<div class="body">{inner}<p>一、总则</p></div>'
    assert marked(page) == f'<div class="body">{inner}<p class="clause first">一、总则</p></div>'


def test_paragraphs_outside_bodies_are_left_alone() -> None:
    assert marked("<p>一、总则</p>") == "<p>一、总则</p>"
