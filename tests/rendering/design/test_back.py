from __future__ import annotations

import re
from dataclasses import replace

import pytest
import segno

from bulletin import boxes, rendering
from bulletin.rendering import Rendered, codes
from bulletin.snapshot import Entry, Imprint, Snapshot, normal_form, snapshot_digest
from tests.rendering import builders, reading_pdf, reading_tags
from tests.rendering.design import issues, pages

DPI = 300


def test_documents_are_listed_by_number_with_the_page_of_each(classic: Rendered, usual: Snapshot) -> None:
    at = next(
        page for page in range(classic.pages, 0, -1) if "文号索引发文字号标题" in pages.squeezed(classic.pdf, page)
    )
    listed = "\n".join(line for page in (at, at + 1) for line in pages.lines(classic.pdf, page))
    numbered = [entry for entry in usual.entries() if entry.document_number]
    assert len(numbered) == 17
    for entry in numbered:
        page = pages.listed(listed, _row(entry))
        assert re.sub(r"\s", "", entry.title) in pages.squeezed(classic.pdf, page)
    places = [listed.index(f"2020年第{number}号2.") for number in range(52, 68)]
    assert places == sorted(places)


def test_documents_by_number_follow_the_last_entry_and_the_head_of_a_page_names_what_is_at_its_top(
    classic: Rendered,
) -> None:
    at = next(page for page in range(3, classic.pages + 1) if "文号索引发文字号" in pages.squeezed(classic.pdf, page))
    assert "联系邮箱" in pages.squeezed(classic.pdf, at)
    heads = reading_tags.artifacts(classic.pdf)
    assert "医药注册信息篇" in heads[at - 1]
    assert "文号索引" in heads[at]


@pytest.mark.parametrize("lines", [28, 30, 31])
def test_the_head_of_the_documents_stands_over_two_of_them_at_least(lines: int) -> None:
    issue = issues.lone("classic")
    part = issue.parts[0]
    body = "".join(f"<p>第{line}行。</p>" for line in range(lines))
    entries = [builders.guideline(each) for each in range(6)]
    entries[-1] = replace(entries[-1], body_html=body)
    long = replace(issue, parts=(replace(part, sections=(replace(part.sections[0], entries=tuple(entries)),)),))
    made = rendering.render(boxes.with_boxes(normal_form(long)))
    for page in range(3, made.pages + 1):
        found = pages.squeezed(made.pdf, page).partition("文号索引发文字号标题")
        if found[1]:
            assert len(re.findall("2020年第[0-9]+号2?[.0-9]*国家", found[2])) >= 2


def _row(entry: Entry) -> str:
    number = entry.document_number.canonical if entry.document_number else ""
    return f"{number}{entry.ref}{entry.title}"


def test_the_colophon_is_last_and_tells_who_answers_for_the_edition(classic: Rendered) -> None:
    last = pages.squeezed(classic.pdf, classic.pages)
    for piece in (
        "版权页",
        "编制部门知识产权部、医药注册部",
        "初审周敏2021年1月13日",
        "版次第1版",
        "联系方式editor@example.org",
        "公文以发文机关公布的文本为准。",
        f"本期网址{issues.ADDRESS}",
    ):
        assert piece in last


def test_without_a_notice_of_its_own_it_points_to_the_official_texts(usual: Snapshot) -> None:
    plain = replace(issues.lone(), masthead=replace(usual.masthead, notice=None))
    assert "以发文机关公布的官方原文为准" in rendering.render_html(plain).decode()
    english = rendering.render_html(issues.english()).decode()
    assert "are the official ones." in english


def test_the_digest_is_that_of_the_snapshot(classic: Rendered, usual: Snapshot) -> None:
    last = pages.squeezed(classic.pdf, classic.pages)
    found = re.search("定稿指纹（SHA-256）([0-9a-f]{64})", last)
    assert found
    assert found[1] == snapshot_digest(usual)


def test_the_code_on_the_page_is_that_of_the_address(classic: Rendered) -> None:
    boxes = pages.pictures(classic.pdf, classic.pages)
    assert len(boxes) == 1
    code = pages.drawn(pages.picture(classic.pdf, classic.pages, DPI), boxes[0], 841.89, DPI)
    wanted = [list(row) for row in segno.make_qr(issues.ADDRESS, error="m").matrix]
    size = len(wanted) + 2 * codes.QUIET
    step = code.width / size
    middles = [round((place + codes.QUIET + 0.5) * step) for place in range(len(wanted))]
    read = [[int(_dark(code.getpixel((x, y)))) for x in middles] for y in middles]
    assert read == wanted


def _dark(shade: object) -> bool:
    assert isinstance(shade, int)
    return shade < 128


def test_the_code_has_words_for_those_who_cannot_see_it(classic: Rendered) -> None:
    assert f"二维码，内容为本期网址 {issues.ADDRESS}" in pages.alternatives(classic.pdf)
    assert f'alt="二维码，内容为本期网址 {issues.ADDRESS}"' in classic.html.decode()
    assert issues.ADDRESS in reading_pdf.links(classic.pdf)[0]


@pytest.mark.parametrize("address", [None, "javascript:alert(1)", "https://example.org/" + "a" * 400])
def test_what_is_no_address_for_a_camera_gets_no_code(usual: Snapshot, address: str | None) -> None:
    imprint = replace(usual.imprint or Imprint(revision=1), address=address)
    page = rendering.render_html(replace(issues.lone(), imprint=imprint)).decode()
    assert "<img" not in page
    assert "javascript:" not in page


def test_the_same_address_gives_the_same_picture() -> None:
    first = codes.picture(issues.ADDRESS)
    codes.picture.cache_clear()
    assert codes.picture(issues.ADDRESS) == first


@pytest.mark.parametrize(
    ("occasion", "printed"),
    [
        ("text-fix", "第2版（文字订正）"),
        ("takedown", "第2版（下架）"),
        ("withdrawal", "第2版（撤稿）"),
        (None, "第2版<"),
    ],
)
def test_the_revision_tells_its_occasion(usual: Snapshot, occasion: str | None, printed: str) -> None:
    imprint = replace(usual.imprint or Imprint(revision=1), revision=2, occasion=occasion)
    assert printed in rendering.render_html(replace(issues.lone(), imprint=imprint)).decode()
