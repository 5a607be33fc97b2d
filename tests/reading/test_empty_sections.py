from bulletin.reading import findings, read
from tests.reading.shapes import shape

WEEK = """国家级
1、国家药监局关于发布检查要点的通告（2021年第3号）
现予发布。
国家药监局
2021年1月8日
地方级
无
资讯
1、某地举办培训班
培训班为期两天。
"""


def test_a_section_that_holds_only_no_is_empty() -> None:
    assert shape(WEEK) == [
        "# 国家级",
        "1 国家药监局关于发布检查要点的通告（2021年第3号）",
        "# 地方级",
        "# 资讯",
        "1 某地举办培训班",
    ]
    assert [(left.text, left.reason) for left in read(WEEK).leftovers] == [("无", findings.EMPTY_SECTION)]


NUMBERED = """一、法规动态
本周无更新。
二、审评动态
1. 某中心公布受理情况
共受理三十件。
三、国际动态
（本期无）
四、典型案例
暂无
"""


def test_other_words_for_nothing_new() -> None:
    assert shape(NUMBERED) == ["# 法规动态", "# 审评动态", "1 某中心公布受理情况", "# 国际动态", "# 典型案例"]
    assert [left.reason for left in read(NUMBERED).leftovers] == [findings.EMPTY_SECTION] * 3


def test_no_inside_an_entry_is_text() -> None:
    text = "国家级\n1、某局关于甲的通知\n有无联系人：\n无\n特此通知。\n某某管理局\n2021年1月8日\n"
    assert read(text).leftovers == ()
