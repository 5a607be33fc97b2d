from __future__ import annotations

import functools
import re
from dataclasses import replace

import pytest

from bulletin import boxes, rendering
from bulletin.rendering import Rendered
from bulletin.snapshot import Correction
from tests.rendering import reading_tags
from tests.rendering.design import issues, pages
from tests.rendering.typesetting.positions import Glyph, glyphs, lines

# Edges at which page numbers end: of the page and, in two columns of contents, of the left one.
EDGES = {"classic": 1, "digest": 3}
FOOT = 150.0  # In points from the foot of the page: the last place for the first line of contents in columns.


@functools.cache
def usual(design: str) -> Rendered:
    return rendering.render(issues.usual(design))


@functools.cache
def large() -> Rendered:
    return rendering.render(issues.large("classic", entries=64))


def rows(made: Rendered) -> list[list[Glyph]]:
    return [[glyph for glyph in row if glyph.text.strip()] for row in lines(glyphs(made.pdf))]


def said(row: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in row)


@pytest.mark.parametrize("design", issues.DESIGNS)
def test_page_numbers_stand_below_one_another_whatever_their_lines_begin_with(design: str) -> None:
    led = [row for row in rows(usual(design)) if re.search(r"\.{4,}\d+$", said(row))]
    assert any(said(row).startswith("（") for row in led)
    assert len({round(row[-1].end * 2) for row in led}) <= EDGES[design]


@pytest.mark.parametrize("design", issues.DESIGNS)
def test_no_title_is_broken_within_a_document_number(design: str) -> None:
    found = [said(row) for row in rows(usual(design))]
    assert sum("（2020年第60号）" in row for row in found) >= 3
    assert not [row for row in found if re.search("（2020(年(第[0-9]*)?)?$", row)]


@pytest.mark.parametrize("design", issues.DESIGNS)
def test_a_long_name_stands_on_one_line(design: str) -> None:
    issue = issues.lone(design)
    name = "示例知识产权与医药注册科技信息周报"
    made = rendering.render(replace(issue, masthead=replace(issue.masthead, title=name)))
    assert max(glyph.size for row in rows(made) if said(row) == name for glyph in row) > 20


@pytest.mark.parametrize("design", issues.DESIGNS)
def test_a_long_name_of_many_words_is_broken_in_its_middle(design: str) -> None:
    issue = issues.english(design)
    name = "Regulatory and Intellectual Property Weekly"
    made = rendering.render(replace(issue, masthead=replace(issue.masthead, title=name)))
    found = [said(row) for row in rows(made) if row and row[0].size > 20 and row[0].page == 0]
    assert found == ["RegulatoryandIntellectual", "PropertyWeekly"]


@pytest.mark.parametrize("design", issues.DESIGNS)
def test_numbers_of_three_digits_leave_a_space_before_their_titles(design: str) -> None:
    issue = issues.lone(design)
    part = issue.parts[0]
    found = replace(part.sections[0].entries[0], number=100, ref="1.1.100")
    entries = tuple(replace(found, number=each, ref=f"1.1.{each}") for each in (100, 101))
    parts = (replace(part, sections=(replace(part.sections[0], entries=entries),)),)
    made = rendering.render(boxes.with_boxes(replace(issue, parts=parts)))
    spaces = []
    for row in rows(made):
        number = re.search(r"(?:^|[.])10[01](?=国家药监局)", said(row))
        if number:
            spaces.append(row[number.end()].x - row[number.end() - 1].end)
    assert len(spaces) == 6
    assert min(spaces) > 1.5


@pytest.mark.parametrize("design", issues.DESIGNS)
def test_what_was_wrong_stands_apart_from_its_label_in_english(design: str) -> None:
    issue = replace(issues.english(design), corrections=(Correction(ref="1.1.1", wrong="13 May", right="15 May"),))
    found = {said(row)[-9:]: row for row in rows(rendering.render(issue))}
    for label, text in (("For", "13May"), ("Read", "15May")):
        (row,) = (row for end, row in found.items() if end.endswith(label + text))
        assert row[-len(text)].x - row[-len(text) - 1].end > 2


def test_pages_of_contents_say_so_at_their_head() -> None:
    heads = [reading_tags.artifacts(large().pdf)[page] for page in (1, 2)]
    assert all("目录" in head for head in heads)


@pytest.mark.parametrize("more", range(0, 12, 4))
def test_contents_in_columns_are_not_begun_at_the_foot_of_page_one(more: int) -> None:
    issue = issues.usual("digest")
    highlights = tuple(f"第{place}项要点，请各单位关注。" for place in range(more))
    made = rendering.render(replace(issue, issue=replace(issue.issue, highlights=highlights)))
    head = next(row for row in rows(made) if said(row) == "目录")
    assert head[0].y > FOOT


def test_a_page_never_ends_with_the_opening_of_an_article() -> None:
    for more in range(0, 6, 2):
        issue = issues.english("digest")
        highlights = tuple(f"Highlight {place} of this issue." for place in range(more))
        found = rows(rendering.render(replace(issue, issue=replace(issue.issue, highlights=highlights))))
        summary = next(row for row in found if said(row).startswith("Threeoffices"))
        assert [row for row in found if row[0].page == summary[0].page and FOOT / 3 < row[0].y < summary[0].y - 9]


def test_an_address_is_never_hyphenated() -> None:
    ends = [said(row)[-8:] for row in rows(rendering.render(issues.addressed("digest"))) if said(row).endswith("-")]
    assert ends
    assert not [end for end in ends if end not in issues.LONG_ADDRESS]


def test_no_page_begins_with_the_source_of_what_the_page_before_tells() -> None:
    tops = [line for page in range(1, large().pages + 1) for line in pages.lines(large().pdf, page)[:4]]
    assert not [line for line in tops if line.startswith("原文链接")]
