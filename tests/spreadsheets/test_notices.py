from __future__ import annotations

import hashlib
from typing import Any

import pytest

from bulletin.models import Authority, AuthorityName, Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries
from editorial.models import AuditEntry, Entry, Issue, Revision
from editorial.review import workflow
from editorial.spreadsheets.lines import Change
from tests import builders
from tests.cast import Cast
from tests.spreadsheets.books import brought_in, comma_separated, faults, looked_at, packed, workbook, write

HEADS = ("期号", "栏目", "标题", "文号", "发文机关", "文种", "成文日期", "来源链接", "正文")


def row(place: int, **changes: Any) -> list[object]:
    plain = {
        "期号": "第7期",
        "栏目": "国家级",
        "标题": f"关于第{place}件事项的通告",
        "文号": f"国药监〔2026〕{place}号",
        "发文机关": "国家药品监督管理局",
        "文种": "通告",
        "成文日期": "2026年2月3日",
        "来源链接": f"https://www.example.org/{place}.html",
        "正文": "第一段。\n第二段 <b>不加粗</b>。",
    }
    return [(plain | changes)[head] for head in HEADS]


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.open_issue(masthead, by=cast.editor)


def test_every_error_is_told_at_once_by_row_and_column(cast: Cast, masthead: Masthead, issue: Issue) -> None:
    rows = [
        HEADS,
        row(1, 期号="99", 成文日期="2026年13月1日", 来源链接="javascript:alert(1)"),
        row(2),
        row(3, 栏目="没有的栏目", 标题=""),
        row(2, 正文="改"),
        row(4, 文种="通" * 41),
    ]
    plan = looked_at(workbook(rows), "notices", masthead, cast.editor)
    assert [(number, column) for number, column, _sentence in faults(plan)] == [
        (2, "期号"),
        (2, "成文日期"),
        (2, "来源链接"),
        (4, "栏目"),
        (4, "标题"),
        (5, ""),
        (6, "文种"),
    ]
    assert {sentence for _number, _column, sentence in faults(plan)} >= {
        "“2026年13月1日” is no date. Write 2026-05-06 or 2026年5月6日.",
        "There is no issue 99 on the desk. Open it first.",
        "This is the same document as in row 3.",
    }
    before = Entry.objects.count()
    with pytest.raises(Refused):
        write(workbook(rows), "notices", masthead, cast.editor, plan)
    assert Entry.objects.count() == before


def test_a_corrected_file_changes_what_changed_and_makes_no_doubles(
    cast: Cast, masthead: Masthead, issue: Issue
) -> None:
    brought_in(workbook([HEADS, row(1), row(2), row(3)]), "notices", masthead, cast.editor)
    first, trail = Entry.objects.get(title__contains="第1件"), AuditEntry.objects.count()
    assert first.body_html == "<p>第一段。</p><p>第二段 &lt;b&gt;不加粗&lt;/b&gt;。</p>"
    corrected = workbook([HEADS, row(1, 成文日期="2026/2/4", 文号="国药监［2026］1号"), row(2), row(3)])
    plan = brought_in(corrected, "notices", masthead, cast.editor)
    assert [line.act for line in plan.lines] == ["changed", "unchanged", "unchanged"]
    assert [change.column for change in plan.lines[0].changes] == ["文号", "成文日期"]
    after = Entry.objects.get(pk=first.pk)
    assert (str(after.signed_on), after.number_canonical, after.version) == (
        "2026-02-04",
        "国药监〔2026〕1号",
        first.version + 1,
    )
    assert Entry.objects.filter(title__contains="件事项").count() == 3
    assert AuditEntry.objects.count() == trail + 2
    assert Revision.objects.filter(entry=first).count() == 2


def test_one_authority_s_names_are_one_and_two_authorities_numbers_are_two(
    cast: Cast, masthead: Masthead, issue: Issue
) -> None:
    house = Authority.objects.create(name="国家药品监督管理局")
    AuthorityName.objects.create(authority=house, name="国家药监局")
    Authority.objects.create(name="国家知识产权局")
    brought_in(workbook([HEADS, row(1, 文号="2026年第5号")]), "notices", masthead, cast.editor)
    again = [row(1, 文号="2026年第5号", 发文机关="国家药监局", 标题="关于第1件事项的公告")]
    other = [row(2, 文号="2026年第5号", 发文机关="国家知识产权局")]
    plan = looked_at(workbook([HEADS, *again, *other]), "notices", masthead, cast.editor)
    assert [line.act for line in plan.lines] == ["changed", "new"]
    assert plan.lines[1].remarks == ("Issue 7 has an entry of this number already: “关于第1件事项的通告”.",)


def test_columns_that_are_not_known_are_named_and_missing_ones_stop_the_file(
    cast: Cast, masthead: Masthead, issue: Issue
) -> None:
    rows = [
        ("期号", "栏目", "标题", "状态", "作者署名x", "created_by"),
        ("7", "国家级", "甲", "approved", "x", "chief"),
    ]
    plan = brought_in(workbook(rows), "notices", masthead, cast.writer)
    assert plan.remarks == (
        "The column “状态” is not read: the desk says that, and no file.",
        "The column “作者署名x” is not known, and nothing of it is read.",
        "The column “created_by” is not read: the desk says that, and no file.",
    )
    made = Entry.objects.get(title="甲")
    assert (made.state, made.created_by) == ("draft", cast.writer)
    beside = looked_at(
        workbook([("期号", "栏目", "标题", ""), ("7", "国家级", "乙", "x")]), "notices", masthead, cast.writer
    )
    assert beside.remarks == ("Cells stand below no head (column 4), and nothing of them is read.",)
    without = looked_at(workbook([("栏目", "文号"), ("国家级", "1")]), "notices", masthead, cast.writer)
    assert without.faults == ("The column “issue” is missing.", "The column “title” is missing.")


def test_what_is_in_review_or_elsewhere_is_left_alone(cast: Cast, masthead: Masthead, issue: Issue) -> None:
    brought_in(workbook([HEADS, row(1), row(2)]), "notices", masthead, cast.editor)
    workflow.submit(Entry.objects.get(title__contains="第1件"), by=cast.editor)
    rows = [HEADS, row(1, 成文日期="2026-02-05"), row(2, 栏目="地方级"), row(1, 期号="8")]
    plan = looked_at(workbook(rows), "notices", masthead, cast.editor)
    assert [sentence for _number, _column, sentence in faults(plan)][:2] == [
        str(entries.IN_REVIEW),
        "It stands in “政策法规篇 · 国家级”. A file does not move it; move it on the page of the issue.",
    ]


@pytest.mark.parametrize("path", ["../a.txt", "/a.txt", "附件/../../a.txt", "C:\\a.txt"])
def test_no_path_leads_out_of_the_zip_file(cast: Cast, masthead: Masthead, issue: Issue, path: str) -> None:
    rows = workbook([(*HEADS, "附件"), [*row(1), path]])
    plan = looked_at(packed({"rows.xlsx": rows, "a.txt": b"x"}), "notices", masthead, cast.editor, "rows.zip")
    assert [column for _number, column, _sentence in faults(plan)] == ["附件"]
    assert "leads out of the zip file" in faults(plan)[0][2]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a.txt": b"x"}, "The zip file holds no workbook (.xlsx or .csv)."),
        ({"../rows.csv": b"x"}, "The file holds parts whose names lead out of it"),
        ({"rows.csv": b"a,b\n1,2", "other.csv": b"a"}, "more than one workbook"),
        ({"rows.csv": b"0" * 2_000_000}, "compressed more than 100 to 1"),
    ],
)
def test_a_zip_file_is_judged_before_it_is_read(
    cast: Cast, masthead: Masthead, issue: Issue, files: dict[str, bytes], sentence: str
) -> None:
    plan = looked_at(packed(files), "notices", masthead, cast.editor, "rows.zip")
    assert len(plan.faults) == 1
    assert sentence in plan.faults[0]


def test_a_file_that_may_not_be_attached_is_named(cast: Cast, masthead: Masthead, issue: Issue) -> None:
    rows = workbook([(*HEADS, "附件"), [*row(1), "页面.html；没有.pdf"]])
    bundle = packed({"rows.xlsx": rows, "页面.html": b"<html><script>"})
    plan = looked_at(bundle, "notices", masthead, cast.editor, "rows.zip")
    assert "“页面.html”: Files of this kind are not taken." in faults(plan)[0][2]


def test_a_cell_of_markup_is_kept_in_the_one_form(cast: Cast, masthead: Masthead, issue: Issue) -> None:
    body = '<p onclick="x()">甲<script>alert(1)</script></p><p style="color:red">乙</p>'
    brought_in(comma_separated([HEADS, row(1, 正文=body)]), "notices", masthead, cast.editor, "rows.csv")
    assert Entry.objects.get(title__contains="第1件").body_html == "<p>甲</p><p>乙</p>"


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"PK\x03\x04broken", b"\x00\x01\x02", b"", b"a,b"])
def test_what_is_no_spreadsheet_is_refused_with_one_sentence(
    cast: Cast, masthead: Masthead, issue: Issue, data: bytes
) -> None:
    plan = looked_at(data, "notices", masthead, cast.editor)
    assert len(plan.faults) == 1
    assert not plan.lines


def test_a_file_leaves_an_entry_of_its_own_beside_those_of_its_rows(
    cast: Cast, masthead: Masthead, issue: Issue
) -> None:
    file, trail = workbook([HEADS, row(1), row(2)]), AuditEntry.objects.count()
    with pytest.raises(Refused, match="Your role does not allow"):
        brought_in(file, "notices", masthead, cast.nobody)
    refused = AuditEntry.objects.order_by("pk").last()
    assert refused is not None
    assert (refused.verb, refused.refused, refused.object) == ("bring in rows", True, "rows.xlsx")
    brought_in(file, "notices", masthead, cast.editor)
    told = AuditEntry.objects.order_by("pk")[trail + 1 :]
    assert [(each.verb, each.refused, each.by) for each in told] == [
        ("add", False, cast.editor),
        ("add", False, cast.editor),
        ("bring in rows", False, cast.editor),
    ]
    assert (told[2].after_digest, told[2].masthead) == (hashlib.sha256(file).hexdigest(), masthead)


def test_a_change_is_shown_from_shortly_before_it() -> None:
    same = "一二三四五六七八九十" * 5
    change = Change("正文", f"<p>{same}甲</p>", f"<p>{same}乙</p>")
    assert change.shown == (f"…{same[-20:]}甲", f"…{same[-20:]}乙")
    assert Change("标题", "甲", "乙").shown == ("甲", "乙")
