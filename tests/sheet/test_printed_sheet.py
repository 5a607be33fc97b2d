from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bulletin.rendering import sheet
from tests.rendering.reading_pdf import text_of
from tests.rendering.test_conformance import needs_java
from tests.rendering.verapdf import FLAVOURS, Validator


def sign_off(**changes: Any) -> dict[str, Any]:
    plain = {
        "stage": "初审",
        "person": "楚初审",
        "at": "2026-02-16T10:05:00+08:00",
        "number": "2026-1",
        "digest": "1" * 64,
    }
    return plain | changes


def kept(entries: int = 3, **changes: Any) -> dict[str, Any]:
    """A sheet as it is stored, with so many entries."""
    targets: list[dict[str, Any]] = [
        {"kind": "issue", "title": "监管周报 第7期", "sign_offs": [sign_off(stage="终审", person="朱主编")]},
        {"kind": "part", "ref": "1", "title": "政策法规篇", "missing": ["复审"]},
    ]
    for place in range(1, entries + 1):
        title = f"国家药监局药审中心关于发布第{place}项技术指导原则的通告"
        targets.append({"kind": "entry", "ref": f"1.1.{place}", "title": title, "sign_offs": [sign_off(remark="同意")]})
    return {
        "schema": "bulletin-sheet/1",
        "masthead": {"code": "weekly", "title": "监管周报", "language": "zh-Hans", "publisher": "示例信息中心"},
        "issue": {"number": 7, "dated_on": "2026-02-16"},
        "edition": {"revision": 1, "released_at": "2026-02-16T16:30:00+08:00", "snapshot_digest": "2" * 64},
        "digest": "3" * 64,
        "stages": ["初审", "复审", "终审"],
        "targets": targets,
        "remarks": [
            {
                "by": "楚初审",
                "at": "2026-02-15T09:00:00+08:00",
                "text": "核对施行日期",
                "must_fix": True,
                "passage": "自发布之日起施行",
                "ref": "1.1.2",
                "resolved_by": "楚初审",
                "resolved_at": "2026-02-15T11:00:00+08:00",
                "replies": [{"by": "温采编", "at": "2026-02-15T10:00:00+08:00", "text": "已核对"}],
            },
            {"by": "朱主编", "at": "2026-02-15T09:30:00+08:00", "text": "导语可再短些"},
        ],
        "audit_head": f"42 {'4' * 64}",
    } | changes


def words(made: bytes) -> str:
    return "".join("".join(text_of(made)).split())


def test_the_sheet_says_who_signed_what_when_and_under_which_number() -> None:
    text = words(sheet.sheet_pdf(kept()))
    for said in ("审签单", "监管周报第7期", "楚初审", "2026-02-1610:05", "2026-1", "同意", "必改", "已核对", "未解决"):
        assert said in text, said
    assert "草稿" not in text


def test_what_nobody_signed_is_said_too() -> None:
    text = words(sheet.sheet_pdf(kept(override="突发召回须当日告知读者。")))
    assert "未签" in text
    assert "未经复核：突发召回须当日告知读者。" in text


def test_deputies_and_guests_are_named_with_the_words_of_the_language() -> None:
    rows = [sign_off(deputy_for="付复审"), sign_off(person="外审专家", invited_by="朱主编")]
    target = {"kind": "entry", "ref": "1.1.1", "title": "通告", "sign_offs": rows}
    assert "楚初审（代付复审）" in words(sheet.sheet_pdf(kept(targets=[target])))
    english = kept(targets=[target], masthead={"title": "Weekly", "language": "en"})
    text = words(sheet.sheet_pdf(english))
    assert "Sign-offsheet" in text
    assert "楚初审(for付复审)" in text


def test_the_heads_of_the_tables_return_on_every_page() -> None:
    made = sheet.sheet_pdf(kept(entries=60))
    with pikepdf.open(io.BytesIO(made)) as document:
        pages = len(document.pages)
    assert pages >= 3
    assert words(made).count("位置审签内容审次审签人时间编号") >= pages - 1
    assert f"1/{pages}" in words(made)
    assert f"{pages}/{pages}" in words(made)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert sheet.sheet_pdf(kept()) == sheet.sheet_pdf(kept())


def test_a_draft_says_so_on_its_page() -> None:
    assert "草稿" in words(sheet.sheet_pdf(kept(), draft=True))


def test_markup_in_a_remark_is_printed_as_it_was_typed() -> None:
    page = sheet.sheet_page(kept(remarks=[{"by": "某", "at": "2026-02-15T09:30:00+08:00", "text": "<b>改</b>&lt;"}]))
    assert "&lt;b&gt;改&lt;/b&gt;&amp;lt;" in page


@pytest.mark.parametrize("text", ["私用区\U000f0000字", "控制\x00\x0c符", "半个\ud800代理"])
def test_no_character_in_a_remark_keeps_the_sheet_from_being_made(text: str) -> None:
    made = sheet.sheet_pdf(kept(remarks=[{"by": "某", "at": "2026-02-15T09:30:00+08:00", "text": text}]))
    assert made.startswith(b"%PDF-")
    if "\U000f0000" in text:
        assert "[U+F0000]" in words(made)


@needs_java
def test_a_sheet_conforms(tmp_path: Path) -> None:
    found = kept(entries=40, override="突发召回须当日告知读者。")
    pdfs = {"kept": sheet.sheet_pdf(found), "draft": sheet.sheet_pdf(found, draft=True)}
    assert Validator(tmp_path).broken_rules(pdfs) == {(name, flavour): [] for name in pdfs for flavour in FLAVOURS}
