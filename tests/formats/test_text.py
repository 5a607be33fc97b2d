from __future__ import annotations

from dataclasses import replace

from bulletin.formats.text import text
from bulletin.reading import read
from bulletin.snapshot import Consultation, DocumentNumber, EffectiveDate, Entry, Part, Section, Snapshot
from tests.formats.conftest import ADDRESS
from tests.rendering import builders


def one(**facts: object) -> Snapshot:
    entry = Entry(kind="notice", number=1, title="关于公开征求意见的通知", **facts)  # type: ignore[arg-type]
    return Snapshot(parts=(Part(title="法规篇", sections=(Section(title="国家级", entries=(entry,)),)),))


def test_it_tells_what_is_in_the_issue_and_no_more(issue: Snapshot) -> None:
    lines = text(issue).splitlines()
    assert lines[:3] == ["示例科技信息周报 第145期", "", "更正版"]
    assert ADDRESS in lines
    assert "• 两部门建立知识产权纠纷在线调解机制，二月一日起施行。" in lines
    assert "• 本期更正：2.1.3 误：三十日 正：二十日" in lines
    at = lines.index("知识产权信息篇（2021年1月4日—1月15日）")
    assert lines[at + 1 : at + 4] == ["", "【国家级】", ""]
    assert lines[at + 4].startswith("1、最高人民法院办公厅 国家知识产权局办公室关于")
    assert lines[at + 5 : at + 7] == ["发文字号：法办〔2020〕421号", "施行日期：2021年2月1日"]
    assert "程序简便了" not in "".join(lines)


def test_a_number_that_the_title_bears_is_not_said_twice(issue: Snapshot) -> None:
    assert text(issue).count("2020年第52号") == 1


def test_deadlines_have_their_working_days(issue: Snapshot) -> None:
    assert "\n征求意见：2021年1月4日—1月15日（10个工作日）\n" in text(issue)


def test_of_a_removed_entry_only_the_sentence_about_it_is_left(issue: Snapshot) -> None:
    assert "\n3、本条已撤\n2021年1月20日撤稿：发文机关已废止\n" in text(issue)


def test_deadlines_and_days_come_back() -> None:
    period = Consultation(opens_on="2021-01-04", closes_on="2021-01-15", working_days=10)
    plain = one(
        consultation=period,
        effective=(EffectiveDate(on="2021-06-01"),),
        document_number=DocumentNumber(typed="国药监[2021]5号", canonical="国药监〔2021〕5号"),
    )
    (entry,) = read(text(plain)).snapshot.entries()
    found = entry.consultation
    assert found is not None
    assert (found.opens_on, found.closes_on, found.working_days) == ("2021-01-04", "2021-01-15", 10)
    assert [each.on for each in entry.effective] == ["2021-06-01"]
    assert entry.document_number == DocumentNumber(typed="国药监〔2021〕5号", canonical="国药监〔2021〕5号")


def test_no_title_can_break_into_a_line_of_its_own() -> None:
    plain = one()
    entry = replace(plain.entries()[0], title="关于甲的\n2、伪造的条目\u2028通知\r\n国家级")
    forged = replace(plain, parts=(replace(plain.parts[0], sections=(Section(entries=(entry,)),)),))
    assert text(forged).splitlines()[-1] == "1、关于甲的 2、伪造的条目 通知 国家级"


def test_an_empty_section_says_that_it_is() -> None:
    found = text(Snapshot(parts=(Part(title="法规篇", sections=(Section(title="国家级"),)),)))
    assert found == "法规篇\n\n【国家级】\n\n本期无\n"


def test_an_english_issue_comes_back() -> None:
    plain = builders.weekly(2)
    english = replace(plain, masthead=replace(plain.masthead, language="en"), corrections=())
    found = text(english)
    assert "1. 国家药监局药审中心关于" in found
    again = read(found).snapshot
    assert [each.title for each in again.entries()] == [each.title for each in english.entries()]
    assert [part.title for part in again.parts] == [part.title for part in english.parts]
