from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise

import pytest

from bulletin.rendering import pdf
from tests.rendering.typesetting import paragraphs
from tests.rendering.typesetting.positions import glyphs
from tests.rendering.typesetting.setting import CLOSING, EDGE, EM, MEASURES, OPENING, paragraph, set_lines


@pytest.mark.parametrize("measure", MEASURES)
def test_lines_of_mixed_text_end_at_the_measure(measure: int) -> None:
    inner = [line for line in set_lines(measure) if not line.is_last]
    astray = [line.text for line in inner if abs(line.end - EDGE - measure * EM) > 0.5]
    assert len(inner) > 200
    assert len(astray) <= 0.02 * len(inner), astray


@pytest.mark.parametrize("measure", MEASURES)
def test_lines_begin_at_the_edge_or_with_an_indent_of_two_characters(measure: int) -> None:
    starts = [round(line.start - EDGE, 1) for line in set_lines(measure)]
    assert {abs(start) for start in starts} == {0.0, 2 * EM}
    firsts = [line for line in set_lines(measure) if round(line.start - EDGE, 1) == 2 * EM]
    assert any(line.glyphs[0].text in OPENING for line in firsts)
    assert len(firsts) == 20


def test_two_letters_or_digits_stand_as_far_apart_in_every_line() -> None:
    distances = defaultdict(list)
    for line in (*set_lines(42), *set_lines(20)):
        for left, right in pairwise(line.glyphs):
            if (left.text + right.text).isascii() and (left.text + right.text).isalnum() and left.y == right.y:
                distances[left.text, left.width, right.text, right.width].append(right.x - left.end)
    often = [each for each in distances.values() if len(each) > 5]
    assert len(often) > 30
    assert all(max(each) - min(each) < 0.05 for each in often)
    assert max(distance for each in often for distance in each) < 0.25


def test_a_word_is_as_wide_in_a_line_that_is_filled_as_in_one_that_is_not() -> None:
    words = "Regulations2021"
    body = f"登记机构应当依照{words}公布" * 8
    widths = []
    for style in ("", "p { text-align: left }"):
        found = glyphs(pdf.typeset(paragraphs.page([body], 42, style), {}).pdf)
        text = "".join(glyph.text for glyph in found)
        places = [place for place in range(len(text)) if text.startswith(words, place)]
        widths.append([found[place + len(words) - 1].end - found[place].x for place in places])
    assert len(widths[0]) == 8
    assert widths[0] == pytest.approx(widths[1], abs=0.05)


def test_the_rest_of_a_line_is_shared_equally() -> None:
    body = "登记机构应当在20个工作日内完成审核并以 XML 格式公布" * 6
    found = [glyph for glyph in glyphs(pdf.typeset(paragraphs.page([body], 42), {}).pdf) if glyph.said]
    line = paragraph(found, 100)[1].glyphs
    pairs = pairwise(line)
    shares = [right.x - left.end for left, right in pairs if min(left.text, right.text) >= "\u4e00"]
    assert len(shares) > 20
    assert max(shares) - min(shares) < 0.03


@pytest.mark.parametrize("measure", MEASURES)
def test_a_mark_that_ends_a_line_stands_with_its_blank_half_beyond_the_edge(measure: int) -> None:
    ends = [line for line in set_lines(measure) if line.glyphs[-1].text in CLOSING and not line.is_last]
    assert len(ends) > 10
    assert all(line.glyphs[-1].end > EDGE + measure * EM + 5 for line in ends if line.end > EDGE + measure * EM - 1)


def test_a_mark_beside_another_gives_up_its_blank_half_across_elements_too() -> None:
    body = "依《办法》（试行），其《<em>规则</em>》<strong>，</strong>“<a href='#x'>《令》</a>”。"
    line = [glyph for glyph in glyphs(pdf.typeset(paragraphs.page([body], 42), {}).pdf) if glyph.said]
    steps = {left.text + right.text: right.x - left.x for left, right in pairwise(line)}
    assert [steps[pair] for pair in ("》（", "），", "》，", "，“", "》”", "”。")] == pytest.approx(
        [EM / 2] * 6, abs=0.02
    )
    assert steps["“《"] == pytest.approx(EM / 2, abs=0.02)
    assert [steps[pair] for pair in ("依《", "办法", "（试")] == pytest.approx([EM] * 3, abs=0.02)


def test_an_apostrophe_in_a_latin_word_takes_no_more_than_a_letter() -> None:
    line = [glyph for glyph in glyphs(pdf.typeset(paragraphs.page(["登记aren’t机构" * 12], 42), {}).pdf) if glyph.said]
    widths = [right.x - left.x for left, right in pairwise(line) if left.text == "’"]
    assert len(widths) == 12
    assert max(widths) < EM / 2


def test_a_line_that_is_nearly_all_an_address_is_not_spread() -> None:
    body = "办理入口见https://www.example.org/regulatory/consultations/2026/notices/guideline-on-variations.html，也可致电。"
    line = [glyph for glyph in glyphs(pdf.typeset(paragraphs.page([body], 42), {}).pdf) if glyph.said][:5]
    assert "".join(glyph.text for glyph in line) == "办理入口见"
    assert max(right.x - left.end for left, right in pairwise(line)) < EM / 2


def test_english_shares_the_rest_of_a_line_among_its_spaces_and_hyphenates() -> None:
    body = (
        "The authority announced internationally harmonised requirements (药审中心), applicable from January 2021. " * 6
    )
    page = paragraphs.page([body], 30, "p { hyphens: auto; hyphenate-character: '-' }", "en")
    line = [glyph for glyph in glyphs(pdf.typeset(page, {}).pdf) if glyph.said]
    assert {round(right.x - left.end, 1) for left, right in pairwise(line) if left.text + right.text == "药审"} == {0.0}
    rows = [list(row) for _place, row in groupby(line, key=lambda glyph: round(glyph.y))]
    assert all(abs(row[-1].end - EDGE - 30 * EM) < 0.5 for row in rows[:-1])
    assert any(row[-1].text == "-" for row in rows)
