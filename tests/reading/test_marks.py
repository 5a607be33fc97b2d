from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.reading import HOME, findings, read
from bulletin.reading.marks import BODY, ENTRY, FRONT, LEAVE, PART, SECTION, TITLE, WORDS
from tests.reading import accounts, builders, snippets
from tests.reading.shapes import outline

STRANGE = """内部参阅 春季号
天气转暖
近来天气转暖，适合出门。
花开了
公园里的花开了，
很好看。
3
"""


def test_a_layout_that_is_not_understood_is_said_and_keeps_its_text() -> None:
    reading = read(STRANGE)
    accounts.assert_nothing_lost(STRANGE, reading)
    assert [warning.sentence for warning in reading.warnings] == [findings.NOT_UNDERSTOOD]
    assert reading.snapshot.parts == ()


def test_text_before_the_first_entry_is_told_of() -> None:
    text = (
        "某某周报第3期\n本周各地动作频频，监管部门持续加强平台治理工作，值得企业高度关注和认真研究。\n" * 1
        + "此外，多个行业标准陆续发布实施，企业应当及时对照检查，避免出现不合规的情形发生。\n" * 3
        + "国家级\n1、某局关于甲的通知\n内容如此。\n"
    )
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    assert findings.PARTLY_UNDERSTOOD in [warning.sentence for warning in reading.warnings]


def test_marks_draw_the_boundaries() -> None:
    marks = {1: FRONT, 2: ENTRY, 4: ENTRY, 5: TITLE, 6: BODY, 7: BODY}
    reading = read(STRANGE, marks=marks)
    accounts.assert_nothing_lost(STRANGE, reading)
    assert outline(reading) == ["- 天气转暖", "- 花开了公园里的花开了，"]
    assert [entry.body_html for entry in reading.snapshot.entries()] == [
        "<p>近来天气转暖，适合出门。</p>",
        "<p>很好看。</p><p>3</p>",
    ]


def test_parts_and_sections_are_marked_too() -> None:
    text = "上\n甲组\n一事\n内容。\n乙组\n二事\n内容。\n下\n丙组\n三事\n内容。\n"
    marks = {1: PART, 2: SECTION, 3: ENTRY, 5: SECTION, 6: ENTRY, 8: PART, 9: SECTION, 10: ENTRY}
    reading = read(text, marks=marks)
    accounts.assert_nothing_lost(text, reading)
    assert outline(reading) == ["= 上", "# 甲组", "- 一事", "# 乙组", "- 二事", "= 下", "# 丙组", "- 三事"]


def test_what_was_taken_for_an_entry_can_be_marked_as_text() -> None:
    text = "国家级\n1、某局关于甲的通知\n现通知如下：\n内容。\n2、某局关于乙的通知\n内容。\n某某管理局\n2021年1月8日\n"
    assert len(read(text).snapshot.entries()) == 2
    reading = read(text, marks={5: BODY, 8: BODY})
    accounts.assert_nothing_lost(text, reading)
    [entry] = reading.snapshot.entries()
    assert "2、某局关于乙的通知" in (entry.body_html or "")
    assert entry.signed_on is None


def test_a_line_marked_to_be_left_out_is_left_over() -> None:
    text = "国家级\n1、某局关于甲的通知\n内容如此。\n欢迎订阅。\n"
    reading = read(text, marks={4: LEAVE})
    accounts.assert_nothing_lost(text, reading)
    assert [(left.text, left.reason) for left in reading.leftovers] == [("欢迎订阅。", findings.MARKED_OUT)]


def test_marks_that_mean_nothing_change_nothing() -> None:
    text = "国家级\n\n1、某局关于甲的通知\n内容如此。\n"
    assert read(text, marks={2: ENTRY, 3: "headline", 99: PART}) == read(text)


@given(
    st.one_of(builders.SCRAPBOOKS, snippets.mixtures()),
    st.dictionaries(st.integers(1, 40), st.sampled_from(sorted(WORDS)), max_size=12),
)
@settings(max_examples=200)
def test_whatever_is_marked_every_line_has_one_home(text: str, marks: dict[int, str]) -> None:
    reading = read(text, marks=marks)
    accounts.assert_nothing_lost(text, reading)
    home = {each.line: each.path for each in reading.evidence if each.basis == HOME}
    for line in accounts.homes(reading):
        if marks.get(line) == ENTRY:
            assert home[line].endswith("].title")
        elif marks.get(line) == LEAVE:
            assert line not in home
        elif marks.get(line) == BODY:
            assert home.get(line, ".body_html").endswith(".body_html")


def test_the_rule_of_a_table_without_its_heads_is_left() -> None:
    text = "某局关于甲的公告\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"
    reading = read(text, marks={2: ENTRY, 4: ENTRY})
    accounts.assert_nothing_lost(text, reading)
    assert [left.line for left in reading.leftovers] == [3]


def test_a_heading_of_depth_may_be_the_last_line_of_a_marked_text() -> None:
    chapter = "第一章  政策动向\n\n第一节  银行业\n\n1. 某会发布新规\n新规自六月起执行。\n"
    front = "# 某某周报 第12期\n\n2021年5月6日\n"
    text = f"{front}1.【某局】关于甲的公告\n链接：https://example.org/5\n{chapter}{chapter}{front}"
    accounts.assert_nothing_lost(text, read(text, marks={1: BODY, 18: BODY}))
