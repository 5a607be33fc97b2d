from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest

from bulletin.snapshot import Part, Section, Snapshot, normal_form
from tests.rendering import reading_tags
from tests.rendering.body import builders, printed
from tests.rendering.body.printed import Line
from tests.rendering.builders import SENTENCES, paragraphs, single

LEADING = 15.0
HALF = 421.0  # Of the height of a page, in points.


def notices(count: int) -> Snapshot:
    """Notices of every length up to a page, each with all facts, annexes, a signature and a source."""
    facts = {**builders.full_facts(), "cites": (), "topics": ()}
    texts = ("".join(SENTENCES[(at + each) % 8] for each in range(at * 5 % 40 + 3)) for at in range(count))
    made = (builders.notice(f"关于第{at}项要求的通知", f"<p>{text}</p>", **facts) for at, text in enumerate(texts))
    return builders.issue(*made, design="digest")


@cache
def headed() -> list[Line]:
    """Texts with headings, clauses, lists, notes and quotations, in columns that break at every height."""
    body = (
        f"{builders.clauses()}{builders.notes()}<h4>甲题</h4>{paragraphs(1)}<h5>乙题</h5>{paragraphs(1, 2)}"
        f"{builders.lists()}<h6>丙题</h6>{paragraphs(1, 3)}"
    )
    made = (builders.notice(f"第{at}篇", paragraphs(at, at) + body) for at in range(8))
    return printed.lines(printed.pdf(builders.issue(*made, design="digest")), 2)


def columns(lines: list[Line]) -> dict[tuple[int, str], dict[int, list[Line]]]:
    """The lines of running text by page and entry, and by column."""
    found: dict[tuple[int, str], dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    title = ""
    opened = next(at for at, line in enumerate(lines) if 15 < line.size < 20)
    for line in lines[opened:]:
        if line.size > 11:
            title = line.text
        elif line.size > 7.5:
            found[line.page, title][line.column].append(line)
    return found


def test_what_ends_an_entry_never_leaves_a_page_half_empty() -> None:
    found = printed.lines(printed.pdf(notices(24)), 2)
    lowest = {page: min(line.y for line in found if line.page == page) for page in {line.page for line in found}}
    assert max(lowest) > 8
    assert [page for page, y in lowest.items() if y > HALF and page not in (0, max(lowest))] == []


@pytest.mark.parametrize("length", [4, 5])
def test_a_part_never_opens_on_a_page_that_has_nothing_else(length: int) -> None:
    entry = builders.notice("题名", builders.clauses() + paragraphs(length), **builders.full_facts())
    part = Part(title="后一篇", sections=(Section(title="国家级", entries=(entry,)),))
    first = builders.issue(builders.notice("题名", paragraphs(20)), design="digest")
    found = printed.lines(printed.pdf(normal_form(replace(first, parts=(*first.parts, part)))), 2)
    (opened,) = [line.page for line in found if line.text == "后一篇" and line.size > 15]
    assert len([line for line in found if line.page == opened]) > 40


def test_what_stands_in_two_columns_stands_on_the_same_lines() -> None:
    checked = 0
    for sides in columns(headed()).values():
        for line in sides[1]:
            steps = (sides[0][0].y - line.y) / LEADING if sides[0] else 0
            checked += bool(sides[0])
            assert steps == pytest.approx(round(steps), abs=0.13), line
    assert checked > 100


def test_both_columns_begin_on_one_line_whatever_they_begin_with() -> None:
    tops = [(sides[0][0], sides[1][0]) for sides in columns(headed()).values() if sides[0] and sides[1]]
    assert len(tops) > 8
    assert any(re.match("[甲乙丙]题|[一二]、", right.text) for _left, right in tops)
    assert [right.text for left, right in tops if abs(left.y - right.y) > 0.5] == []


def test_a_running_head_names_what_its_page_begins_with() -> None:
    first, second = builders.notice("甲", paragraphs(30)), builders.notice("乙", paragraphs(30, 3))
    part = Part(title="后一篇", sections=(Section(title="国家级", entries=(second,)),))
    plain = builders.issue(first, builders.notice("丙", paragraphs(1)), design="digest")
    made = printed.pdf(normal_form(replace(plain, parts=(*plain.parts, part))))
    opened = {line.page: line.y for line in printed.lines(made) if line.text == "后一篇" and line.size > 15}
    ((page, y),) = opened.items()
    assert y < HALF * 1.7
    heads = [re.sub(r"\s", "", found) for found in reading_tags.artifacts(made)]
    assert "医药注册信息篇" in heads[page]
    assert "后一篇" in heads[page + 1]


def test_a_short_aside_in_a_title_is_never_parted() -> None:
    titles = [f"关于发布《{'药' * more}技术指导原则（试行）》的通告" for more in range(20, 36)]
    issue = builders.issue(*(builders.notice(each, "<p>文。</p>") for each in titles), design="digest")
    made = printed.lines(printed.pdf(issue))
    said = [line.text for line in made]
    assert sum("（试行）" in each for each in said) == 2 * len(titles)
    assert [each for each in said if re.search("（试?$|^行）", each)] == []


def test_no_rule_stands_above_an_entry_where_the_masthead_has_just_ended_with_one() -> None:
    alone = single(document_type="通告")
    made = printed.pdf(replace(alone, masthead=replace(alone.masthead, design="digest")))
    with pypdfium2.PdfDocument(made) as document:
        paths = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=8)
        wide = [each for each in paths if (box := each.get_bounds())[2] - box[0] > 400]
    # The name and the number on their ground, and the rule below the date line.
    assert len(wide) == 3
