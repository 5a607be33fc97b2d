from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.models import Masthead
from bulletin.reading import proof_rules
from editorial.intake import accept
from editorial.review.hints import marks
from tests.cast import Cast
from tests.readiness.hunting import found, issue_of, plain_article

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "weekly-144.txt"

PAIRED = [
    "关于印发《药品管理办法（试行）》的通知",
    "《关于转发〈办法〉的通知》",
    "他说：“要‘放管服’。”",
    "包括：1）申请书；2）说明书；a）摘要。",
    "（一）总体要求",
    "附件1（见附件 1）和附件2",
    "It’s the applicant’s choice",
    "“第一段\n“第二段继续引用。”",
    "修订版(征求意见稿)",
    "温度为5℃～25℃，比例1:2",
    "",
]
UNPAIRED = [
    "关于印发《药品管理办法的通知",
    "关于印发药品管理办法》的通知",
    "他说：“很好。",
    "（征求意见稿",
    "《办法（试行》）",
    "依据〔2026号文件",
    "”引号反了“",
]
MIXED = [
    "现予发布,自发布之日起施行",
    "内容如下:申请材料",
    "修订版(征求意见稿)公布",
    "现予发布，，请遵照执行",
    "现予发布。，请遵照执行",
    '所谓"放管服"改革',
    "依据国知发〔2026〕1号和国药监〔2026〕2号、药监办[2025]3号文件",
]
EVEN = [
    "现予发布，自发布之日起施行。",
    "会议于8:30开始，比例为3:1。",
    "详见 https://www.example.org/a,b:c 一文",
    "采用ICH E6(R3)指导原则",
    "等等……——完",
    "真的吗？！",
    "按国知发〔2026〕1号执行",
    "Chapter 1, Section 2: scope (draft)",
    "电话：010-12345678,12345679",
    "药监办[2025]3号文件原文如此",
]


@pytest.mark.parametrize("text", PAIRED)
def test_paired_marks_are_left_alone(text: str) -> None:
    assert marks.first(text, proof_rules.UNPAIRED) is None


@pytest.mark.parametrize("text", UNPAIRED)
def test_a_mark_without_its_partner_is_found(text: str) -> None:
    assert marks.first(text, proof_rules.UNPAIRED) is not None


@pytest.mark.parametrize("field", ["title", "standfirst", "editor_note", "body_html"])
def test_an_unpaired_mark_is_named_in_the_field_that_has_it(cast: Cast, masthead: Masthead, field: str) -> None:
    text = "关于印发《药品管理办法的通知"
    issue = issue_of(
        masthead, plain_article(**{field: f"<p>{text}</p>" if field == "body_html" else text}), by=cast.writer
    )
    assert [each.place for each in found(issue, "unbalanced")] == [field]


@pytest.mark.parametrize("text", MIXED)
def test_mixed_marks_are_seen(cast: Cast, masthead: Masthead, text: str) -> None:
    issue = issue_of(masthead, plain_article(body_html=f"<p>{text.replace(chr(34), '&quot;')}</p>"), by=cast.writer)
    assert len(found(issue, "mixed-marks")) == 1


@pytest.mark.parametrize("text", EVEN)
def test_marks_that_belong_where_they_stand_are_no_hint(cast: Cast, masthead: Masthead, text: str) -> None:
    issue = issue_of(masthead, plain_article(body_html=f"<p>{text}</p>"), by=cast.writer)
    assert found(issue, "mixed-marks") == []


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample number 144 is not beside this checkout")
def test_number_144_gives_only_hints_that_a_careful_editor_would_want(cast: Cast, masthead: Masthead) -> None:
    document = accept.receive(SAMPLE.read_bytes(), SAMPLE.name, masthead, by=cast.writer)
    issue = accept.accept(document, by=cast.writer)
    told = sorted((each.code, each.place) for each in found(issue))
    # Half-width brackets among full-width text, three articles reprinted whole, and 通告 53 to 70 without 52.
    assert told == [("mixed-marks", "body_html"), *[("reuse", "reuse_basis")] * 3, ("series-gap", "number_typed")]
