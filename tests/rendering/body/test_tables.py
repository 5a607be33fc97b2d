from __future__ import annotations

import re
from itertools import pairwise

import pytest

from bulletin.snapshot import Snapshot
from tests.rendering import reading_pdf, reading_tags
from tests.rendering.body import builders, printed
from tests.rendering.builders import paragraphs
from tests.rendering.printing import print_html

# The left and right edge of the text, in points, and that of a turned page.
EDGES = {"classic": (77.1, 518.2), "digest": (50.6, 544.7)}
TURNED = {"classic": (77.1, 764.8), "digest": (50.6, 791.3)}


def issue(body: str, design: str = "classic") -> Snapshot:
    return builders.issue(builders.notice("题名", body), design=design)


def cells(table: str) -> list[str]:
    return re.findall(r"<p>(.*?)</p>", table)


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_thirty_rows_keep_their_order_and_their_head_on_each_page(design: str) -> None:
    made = printed.pdf(issue(paragraphs(4) + builders.register_table(30), design))
    text = printed.text(made)
    places = [text.index(f"{place}{builders.SUBJECTS[place % 8]}技术要求第{place}部分") for place in range(1, 31)]
    assert places == sorted(places)
    heads = [line.page for line in printed.lines(made) if line.text.strip() == "序号"]
    rows = {line.page for line in printed.lines(made) if "技术要求第" in line.text}
    assert len(rows) >= 2
    assert sorted(rows) == sorted(heads)


def test_three_hundred_rows_lose_no_cell() -> None:
    table = builders.register_table(300)
    made = printed.pdf(issue(table))
    text = printed.text(made)
    place = 0
    for cell in cells(table)[5:]:
        found = text.find(printed.squeezed(cell), place)
        assert found >= 0, cell
        place = found
    assert reading_pdf.outside_the_page(made) == []


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_a_table_of_fourteen_columns_turns_the_page_and_the_text_after_it_turns_it_back(design: str) -> None:
    made = printed.pdf(issue(paragraphs(1) + builders.wide_table() + paragraphs(1, 3), design))
    shapes = ["turned" if width > height else "upright" for width, height in printed.sizes(made)]
    assert shapes[-3:] == ["upright", "turned", "upright"]
    (page,) = {line.page for line in printed.lines(made) if line.text.startswith("第") and line.text.endswith("片区")}
    assert shapes[page] == "turned"
    heads = reading_tags.artifacts(made)[page]
    assert "示例科技信息周报" in heads
    assert "医药注册信息篇" in heads


@pytest.mark.parametrize("design", ["classic", "digest"])
@pytest.mark.parametrize("columns", [2, 5, 9, 14, 24])
def test_a_table_stays_within_the_measure_whatever_it_holds(columns: int, design: str) -> None:
    rows = [
        tuple(f"{'指标' * (place % 5 + 1)}{place * 137 * row:,} mg/L" for place in range(columns))
        for row in range(1, 4)
    ]
    made = printed.pdf(issue(builders.table([f"第{place}项检测结果" for place in range(columns)], rows), design))
    for line in printed.lines(made):
        width, height = printed.sizes(made)[line.page]
        left, right = (TURNED if width > height else EDGES)[design]
        assert left - 1 <= line.left, line
        assert line.right <= right + 6, line


def test_no_cell_overlaps_its_neighbour() -> None:
    made = printed.pdf(issue(builders.wide_table(14, 9)))
    by_baseline: dict[tuple[int, float], list[printed.Line]] = {}
    for line in printed.lines(made):
        by_baseline.setdefault((line.page, round(line.y, 1)), []).append(line)
    for row in by_baseline.values():
        placed = sorted(row, key=lambda line: line.left)
        for one, next_one in pairwise(placed):
            assert one.right <= next_one.left + 0.1, (one, next_one)


def test_a_row_longer_than_a_page_breaks_and_begins_where_the_one_before_ends() -> None:
    made = printed.pdf(issue(paragraphs(1) + builders.prose_table()))
    text = printed.text(made)
    assert text.count("本文件所称“变更”") == 45
    first = next(line.page for line in printed.lines(made) if "适用范围" in line.text)
    assert any(line.page == first and "本文件所称" in line.text for line in printed.lines(made))


@pytest.mark.parametrize("word", ["100mg", "1,024MW", "WWMMMM", "第1审评部"])
def test_a_cell_has_room_for_its_longest_word(word: str) -> None:
    rows = [(word, "很长的说明文字，" * 9, "很长的说明文字，" * 12, "很长的说明文字，" * 30) for _row in range(3)]
    made = printed.pdf(issue(builders.table(("甲", "乙", "丙", "丁"), rows)))
    assert len([line for line in printed.lines(made) if line.text.startswith(word)]) == 3


def test_chinese_in_a_broad_cell_stands_straight_on_both_sides_and_english_does_not() -> None:
    rows = [("甲", "各有关单位应当结合本地区实际，从2021年起，完善工作机制，" * 9), ("乙", builders.ENGLISH[0] * 3)]
    lines = printed.lines(printed.pdf(issue(builders.table(("项目", "说明"), rows))))
    chinese, english = (
        [line.right for line in lines if re.search(each, line.text)] for each in ("单位|机制", "the|and")
    )
    assert len(chinese) > 4
    assert max(chinese[:-1]) - min(chinese[:-1]) < 5
    assert max(english) - min(english[:-1]) > 10


def test_no_word_of_a_head_is_parted() -> None:
    table = builders.table([f"{place} applications received" for place in range(1, 13)], [("1",) * 12])
    made = printed.pdf(builders.issue(builders.notice("A notice", table), language="en"))
    assert not [line.text for line in printed.lines(made) if line.text.endswith("-")]


def test_a_row_that_goes_on_stands_as_far_below_the_head_as_one_that_begins() -> None:
    lines = printed.lines(printed.pdf(issue(paragraphs(1) + builders.prose_table())))
    heads = [line for line in lines if line.text == "内容"]
    firsts = [max(each.y for each in lines if each.page == head.page and each.y < head.y - 1) for head in heads]
    begins, *goes_on = (head.y - first for head, first in zip(heads, firsts, strict=True))
    assert goes_on
    assert goes_on == [pytest.approx(begins, abs=0.5)] * len(goes_on)


def test_figures_stand_flush_right_and_words_flush_left() -> None:
    rows = [("甲", "9"), ("乙丙", "1,024"), ("丁戊己", "77.5%")]
    made = printed.pdf(issue(builders.table(("项目", "数量"), rows)))
    glyphs = {"9", "1,024", "77.5%"}
    ends = [line.right for line in printed.lines(made) for each in glyphs if line.text.strip().endswith(each)]
    assert len(ends) == 3
    assert max(ends) - min(ends) < 0.5


def test_readers_are_told_of_tables_heads_spans_and_captions() -> None:
    tree = reading_tags.tree(printed.pdf(issue(builders.spanned_table())))
    (table,) = [tag for tag in tree.all("Table") if "化学药品" in tag.text]
    assert [tag.text for tag in table.all("Caption")] == ["表3 分类与时限"]
    scopes = {tag.text: tag.attributes["Scope"] for tag in table.all("TH")}
    assert scopes["受理"] == "/Column"
    assert scopes["化学药品"] == "/Row"
    spans = {tag.text: tag.attributes for tag in table.all("TH", "TD")}
    assert spans["时限（工作日）"]["ColSpan"] == 2
    assert spans["化学药品"]["RowSpan"] == 2
    assert len(list(table.all("TR"))) == 6


def many(table: str) -> Snapshot:
    """The same table after 1 to 24 lines, so that it meets the foot of a page at every height."""
    bodies = ("".join(f"<p>第{place}行。</p>" for place in range(lines)) + table for lines in range(1, 25))
    return builders.issue(*(builders.notice("题名", body) for body in bodies))


def test_rows_that_a_cell_spans_stay_together() -> None:
    found = printed.lines(printed.pdf(many(builders.spanned_table() * 2)))
    spanning = [line.page for line in found if "化学药品" in line.text]
    assert len(spanning) == 48
    assert spanning == [line.page for line in found if "补充申请" in line.text]


def test_a_short_table_is_not_torn() -> None:
    found = printed.lines(printed.pdf(many(builders.register_table(8))))
    first, last = ([line.page for line in found if f"技术要求第{place}部分" in line.text] for place in (1, 8))
    assert len(first) == 24
    assert first == last


def test_a_table_in_the_digest_stands_in_a_column_when_it_fits_and_across_both_when_not() -> None:
    narrow = print_html(issue(builders.table(("年度", "受理"), [("2025年", "41件")]), "digest"))
    across = print_html(issue(builders.register_table(3), "digest"))
    assert 'class="body plate"' not in narrow
    assert 'class="body plate"' in across


def test_text_beside_a_plate_is_the_same_text() -> None:
    body = f"<p>前文。</p>{builders.wide_table()}<p>后文。</p>"
    page = print_html(issue(body))
    assert page.index("前文。") < page.index('class="body plate turned"') < page.index("后文。")
    assert '<div class="body"></div>' not in page


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_the_last_row_of_a_long_table_stands_alone_on_no_page(design: str) -> None:
    counts = (29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40)
    entries = (builders.notice("题名", builders.register_table(count)) for count in counts)
    found = printed.lines(printed.pdf(builders.issue(*entries, design=design)))
    rows = [
        (line.page, int(line.text.split("技术要求第")[1].split("部分")[0]))
        for line in found
        if "技术要求第" in line.text
    ]
    lasts = [(page, row) for (page, row), (_page, after) in pairwise([*rows, (0, 1)]) if after == 1]
    assert [row for _page, row in lasts] == list(counts)
    at = [rows.index(last) for last in lasts]
    assert [rows[place] for place in at if rows[place - 1][0] != rows[place][0]] == []
