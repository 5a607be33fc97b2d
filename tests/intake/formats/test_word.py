from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from editorial.intake import extract
from editorial.intake.extract import Extract
from editorial.intake.formats import numbering, sentences
from tests.hostile import packing
from tests.intake.formats import honest
from tests.intake.formats.honest import BODY, TITLE, told


def read(fill: Any) -> Extract:
    return extract.extract(honest.word(fill), "方案.docx")


def lines(fill: Any) -> list[str]:
    return read(fill).text.split("\n")


def test_headings_keep_their_depth_and_paragraphs_their_order() -> None:
    def fill(document: Document) -> None:
        document.add_heading(TITLE, 1)
        document.add_heading("总则", 2)
        document.add_paragraph(BODY)

    assert lines(fill) == [f"# {TITLE}", "## 总则", BODY]


def test_bold_italics_and_indices_are_kept_and_neighbouring_runs_are_one() -> None:
    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("含")
        paragraph.add_run("重").bold = True
        paragraph.add_run("要").bold = True
        paragraph.add_run("内容")
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run("斜").italic = True

    assert lines(fill) == ["含**重要**内容<sup>2</sup><em>斜</em>"]


def test_a_plain_list_stays_a_list_and_a_nested_one_nested() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("甲", style="List Number")
        document.add_paragraph("乙", style="List Number")
        document.add_paragraph("丙", style="List Bullet")

    assert lines(fill) == ["<ol><li><p>甲</p></li><li><p>乙</p></li></ol>", "<ul><li><p>丙</p></li></ul>"]


def test_numbers_of_clauses_that_word_counts_are_written_out() -> None:
    def fill(document: Document) -> None:
        honest.numbered(document, "chineseCounting", "第%1条", "为了加强管理。", "本办法自发布之日起施行。")
        honest.numbered(document, "chineseCounting", "%1、", "总体要求", "工作目标")

    found = read(fill)
    assert found.text.split("\n") == [
        "第一条　为了加强管理。",
        "第二条　本办法自发布之日起施行。",
        "一、总体要求",
        "二、工作目标",
    ]
    assert sentences.LIST_NUMBERS in told(found)


def test_a_list_that_begins_elsewhere_keeps_its_numbers() -> None:
    def fill(document: Document) -> None:
        honest.numbered(document, "decimal", "%1.", "第五项", "第六项", start=5)

    assert lines(fill) == ["5.第五项", "6.第六项"]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (1010, "chineseCounting", "一千零一十"),
        (3, "decimalEnclosedCircle", "③"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (2, "ideographTraditional", "乙"),
        (12, "decimalFullWidth", "１２"),
        (7, "somethingNew", "7"),
    ],
)
def test_numbers_are_shown_as_word_prints_them(number: int, form: str, printed: str) -> None:
    assert numbering.shown(number, form) == printed


def test_a_header_row_is_told_by_its_mark() -> None:
    def fill(document: Document) -> None:
        table = document.add_table(2, 2)
        for at, text in enumerate(("品种", "数量", "甲", "3")):
            table.cell(at // 2, at % 2).text = text
        honest.head_row(table)

    head, row = "<tr><th><p>品种</p></th><th><p>数量</p></th></tr>", "<tr><td><p>甲</p></td><td><p>3</p></td></tr>"
    assert lines(fill) == [f"<table><tbody>{head}{row}</tbody></table>"]


def test_a_header_row_is_told_by_bold_where_nothing_else_tells() -> None:
    def fill(document: Document) -> None:
        table = document.add_table(2, 2)
        for at, text in enumerate(("品种", "数量")):
            table.cell(0, at).paragraphs[0].add_run(text).bold = True
            table.cell(1, at).text = str(at)

    assert lines(fill)[0].startswith("<table><tbody><tr><th><p>品种</p></th><th><p>数量</p></th></tr><tr><td>")


def test_merged_cells_keep_their_spans() -> None:
    def fill(document: Document) -> None:
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 1)).text = "并列"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "并行"

    (line,) = lines(fill)
    assert '<td colspan="2"><p>并列</p></td>' in line
    assert '<td rowspan="2"><p>并行</p></td>' in line


def test_links_are_kept_and_those_that_act_are_told() -> None:
    def fill(document: Document) -> None:
        honest.link(document.add_paragraph("见"), "https://www.example.gov.cn/a(1).html", "公告")
        honest.link(document.add_paragraph("见"), "javascript:alert(1)", "点击")
        honest.link(document.add_paragraph("信箱"), "mailto:a@example.org", "a@example.org")

    found = read(fill)
    assert found.text.split("\n") == [
        "见[公告](https://www.example.gov.cn/a%281%29.html)",
        "见点击",
        "信箱a@example.org",
    ]
    assert told(found)[sentences.LOST_LINK] == {"label": "点击", "scheme": "javascript"}


def test_footnotes_stand_as_marks_in_the_text_and_as_paragraphs_at_its_end() -> None:
    space = f'xmlns:w="{packing.WORD}"'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>见该局网站。</w:t></w:r></w:p></w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = f"<w:p><w:r><w:t>有关规定</w:t></w:r>{mark}<w:r><w:t>执行。</w:t></w:r></w:p>"
    extra = {
        "word/footnotes.xml": f"<w:footnotes {space}>{note}</w:footnotes>",
        "word/_rels/document.xml.rels": packing.relations(("footnotes", "footnotes.xml", False)),
    }
    found = extract.extract(packing.word(text, extra), "a.docx")
    assert found.text.split("\n") == ["有关规定[1]执行。", "[1] 见该局网站。"]


def test_pictures_become_files_and_figures() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("见图：")
        document.add_picture(BytesIO(honest.picture()))

    found = read(fill)
    (file,) = found.files
    assert file.type == "image/png"
    assert file.data == honest.picture()
    digest = hashlib.sha256(file.data).hexdigest()
    assert any('<figure><img alt="' in line and f'data-digest="{digest}"' in line for line in found.text.split("\n"))


def test_tracked_changes_and_comments_are_told() -> None:
    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("原文")
        for tag, kind, text in (("ins", "t", "加上的"), ("del", "delText", "删去的")):
            run = f"<w:r><w:{kind}>{text}</w:{kind}></w:r>"
            paragraph._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">{run}</w:{tag}>'))

    found = read(fill)
    assert found.text == "原文加上的"
    assert told(found)[sentences.INSERTIONS] == {"count": "1"}
    assert told(found)[sentences.DELETIONS] == {"count": "1"}


def test_headers_and_footers_are_left_out_and_told_but_for_page_numbers() -> None:
    def fill(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "内部资料"
        document.sections[0].footer.paragraphs[0].text = "第 1 页"
        document.add_paragraph(BODY)

    found = read(fill)
    assert found.text == BODY
    assert told(found)[sentences.HEADERS] == {"text": "内部资料"}


def test_the_text_of_text_boxes_is_kept() -> None:
    box = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    found = extract.extract(packing.word(packing.HONEST + box), "a.docx")
    assert "框中文字" in found.text.split("\n")
    assert told(found)[sentences.TEXT_BOXES] == {"count": "1"}


def test_formulas_keep_their_characters() -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    formula = f"<w:p><w:r><w:t>按</w:t></w:r><m:oMath {space}><m:r><m:t>a=b+c</m:t></m:r></m:oMath></w:p>"
    found = extract.extract(packing.word(formula), "a.docx")
    assert found.text == "按a=b+c"
    assert told(found)[sentences.EQUATIONS] == {"count": "1"}


def test_a_line_break_inside_a_paragraph_begins_a_line() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("某省药品监督管理局\n某省卫生健康委员会")

    assert lines(fill) == ["某省药品监督管理局", "某省卫生健康委员会"]


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(extract.NotRead) as refused:
        read(lambda document: None)
    assert refused.value.sentence == sentences.NO_BODY
