from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import pytest

from bulletin import rendering
from bulletin.rendering.styles import DESIGNS
from tests.rendering import builders
from tests.rendering.typesetting.positions import Glyph, glyphs
from tests.rendering.typesetting.setting import Run

MILLIMETRE = 72 / 25.4
ISSUE = builders.weekly(24)
# The paragraphs, each on a line of its own.
MARKED_UP = "".join(entry.body_html or "" for entry in ISSUE.entries())
BODIES = re.sub("<[^>]*>", "\n", re.sub("</?(?:strong|a|sup)[^>]*>", "", MARKED_UP)).replace(" ", "")
CLAUSES = ("一、总体要求", "二、基本原则", "三、主要任务", "四、保障措施", "把服务送到园区", "一站受理", "让规则更清楚")
HEADINGS = {
    *CLAUSES,
    *(entry.title or "" for entry in ISSUE.entries()),
    *(part.title or "" for part in ISSUE.parts),
    *(section.title or "" for part in ISSUE.parts for section in part.sections),
}


@dataclass(frozen=True)
class Row(Run):
    """The glyphs on one baseline without a wide distance between them, which is one line of one column."""

    @property
    def text(self) -> str:
        return super().text.replace(" ", "")

    @property
    def place(self) -> tuple[int, float]:
        return self.glyphs[0].page, self.glyphs[0].y


@cache
def rows(design: str) -> tuple[Row, ...]:
    """The lines of a long issue without running heads and folios, in the order in which they are read."""
    made = rendering.render(replace(ISSUE, masthead=replace(ISSUE.masthead, design=design)))
    found: list[list[Glyph]] = []
    for glyph in glyphs(made.pdf):
        before = found[-1][-1] if found else None
        is_next = before is not None and (glyph.page, glyph.y) == (before.page, before.y)
        if before is None or not is_next or not -glyph.size < glyph.x - before.end < 2 * glyph.size:
            found.append([])
        if glyph.said:
            found[-1].append(glyph)
    return tuple(Row(tuple(row)) for row in found if row and row[0].y > 20 * MILLIMETRE)


def body_rows(design: str) -> list[list[Row]]:
    """Those of running text, by page and column."""
    columns: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows(design):
        if len(row.text) > 3 and row.text in BODIES:
            columns[row.place[0], round(row.start // 200)].append(row)
    return list(columns.values())


@pytest.mark.parametrize("design", DESIGNS)
def test_running_text_is_straight_at_both_edges(design: str) -> None:
    inner = [
        (upper, lower)
        for column in body_rows(design)
        for upper, lower in pairwise(column)
        if upper.place[1] - lower.place[1] < 2 * upper.glyphs[0].size and (upper.text + lower.text) in BODIES
    ]
    ends = Counter(round(upper.end, 1) for upper, lower in inner if len(upper.text) > 15)
    edges = {edge for edge, count in ends.items() if count > 20}
    astray = [upper.text for upper, lower in inner if not any(abs(upper.end - edge) < 0.5 for edge in edges)]
    assert len(inner) > 150
    assert len(astray) < 0.02 * len(inner), astray


@pytest.mark.parametrize("design", DESIGNS)
def test_no_heading_stands_at_the_foot_of_a_page(design: str) -> None:
    lowest: dict[int, Row] = {}
    for row in rows(design):
        page = row.place[0]
        if page not in lowest or row.place[1] < lowest[page].place[1]:
            lowest[page] = row
    feet = [row.text for row in lowest.values()]
    assert len(feet) > 8
    headings = {heading.replace(" ", "") for heading in HEADINGS}
    body = [foot for page, foot in zip(lowest, feet, strict=True) if page > 1]
    assert not [foot for foot in body if any(foot in heading for heading in headings if heading)]
