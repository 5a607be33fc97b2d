from __future__ import annotations

import html
import io
import re
import socket
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from bulletin import rendering
from bulletin.rendering import Rendered
from bulletin.rendering.html import ROOT
from bulletin.richtext import text_of as body_text
from bulletin.snapshot import Entry, Imprint, Snapshot
from tests.rendering import builders, reading_pdf


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", html.unescape(text))


def expected(entry: Entry) -> Iterator[str]:
    """What is printed of an entry, in the order of print."""
    yield entry.title
    yield from filter(None, (entry.source_name, entry.byline, entry.document_type))
    if entry.document_number:
        yield entry.document_number.canonical
    yield from entry.authorities
    yield from filter(None, (entry.standfirst, entry.editor_note))
    yield from body_text(entry.body_html or "").splitlines()
    yield from (attachment.title for attachment in entry.attachments)
    yield from entry.signed_by
    if entry.source_url:
        yield entry.source_url


def test_everything_that_an_entry_holds_is_printed_in_order(rendered: Rendered, weekly: Snapshot) -> None:
    text = squeezed("".join(reading_pdf.columns(rendered.pdf)))
    place = text.index("知识产权信息篇收录时段")
    for entry in weekly.entries():
        for piece in expected(entry):
            found = text.find(squeezed(piece), place)
            assert found >= 0, f"{entry.ref}: {piece}"
            place = found


def test_the_number_of_pages_is_that_of_such_an_issue(rendered: Rendered) -> None:
    assert rendered.pages == len(reading_pdf.text_of(rendered.pdf))
    assert 14 <= rendered.pages <= 22


def test_the_front_page_carries_masthead_number_dates_coverage_and_highlights(
    rendered: Rendered, weekly: Snapshot
) -> None:
    front = reading_pdf.text_of(rendered.pdf)[0]
    for piece in (
        "示例科技信息周报",
        "第145期",
        "出版日期2021年1月15日",
        "收录时段2021年1月4日—1月15日",
        "示例科技有限公司",
        "公文19件、资讯1篇",
        "本期要点",
        *map(squeezed, weekly.issue.highlights),
        "往期更正",
        "目录",
    ):
        assert piece in front


def test_the_contents_give_the_page_on_which_each_entry_stands(rendered: Rendered, weekly: Snapshot) -> None:
    pages = reading_pdf.text_of(rendered.pdf)
    contents = "\n".join(reading_pdf.columns(rendered.pdf)[:2]).partition("目录")[2] + "\n"
    for entry in weekly.entries():
        title = r"\s*".join(map(re.escape, squeezed(entry.title)))
        found = re.search(title + r"[\s.]*(\d+)\s*\n", contents)
        assert found, entry.title
        assert squeezed(entry.title) in pages[int(found[1]) - 1]


def test_pages_carry_running_header_and_folio(rendered: Rendered) -> None:
    pages = reading_pdf.text_of(rendered.pdf)
    for number, page in enumerate(pages, start=1):
        assert f"{number}/{len(pages)}" in page
    for page in pages[1:]:
        assert "示例科技信息周报第145期" in page
    assert "第145期知识产权信息篇" in pages[3]
    assert "第145期医药注册信息篇" in pages[-2]


def test_bookmarks_follow_parts_sections_and_entries(rendered: Rendered, weekly: Snapshot) -> None:
    wanted: list[tuple[int, str]] = [(0, "本期要点"), (0, "往期更正"), (0, "目录")]
    for part in weekly.parts:
        wanted.append((0, part.title or ""))
        for section in part.sections:
            wanted.append((1, section.title or ""))
            wanted += [(2, f"{entry.number} {entry.title}") for entry in section.entries]
    wanted.append((0, "版权页"))
    assert reading_pdf.bookmarks(rendered.pdf) == wanted


def test_links_lead_from_the_contents_to_entries_and_out_to_sources(rendered: Rendered, weekly: Snapshot) -> None:
    external, internal = reading_pdf.links(rendered.pdf)
    for entry in weekly.entries():
        assert f"entry-{entry.ref}" in internal
        if entry.source_url:
            assert entry.source_url in external
    assert "mailto:opinion@example.org" in external
    assert "https://www.example.org/guide" in external


def test_nothing_stands_outside_the_page(rendered: Rendered) -> None:
    assert reading_pdf.outside_the_page(rendered.pdf) == []


def test_a_long_word_and_a_wide_table_stay_on_the_page() -> None:
    cells = "".join(f"<td><p>单元格{each}</p></td>" for each in range(14))
    body = f"<p>https://example.org/{'a' * 300}</p><p>{'W' * 200}</p><table><tbody><tr>{cells}</tr></tbody></table>"
    made = rendering.render(builders.single(body_html=body))
    assert reading_pdf.outside_the_page(made.pdf) == []


def test_the_imprint_shows_revision_departments_and_sign_offs_by_stage(rendered: Rendered) -> None:
    last = reading_pdf.text_of(rendered.pdf)[-1]
    for piece in (
        "版次第1版",
        "编制部门知识产权部、医药注册部",
        "初审周敏2021年1月13日",
        "何川2021年1月13日",
        "复审许静2021年1月14日",
        "终审梁文2021年1月15日审字〔2021〕2号",
        "联系方式editor@example.org",
        "下期出版2021年1月22日",
        "本刊仅供内部参考。",
    ):
        assert piece in last
    assert "未经复核" not in last


def test_an_override_is_printed_in_the_imprint() -> None:
    snapshot = replace(builders.single(), imprint=Imprint(revision=2, override="值班主编特批，次日补审。"))
    last = reading_pdf.text_of(rendering.render(snapshot).pdf)[-1]
    assert "未经复核：值班主编特批，次日补审。" in last
    assert "第2版" in last


def test_the_consultation_is_a_fact_with_its_days_and_address(rendered: Rendered, weekly: Snapshot) -> None:
    text = "".join(reading_pdf.text_of(rendered.pdf))
    assert "征求意见2021年1月4日—1月15日（10个工作日）联系邮箱opinion@example.org" in text


def test_a_preview_carries_its_watermark_on_every_page() -> None:
    made = rendering.render(builders.weekly(guidelines=2), watermark="预览未发布")
    assert all("预览未发布" in page for page in reading_pdf.text_of(made.pdf))
    assert "预览未发布" in made.html.decode()


def test_an_english_masthead_prints_english_words() -> None:
    snapshot = builders.single(
        title="Guideline on variations", document_type="Notice", signed_on="2021-01-08", body_html="<p>Plain text.</p>"
    )
    snapshot = replace(snapshot, masthead=replace(snapshot.masthead, language="en", title="Weekly"))
    made = rendering.render(snapshot)
    text = "".join(reading_pdf.text_of(made.pdf))
    assert "Dated8January2021" in text
    assert "Publisher" in text
    assert "编辑出版" not in text
    assert b'<html lang="en">' in made.html


def test_metadata_say_title_publisher_and_language_and_nothing_of_this_machine(rendered: Rendered) -> None:
    with pikepdf.open(io.BytesIO(rendered.pdf)) as document:
        info = {str(key): str(value) for key, value in document.docinfo.items()}
        assert info == {
            "/Title": "示例科技信息周报 第145期",
            "/Author": "示例科技有限公司",
            "/Producer": info["/Producer"],
        }
        assert re.fullmatch(r"WeasyPrint \d+\.\d+", info["/Producer"])
        assert str(document.Root.Lang) == "zh-Hans"
        assert not document.attachments
        everything = b"".join(_bytes(each) for each in document.objects)
    for hidden in (
        b"/JavaScript",
        b"/JS",
        b"/OCG",
        b"/Launch",
        b"/tmp",
        b"/home",
        bytes(ROOT),
        socket.gethostname().encode() + b".",
        b"page.invalid",
        b"file:",
    ):
        assert hidden not in everything + rendered.pdf
    assert b"CreateDate" not in everything
    assert b"tech-weekly" not in everything + rendered.html


def _bytes(thing: pikepdf.Object) -> bytes:
    if isinstance(thing, pikepdf.Stream):
        # Fonts and images are binary; whatever names a place would stand in text.
        return (
            b""
            if "/Length1" in thing or ("/Subtype" in thing and thing.Subtype == "/CIDFontType0C")
            else thing.read_bytes()
        )
    return thing.unparse() if isinstance(thing, (pikepdf.Dictionary, pikepdf.Array)) else b""


@pytest.mark.parametrize("text", ["{{ 7|add:7 }}", "{% now 'Y' %}", "${7*7}", "%s%n", "{0.__class__}", "{# gone #}"])
def test_template_syntax_is_printed_as_it_stands(text: str) -> None:
    snapshot = replace(
        builders.single(title=text, body_html=f"<p>{text}</p>", standfirst=text, signed_by=(text,), source_name=text),
        imprint=Imprint(revision=1, contact=text, departments=(text,)),
    )
    snapshot = replace(snapshot, issue=replace(snapshot.issue, highlights=(text,)))
    made = rendering.render(snapshot, watermark=text)
    assert "".join(reading_pdf.text_of(made.pdf)).count(squeezed(text)) >= 9
    assert html.unescape(made.html.decode()).count(text) >= 9
