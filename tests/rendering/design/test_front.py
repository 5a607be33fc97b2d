from __future__ import annotations

import re

from bulletin import rendering
from bulletin.rendering import Rendered
from bulletin.snapshot import Snapshot
from tests.rendering import reading_pdf
from tests.rendering.design import issues, pages


def test_page_one_tells_what_who_when_and_what_each_part_covers(classic: Rendered) -> None:
    front = pages.squeezed(classic.pdf, 1)
    for piece in (
        "示例科技信息周报",
        "第145期",
        "出版日期2021年1月15日",
        "收录时段2021年1月4日—1月15日",
        "知识产权信息篇2021年1月4日—1月15日",
        "医药注册信息篇2021年1月8日—1月15日",
        "参比制剂目录（第四十批）征求意见，一月十五日截止。",
    ):
        assert piece in front


def test_deadlines_stand_in_order_with_their_working_days_and_pages(classic: Rendered) -> None:
    front = pages.squeezed(classic.pdf, 1)
    box = front.partition("正在征求意见")[2].partition("下期出版前施行")[0]
    found = re.findall(
        r"(2021年1月\d+日截止)(\d+个工作日)(、推算)?(2\.1\.\d+).*?\.{4,}(\d{1,2}?)(?=2021年1月\d+日截止|$)", box
    )
    assert [each[:4] for each in found] == [
        ("2021年1月15日截止", "10个工作日", "、推算", "2.1.5"),
        ("2021年1月15日截止", "10个工作日", "", "2.1.17"),
        ("2021年1月29日截止", "15个工作日", "、推算", "2.1.3"),
    ]
    for each in found:
        assert "征求意见2021年1月" in pages.squeezed(classic.pdf, int(each[4]))


def test_what_comes_into_force_before_the_next_issue_is_told(classic: Rendered) -> None:
    box = pages.squeezed(classic.pdf, 1).partition("下期出版前施行")[2].partition("往期更正")[0]
    assert box.startswith("2021年1月20日起施行推算2.1.6")
    assert "2021年2月1日" not in box


def test_corrections_of_earlier_issues_name_the_issue(classic: Rendered) -> None:
    front = pages.squeezed(classic.pdf, 1)
    assert "往期更正第144期2.1.3误2020年第54号正2020年第55号上期刊印有误。" in front
    assert "更正版" not in front
    assert "本期更正" not in front


def test_a_corrected_edition_says_so_and_what_was_wrong_before_anything_else(corrected: Rendered) -> None:
    front = pages.squeezed(corrected.pdf, 1)
    assert "第145期更正版" in front
    own = front.partition("本期更正")[2].partition("本期要点")[0]
    assert own.startswith("1.1.1最高人民法院办公厅国家知识产权局办公室关于建立在线调解工作机制的通知")
    assert own.endswith("误2021年3月1日起施行正2021年2月1日起施行施行日期误植，特此更正。")
    assert "往期更正第144期2.1.3" in front
    assert "版次第2版（更正）" in pages.squeezed(corrected.pdf, corrected.pages)
    assert "更正版" in corrected.html.decode()


def test_the_contents_list_parts_sections_and_entries_with_their_pages(classic: Rendered, usual: Snapshot) -> None:
    listed = "\n".join(line for page in (1, 2) for line in pages.lines(classic.pdf, page)).partition("\n目录\n")[2]
    titles = [part.title or "" for part in usual.parts] + [entry.title for entry in usual.entries()]
    for title in titles:
        assert re.sub(r"\s+", "", title) in pages.squeezed(classic.pdf, pages.listed(listed, title))
    assert pages.listed(listed, "版权页") == classic.pages


def test_no_page_number_stands_without_its_title(classic: Rendered, digest: Rendered) -> None:
    for pdf in (classic.pdf, digest.pdf):
        for page in (1, 2):
            assert not [line for line in pages.lines(pdf, page) if re.fullmatch(r"\.+\d*", line)]


def test_a_part_opens_with_what_it_covers_and_who_compiled_it(classic: Rendered) -> None:
    openers = [
        page for page in range(2, classic.pages) if "知识产权信息篇收录时段" in pages.squeezed(classic.pdf, page)
    ]
    assert len(openers) == 1
    opener = pages.squeezed(classic.pdf, openers[0])
    assert "收录时段2021年1月4日—1月15日编制示例科技·知识产权部发布时间2021年1月15日公文2件、资讯1篇" in opener


def test_bookmarks_are_plain_text_and_lead_to_the_boxes_too(classic: Rendered) -> None:
    found = [title for _level, title in reading_pdf.bookmarks(classic.pdf)]
    for title in ("本期要点", "正在征求意见", "下期出版前施行", "往期更正", "目录", "文号索引", "版权页"):
        assert title in found
    assert not [title for title in found if re.search("[\u2000-\u200f\u2028-\u202f\u2060-\u206f]", title)]


def test_an_entry_that_was_removed_keeps_its_number_and_says_why() -> None:
    made = rendering.render(issues.with_one_removed())
    text = "".join(pages.squeezed(made.pdf, page) for page in range(1, made.pages + 1))
    assert "2本条已撤2021年1月20日撤稿：发文机关已以新通告替代。" in text
    assert re.search(r"2本条已撤\.+\d", text)
    assert "2020年第53号" not in text


def test_an_english_masthead_says_so_in_english() -> None:
    made = rendering.render(issues.with_one_removed(language="en"))
    text = "".join(pages.squeezed(made.pdf, page) for page in range(1, made.pages + 1))
    assert "Thisentrywaswithdrawn" in text
    assert "本条已撤" not in text
    for word in ("正在征求意见", "文号索引", "版权页", "定稿指纹"):
        assert word not in text
    assert "Openforcomment" in text
    assert "Documentsbynumber" in text
