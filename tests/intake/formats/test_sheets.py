from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from editorial.intake import envelope, extract
from editorial.intake.extract import Extract, NotRead
from editorial.intake.formats import sentences
from tests.intake.formats.honest import told

ROWS: Sequence[Sequence[object]] = (
    ("标题", "文号", "发布日期", "发文机关", "链接", "备注"),
    (
        "某省药品监督管理局关于印发抽检方案的通知",
        "某药监办〔2026〕12号",
        datetime.date(2026, 5, 6),
        "某省药品监督管理局",
        "https://mpa.example.gov.cn/t1.html",
        "已核",
    ),
    (
        "某市知识产权局关于开展专项行动的通知",
        "某知发〔2026〕3号",
        datetime.date(2026, 5, 7),
        "某市知识产权局",
        None,
        None,
    ),
)


def book(fill: Callable[[Any], object]) -> bytes:
    made = openpyxl.Workbook()
    fill(made)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(fill: Callable[[Any], object]) -> Extract:
    return extract.extract(book(fill), "表.xlsx")


def listed(made: Any) -> None:
    for row in ROWS:
        made.active.append(row)


def test_rows_under_known_names_become_entries_that_the_reader_understands() -> None:
    reading = envelope.read(book(listed), "表.xlsx")
    first, second = reading.snapshot.entries()
    assert [first.title, second.title] == [row[0] for row in ROWS[1:]]
    assert first.document_number is not None
    assert first.document_number.canonical == "某药监办〔2026〕12号"
    assert (first.published_on, second.published_on) == ("2026-05-06", "2026-05-07")
    assert first.source_url == "https://mpa.example.gov.cn/t1.html"
    assert first.authorities == ("某省药品监督管理局",)


def test_what_a_row_holds_beside_is_kept_and_told() -> None:
    found = read(listed)
    assert "备注：已核" in found.text.split("\n")
    assert told(found)[sentences.EMPTY_COLUMNS] == {"name": "备注"}


def test_other_tables_are_islands_with_their_header_row_and_spans() -> None:
    def fill(made: Any) -> None:
        sheet = made.active
        sheet.append(["抽检品种一览表"])
        sheet.append(["品种", "数量", "占比"])
        sheet.append(["甲", 3, 0.125])
        sheet.append([None, 4.0, True])
        sheet["C3"].number_format = "0.0%"
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A3:A4")
        for cell in sheet[2]:
            cell.font = Font(bold=True)

    title, table = read(fill).text.split("\n")
    assert title == "抽检品种一览表"
    assert table == (
        "<table><tbody><tr><th><p>品种</p></th><th><p>数量</p></th><th><p>占比</p></th></tr>"
        '<tr><td rowspan="2"><p>甲</p></td><td><p>3</p></td><td><p>12.5%</p></td></tr>'
        "<tr><td><p>4</p></td><td><p>TRUE</p></td></tr></tbody></table>"
    )


def test_formulas_are_not_computed_and_hidden_sheets_are_told() -> None:
    def fill(made: Any) -> None:
        made.active.append(["品种", "数量"])
        made.active.append(["甲", "=1+1"])
        made.create_sheet("底稿").sheet_state = "hidden"

    found = read(fill)
    assert "1+1" not in found.text
    assert told(found)[sentences.UNCOMPUTED] == {"count": "1"}
    assert told(found)[sentences.HIDDEN_SHEETS] == {"name": "底稿"}


def test_every_sheet_is_read_under_its_name() -> None:
    def fill(made: Any) -> None:
        made.active.title = "一月"
        made.active.append(["品种", "数量"])
        made.create_sheet("二月").append(["品种", "占比"])

    assert [line for line in read(fill).text.split("\n") if not line.startswith("<")] == ["一月", "二月"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_comma_separated_values_are_read_in_usual_forms(encoding: str, delimiter: str) -> None:
    text = f'品种{delimiter}说明\n甲{delimiter}"第一行\n第二行"\n'
    found = extract.extract(text.encode(encoding), "a.csv")
    assert found.text.endswith("<tr><td><p>甲</p></td><td><p>第一行<br>第二行</p></td></tr></tbody></table>")


def test_a_row_of_angle_brackets_stays_text() -> None:
    found = extract.extract('品种,说明\n<script>x</script>,"<img src=x>"\n'.encode(), "a.csv")
    assert "&lt;script&gt;x&lt;/script&gt;" in found.text
    assert "<img" not in found.text


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(NotRead) as refused:
        read(lambda made: None)
    assert refused.value.sentence == sentences.NO_BODY
