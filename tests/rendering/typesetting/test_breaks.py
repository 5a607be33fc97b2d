from __future__ import annotations

import re
from itertools import pairwise

import pytest

from bulletin.rendering import pdf
from tests.rendering.typesetting import paragraphs, positions
from tests.rendering.typesetting.positions import glyphs
from tests.rendering.typesetting.setting import CLOSING, MEASURES, NEVER_FIRST, OPENING, Line, paragraph, set_lines


def rows(bodies: list[str], measure: int) -> list[list[Line]]:
    """The lines of each of some paragraphs."""
    found = [glyph for glyph in glyphs(pdf.typeset(paragraphs.page(bodies, measure), {}).pdf) if glyph.said]
    return [paragraph(found, len(paragraphs.typed(body).replace(" ", "").replace("——", "—"))) for body in bodies]


def breaks(unit: str, before: str, after: str = "登记机构应当公布") -> set[str]:
    """What lines end and begin with, in a narrow column, when a unit stands at every place of a line."""
    bodies = [f"{'应' * place}{before}{unit}{after * 2}" for place in range(14)]
    pairs = (pair for lines in rows(bodies, 10) for pair in pairwise(lines))
    return {left.text[-2:] + "|" + right.text[:2] for left, right in pairs}


@pytest.mark.parametrize("measure", MEASURES)
def test_no_line_begins_with_what_may_not(measure: int) -> None:
    assert not [line.text for line in set_lines(measure) if line.text[0] in NEVER_FIRST]


@pytest.mark.parametrize("measure", MEASURES)
def test_no_line_ends_with_an_opening_mark(measure: int) -> None:
    assert not [line.text for line in set_lines(measure) if line.text[-1] in OPENING]


@pytest.mark.parametrize(
    "unit",
    [
        "<strong>药</strong>，",
        "<a href='#x'>药</a>”",
        "（<strong>药</strong>",
        "《<em>药",
        "<em>药</em>——好",
        "药<em>·好</em>",
        "药～好",
    ],
)
def test_marks_keep_to_their_side_across_the_borders_of_elements(unit: str) -> None:
    for place in breaks(unit, "格式"):
        left, right = place.split("|")
        assert left[-1] not in OPENING
        assert right[0] not in NEVER_FIRST


@pytest.mark.parametrize("unit", ["15 January", "Annex II", "No. 7"])
def test_in_english_a_number_stays_with_what_it_counts(unit: str) -> None:
    bodies = [f"{'a' * place} notice of {unit} says what all of them have to do" for place in range(1, 30)]
    read = glyphs(pdf.typeset(paragraphs.page(bodies, 10).replace("zh-Hans", "en"), {}).pdf)
    found = ["".join(glyph.text for glyph in line if glyph.said) for line in positions.lines(read)]
    assert len([line for line in found if unit.replace(" ", "") in line.replace(" ", "")]) == len(bodies)


def test_an_electronic_address_breaks_after_what_parts_it() -> None:
    address = "registration.department@example.org"
    ends = {place.split("|")[0][-1] for place in breaks(address, "") if place.split("|")[0][-1] in address}
    assert ends == {"@", "."}


@pytest.mark.parametrize("unit", ["——", "……", "20%", "37℃", "20 ℃", "0.9‰", "¥20", "1,024", "〔2020〕9号"])
def test_what_is_one_mark_or_one_number_is_never_split(unit: str) -> None:
    for place in breaks(unit, "格式"):
        left, right = place.split("|")
        assert not (left[-1] in unit and right[0] in unit), place


def test_a_line_may_break_before_an_opening_quotation_mark_and_after_a_closing_one() -> None:
    places = breaks("“变更”是", "所说")
    assert any(place.endswith("|“变") for place in places)
    assert any("”|" in place for place in places)


@pytest.mark.parametrize("end", ["公布。", "公布”。", "公<strong>布</strong>……", "第5。", "公布"])
def test_no_character_stands_alone_on_the_last_line(end: str) -> None:
    for lines in rows(
        [f"登记机构应当在规定的时限内{'依法' * (each // 2)}完成审核并{end}"[each % 2 :] for each in range(24)], 12
    ):
        assert len(re.sub(f"[{CLOSING}…]", "", lines[-1].text)) > 1, lines[-1].text


def test_a_long_address_breaks_after_what_parts_it() -> None:
    lines = rows([f"网址 {paragraphs.ADDRESS.replace('&', '&amp;')}"], 20)[0]
    assert len(lines) > 2
    assert all(line.text[-1] in "/?=&._" for line in lines[1:-1])
    assert "".join(line.text for line in lines).replace(" ", "") == f"网址{paragraphs.ADDRESS}"


def test_one_line_of_a_paragraph_stands_alone_on_no_page() -> None:
    for above in range(43, 49):
        bodies = ["登记", *["机构"] * above, "应当在规定的时限内完成审核并公布" * 6]
        pages = [line.glyphs[0].page for line in _last_paragraph(bodies)]
        assert pages.count(0) != 1
        assert pages.count(1) != 1


def _last_paragraph(bodies: list[str]) -> list[Line]:
    found = [glyph for glyph in glyphs(pdf.typeset(paragraphs.page(bodies, 30), {}).pdf) if glyph.said]
    return paragraph(found[2 * (len(bodies) - 1) :], len(bodies[-1]))


@pytest.mark.parametrize("unit", ["1日", "9 号", "<strong>2020</strong>年", "6月"])
def test_a_figure_stays_with_the_day_or_number_that_it_counts(unit: str) -> None:
    shown = paragraphs.typed(unit).replace(" ", "")
    for place in breaks(unit, "格式"):
        left, right = place.split("|")
        assert not (left[-1] == shown[-2] and right[0] == shown[-1]), place
