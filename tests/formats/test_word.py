from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bulletin import formats
from bulletin.formats import losses
from bulletin.formats.word import docx as written
from bulletin.refusal import Refused
from bulletin.snapshot import Masthead, Section, Snapshot, canonical, loads
from editorial.intake import envelope
from tests.formats.comparing import held
from tests.rendering import builders


@pytest.fixture
def data(issue: Snapshot, image: bytes) -> bytes:
    return written(issue, {hashlib.sha256(image).hexdigest(): image})


@pytest.fixture
def document(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def styled(document: Document, name: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style is not None and each.style.name == name]


def paragraph(document: Document, text: str) -> Paragraph:
    return next(each for each in document.paragraphs if each.text.startswith(text))


def test_title_parts_sections_and_entries_are_headings_of_their_level(document: Document) -> None:
    assert styled(document, "Title") == ["示例科技信息周报 第145期"]
    assert styled(document, "Heading 1") == [
        "知识产权信息篇（2021年1月4日—1月15日）",
        "医药注册信息篇（2021年1月8日—1月15日）",
    ]
    assert styled(document, "Heading 2") == ["国家级", "资讯", "补充", "国家级"]
    entries = styled(document, "Heading 3")
    assert entries[3:6] == ["1、关于<药品>受理*事项的通知", "2、Guidance on [stability] published", "3、本条已撤"]
    assert "一、办理事项" in styled(document, "Heading 4")
    assert "（一）流程" in styled(document, "Heading 5")


def test_a_corrected_edition_says_so_on_page_one_and_over_every_page(document: Document) -> None:
    assert "更正版" in styled(document, "Subtitle")
    assert document.sections[0].header.paragraphs[0].text == "示例科技信息周报 第145期 更正版"


def test_deadlines_corrections_and_written_notes_stand_on_page_one(document: Document) -> None:
    lines = styled(document, "List Bullet")
    assert "本期随附读者问卷。" in lines
    assert any(line.startswith("正在征求意见：2021年1月15日截止（10个工作日） 2.1.4 ") for line in lines)
    assert any(line.startswith("下期出版前施行：2021年2月1日起施行") for line in lines)
    assert "本期更正：2.1.3 误：三十日 正：二十日" in lines
    assert "往期更正：第144期 1.1.2 误：2020年第54号 正：2020年第55号" in lines


def test_the_imprint_stands_before_the_contents(document: Document) -> None:
    texts = [each.text for each in document.paragraphs]
    assert texts.index("版权页") < texts.index("版次：第2版") < texts.index("目录")
    assert "联系方式：editor@example.org" in texts


def test_of_a_removed_entry_only_the_sentence_about_it_is_left(document: Document) -> None:
    texts = [each.text for each in document.paragraphs]
    at = texts.index("3、本条已撤")
    after = next(place for place, each in enumerate(texts) if each == "3、本条已撤" and place > at)
    assert texts[after + 1] == "2021年1月20日撤稿：发文机关已废止"


def test_text_is_indented_by_two_characters_and_what_opens_flush_is_not(document: Document) -> None:
    indents = {each.name: _chars(each) for each in document.styles if each.type == 1}
    assert indents["Normal"] == "200"
    assert {indents[name] for name in ("Title", "Heading 1", "Heading 3", "Salutation", "Caption")} == {"0"}


def _chars(style: object) -> str | None:
    found = style.element.find(f"{qn('w:pPr')}/{qn('w:ind')}")  # type: ignore[attr-defined]
    return None if found is None else found.get(qn("w:firstLineChars"))


def test_fonts_are_named_for_chinese_too(document: Document) -> None:
    fonts = {
        each.name: each.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia"))
        for each in document.styles
        if each.name in ("Title", "Heading 1", "Quote")
    }
    assert fonts == {"Title": "黑体", "Heading 1": "黑体", "Quote": "楷体"}


def test_every_run_tells_its_language(document: Document) -> None:
    runs = list(document.element.body.iter(qn("w:r")))
    worded = [run for run in runs if run.find(qn("w:t")) is not None]
    assert worded
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None for run in worded)
    english = paragraph(document, "The agency published").runs[0]._element
    assert english.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "en-GB"


def test_lists_are_counted_by_word_from_where_they_begin(document: Document) -> None:
    number = (
        paragraph(document, "第三项材料。")._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    )
    root = document.part.numbering_part.element
    counted = next(each for each in root.findall(qn("w:num")) if each.get(qn("w:numId")) == number)
    assert counted.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val")) == "3"
    inner = paragraph(document, "内层一项。")._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
    assert inner.get(qn("w:val")) == "1"
    assert styled(document, "List Number")[:2] == ["第三项材料。", "第四项材料。"]


def test_typed_numbers_stay_text(document: Document) -> None:
    typed = paragraph(document, "1. 星号")
    assert typed.style is not None
    assert typed.style.name == "Normal"
    assert typed._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is None


def test_head_rows_come_again_on_every_page_and_cells_are_merged(document: Document) -> None:
    merged = next(table for table in document.tables if table.cell(0, 0).text == "年度" and len(table.rows) == 3)
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in merged.rows]
    assert heads == [True, True, False]
    assert merged.cell(0, 1).text == merged.cell(0, 2).text == "受理"
    assert merged.cell(1, 0).text == "年度"
    assert [merged.cell(2, column).text for column in range(3)] == ["2020", "1", "2"]
    assert merged.style is not None
    assert merged.style.name == "Table Grid"


def test_links_are_relations_to_addresses_outside(document: Document) -> None:
    links = {each.text: each.address for each in paragraph(document, "正文有").hyperlinks}
    assert links == {"办事指南": "https://example.org/x?a=1&b=2"}
    assert (
        paragraph(document, "原文链接：https://example.org/news").hyperlinks[0].address == "https://example.org/news(1)"
    )


def test_the_contents_lead_to_every_heading(document: Document) -> None:
    body = document.element.body
    places = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    anchors = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink")) if each.get(qn("w:anchor"))]
    headings = [each for level in (1, 2, 3) for each in styled(document, f"Heading {level}")]
    assert len(anchors) == len(headings) == len(places)
    assert set(anchors) == places
    fields = "".join(each.text or "" for each in body.iter(qn("w:instrText")))
    assert fields.strip().startswith("TOC ")


def test_pages_are_counted_by_fields(document: Document) -> None:
    foot = document.sections[0].footer._element
    assert [each.get(qn("w:instr")).strip() for each in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_a_picture_has_its_alternative_text_and_fits_the_page(document: Document) -> None:
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "受理流程示意"
    section = document.sections[0]
    measure = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert 0 < shape.width <= measure
    assert shape.height * 2 == shape.width
    assert styled(document, "Caption") == ["图一 受理流程"]


@pytest.mark.parametrize("broken", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00", b"GIF89a\x00\x00"])
def test_a_picture_that_cannot_be_had_is_told_in_words(issue: Snapshot, image: bytes, broken: bytes) -> None:
    data = written(issue, {hashlib.sha256(image).hexdigest(): broken})
    document = docx.Document(io.BytesIO(data))
    assert len(document.inline_shapes) == 0
    assert styled(document, "Figure") == ["[受理流程示意]"]


def test_properties_are_those_of_the_issue_and_of_nobody(document: Document) -> None:
    told = document.core_properties
    assert (told.title, told.author, told.revision) == ("示例科技信息周报 第145期", "示例科技有限公司", 2)
    assert told.last_modified_by == told.author
    assert told.created == told.modified
    assert str(told.created).startswith("2021-01-10 00:00:00")
    assert (told.comments, told.keywords) == ("", "")


def test_nothing_of_the_library_or_the_machine_is_in_the_file(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        whole = b"".join(package.read(name) for name in package.namelist())
        assert not [name for name in package.namelist() if "thumbnail" in name or "app.xml" in name]
    assert b"python" not in whole.lower()
    assert b"/tmp" not in whole


def test_an_issue_without_anything_is_still_a_document() -> None:
    empty = Snapshot(masthead=Masthead(title="空刊"), parts=builders.parts(0)[:0])
    document = docx.Document(io.BytesIO(written(empty, {})))
    assert [each.text for each in document.paragraphs] == ["空刊"]
    hollow = replace(empty, parts=(replace(builders.parts(0)[0], sections=(Section(title="国家级"),)),))
    assert "本期无" in [each.text for each in docx.Document(io.BytesIO(written(hollow, {}))).paragraphs]


def test_a_text_that_did_not_pass_the_sanitiser_is_refused(issue: Snapshot) -> None:
    entry = builders.entry(body_html="<p onclick='x()'>文</p>")
    part = replace(issue.parts[0], sections=(Section(entries=(entry,)),))
    with pytest.raises(Refused):
        written(replace(issue, parts=(part,)), {})


def test_our_own_reader_of_word_finds_the_same_outline(issue: Snapshot, image: bytes) -> None:
    digest = hashlib.sha256(image).hexdigest()
    again = envelope.read(written(without_marks(issue), {digest: image}), "issue.docx").snapshot
    assert outline(again) == outline(issue)
    assert digest in str(again.entries()[3].body_html)


def without_marks(issue: Snapshot) -> Snapshot:
    """Without the line that begins with a mark of Markdown: to the reader of Word it is a heading."""
    return loads(canonical(issue).replace("<p># 井号开头，不是标题。</p>".encode(), b""))


def outline(found: Snapshot) -> list[object]:
    return [
        (part.title, [(section.title, [each.title for each in section.entries]) for section in part.sections])
        for part in found.parts
    ]


def test_a_plain_issue_comes_back_from_word_whole() -> None:
    found = builders.weekly(2)
    notices = tuple(replace(builders.guideline(each), cites=()) for each in (1, 2))
    part = replace(found.parts[1], sections=(Section(title="国家级", entries=notices),))
    plain = replace(found, parts=(part,), corrections=())
    again = envelope.read(formats.made("docx", plain), "issue.docx").snapshot
    dropped = {**losses.WORD, "entry.authorities": "the shorter name is the title's", "entry.number": "not given here"}
    assert held(again, dropped) == held(plain, dropped)
