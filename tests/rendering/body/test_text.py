from __future__ import annotations

import re
from html import escape
from typing import Any

import pytest

from bulletin.richtext import text_of as body_text
from bulletin.snapshot import Attachment, Snapshot
from tests.rendering import reading_pdf, reading_tags
from tests.rendering.body import builders, issues, printed
from tests.rendering.body.printed import Line
from tests.rendering.builders import paragraphs

SIZE = {"classic": 10.5, "digest": 9.5}
RIGHT = {"classic": 518.1, "digest": 544.7}


def set_out(body: str, design: str = "classic", **changes: Any) -> list[Line]:
    made = printed.pdf(builders.issue(builders.notice("题名", body, **changes), design=design))
    return printed.lines(made, 2 if design == "digest" else 1)


def starting(lines: list[Line], text: str) -> Line:
    return next(line for line in lines if printed.squeezed(line.text).startswith(text))


def unhyphenated(text: str) -> str:
    """Without white space and hyphens, which lines may end with."""
    return re.sub(r"[\s\u2010\u00ad-]+", "", text)


@pytest.mark.parametrize("snapshot", [issues.mixed, issues.english_issue], ids=["mixed", "english"])
@pytest.mark.parametrize("design", ["classic", "digest"])
def test_every_word_of_every_body_is_printed_in_order(snapshot: object, design: str) -> None:
    issue: Snapshot = snapshot(design)  # type: ignore[operator]
    made = printed.pdf(issue)
    whole = unhyphenated(reading_tags.tree(made).text)
    place = 0
    for entry in issue.entries():
        place = whole.index(unhyphenated(f"{entry.number}{entry.title}"), place)
        for line in body_text(entry.body_html or "").splitlines():
            found = whole.find(unhyphenated(line), place)
            assert found >= 0, line
            place = found
    assert reading_pdf.outside_the_page(made) == []


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_clauses_of_every_level_begin_two_characters_in(design: str) -> None:
    lines = set_out(builders.clauses(), design)
    left = starting(lines, "题名").left if design == "digest" else 77.1
    for clause in ("一、总体要求", "（一）指导思想", "（二）基本原则", "1.", "2.准备申报资料", "①", "第一条"):
        line = starting(lines, clause)
        margin = line.left - (0 if line.column == 0 else 256.5) - (77.1 if design == "classic" else 50.6)
        assert margin == pytest.approx(2 * SIZE[design], abs=SIZE[design] * 0.6), (clause, left)


def test_lists_hang_and_each_level_stands_further_in() -> None:
    lines = set_out(builders.lists())
    turned = starting(lines, "正之日起") if any(line.text.startswith("正之日起") for line in lines) else lines[-1]
    levels = [next(line for line in lines if text in line.text) for text in ("第一层，", "第二层，", "第三层，")]
    assert levels[0].left < levels[1].left < levels[2].left
    assert turned.left > levels[0].left + 8
    items = [next(line for line in lines if text in line.text) for text in ("第九项", "第十项", "第十一项")]
    edges = [line.right - len(line.text.partition("第")[2]) * line.size for line in items[1:]]
    assert edges[0] == pytest.approx(edges[1], abs=1)


def test_marks_of_lists_begin_where_paragraphs_begin() -> None:
    lines = set_out(f"<p>文。</p>{builders.lists()}")
    text = starting(lines, "文").left
    assert starting(lines, "9.").left == pytest.approx(text, abs=1)
    assert starting(lines, "•第一层").left == pytest.approx(text, abs=3)


def test_a_label_that_no_table_follows_begins_where_paragraphs_begin() -> None:
    lines = set_out('<p>文。</p><p class="label">办事大厅地址：</p><p class="contact">https://www.example.org/</p>')
    assert starting(lines, "办事大厅").left == pytest.approx(starting(lines, "文").left, abs=1)


def test_titles_of_attachments_hang_beside_their_numbers_and_fill_the_measure() -> None:
    titles = ("Annex I – Classification of variations", "Annex II – " + "Documentation to be submitted " * 4)
    attachments = tuple(Attachment(title=title.strip()) for title in titles)
    lines = set_out("<p>文。</p>", attachments=attachments)
    first, second = starting(lines, "AnnexI–"), starting(lines, "AnnexII–")
    turned = lines[lines.index(second) + 1]
    assert first.left == second.left == pytest.approx(turned.left, abs=1)
    assert second.right > RIGHT["classic"] - 60


def test_whom_it_is_for_begins_at_the_margin_and_the_closing_two_characters_in() -> None:
    lines = set_out('<p class="addressee">各有关单位：</p><p>文。</p><p class="closing">特此通知。</p>')
    assert starting(lines, "各有关单位").left == pytest.approx(77.1, abs=0.6)
    assert starting(lines, "特此通知").left == pytest.approx(77.1 + 21, abs=0.6)


def test_a_long_list_of_whom_it_is_for_is_straight_at_both_edges() -> None:
    whom = f"各省药品监督管理局，{'国家药监局 ICH Regulations 工作组监督处，' * 8}各有关单位："
    inner = [line for line in set_out(f'<p class="addressee">{whom}</p><p>文。</p>') if "监督" in line.text][:-1]
    assert len(inner) > 2
    ends = [line.right - (line.size / 2 if line.text[-1] == "，" else 0) for line in inner]
    assert [end for end in ends if abs(end - RIGHT["classic"]) > 0.5] == []


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_the_signature_stands_at_the_right_with_its_date_at_the_end(design: str) -> None:
    names = ("国家药品监督管理局", "国家知识产权局")
    lines = set_out(paragraphs(1), design, signed_by=names, signed_on="2026-11-02")
    signed = lines[next(at for at, line in enumerate(lines) if line.text.startswith(names[0])) :]
    assert [printed.squeezed(line.text) for line in signed][-1].endswith("2026年11月2日")
    assert signed[-1].right == pytest.approx(RIGHT[design] - 2 * SIZE[design], abs=2)
    assert min(line.left for line in signed) > RIGHT[design] / 2


def test_notes_are_smaller_than_the_text() -> None:
    lines = set_out(builders.notes())
    assert starting(lines, "注：").size < 0.9 * starting(lines, "化学药品").size
    assert starting(lines, "①").size < 0.9 * starting(lines, "化学药品").size


def test_headings_inside_a_text_differ_by_depth() -> None:
    lines = set_out("<h4>甲题</h4><p>文。</p><h5>乙题</h5><p>文。</p><h6>丙题</h6><p>文。</p>")
    first, second, text = (starting(lines, each) for each in ("甲题", "乙题", "文"))
    assert first.size > second.size >= text.size
    assert starting(lines, "丙题").left == second.left


def test_a_long_address_breaks_after_what_parts_it() -> None:
    lines = set_out(f"<p>意见可以通过网站提交，网址为{escape(builders.LONG_ADDRESS)}，逾期不再受理。</p>")
    broken = [line.text.rstrip() for line in lines if "//" in line.text or "?" in line.text or "=" in line.text]
    assert len(broken) >= 3
    assert all(line[-1] in "/?&.-=_。" for line in broken[:-1])
    # No line before an address is left with a hole: it is filled to the measure.
    assert all(line.right > 518.1 - 60 for line in lines if line.text.rstrip() in broken[:-1])


def test_nested_lists_are_lists_in_lists_for_readers() -> None:
    tree = reading_tags.tree(printed.pdf(builders.issue(builders.notice("题名", builders.lists()))))
    depth = max(_depth(tag) for tag in tree.all("L"))
    assert depth == 3
    assert all(item.type in ("LI", "L", "Caption") for tag in tree.all("L") for item in tag.tags)


def _depth(tag: reading_tags.Tag) -> int:
    return 1 + max((_depth(inner) for inner in tag.all("L") if inner is not tag), default=0)
