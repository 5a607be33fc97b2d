import pytest

from bulletin.reading import DEFAULT, authorities, heads, kinds

TITLES = {
    "国家知识产权局办公室关于印发《数据利用指引》的通知": ("通知", True),
    "某局关于发布《甲（试行）》的通告（2020 年第 53 号）": ("通告", True),
    "关于发布《目录（第三十八批）》的公示": ("公示", True),
    "国家知识产权局公告（第412号）": ("公告", True),
    "国家知识产权局公告 第412号": ("公告", True),
    "中华人民共和国国务院令第707号": ("令", True),
    "国务院关于修改部分行政法规的决定": ("决定", True),
    "关于征求《甲（征求意见稿）》意见的函": ("函", True),
    "国家药监局综合司公开征求《甲（征求意见稿）》意见": ("征求意见", True),
    "多管齐下见成效 携手共治谋发展（中国知识产权网）": (None, False),
    "国家药监局发布三项公告": ("公告", False),
    "2020年中国知识产权发展状况报告": ("报告", False),
    "天津市知识产权局召开警示教育大会": (None, False),
    "国药监〔2020〕5号": (None, False),
}
SIGNATURES = {
    "国家药品监督管理局药品审评中心": ("国家药品监督管理局药品审评中心",),
    "最高人民法院办公厅 国家知识产权局办公室": ("最高人民法院办公厅", "国家知识产权局办公室"),
    "中国人民银行、国家外汇管理局": ("中国人民银行", "国家外汇管理局"),
    "国　务　院": ("国务院",),
    "国家药监局（章）": ("国家药监局",),
    "总理　李克强": ("总理　李克强",),
    "局长：申某某": ("局长：申某某",),
    "召开年度座谈会": (),
    "唤醒“沉睡”专利": (),
    "知识产权保护挑战仍存": (),
    "各有关单位：": (),
}
HEADS = {
    "1、标题": ("1、", 1, "标题", None),
    "1. 标题": ("1.", 1, "标题", None),
    "１．标题": ("1.", 1, "标题", None),
    "（一）标题": ("(一)", 1, "标题", None),
    "(3)标题": ("(1)", 3, "标题", None),
    "十二、标题": ("一、", 12, "标题", None),
    "② 标题": ("①", 2, "标题", None),
    "[3、标题（2020年第5号）](#)": ("1、", 3, "标题（2020年第5号）", "#"),
    "3、[标题](https://example.org)": ("1、", 3, "标题", "https://example.org"),
    "### 3. **标题**": ("1.", 3, "标题", None),
    "1.5万件专利": ("", None, "1.5万件专利", None),
    "2020 年度总结": ("", None, "2020 年度总结", None),
    "【国家级】": ("", None, "国家级", None),
}


@pytest.mark.parametrize(("title", "read"), TITLES.items())
def test_the_kind_of_a_title_and_whether_it_is_a_notice(title: str, read: tuple[str | None, bool]) -> None:
    assert (kinds.document_type(title, DEFAULT), kinds.is_formal(title, DEFAULT)) == read


@pytest.mark.parametrize(("line", "names"), SIGNATURES.items())
def test_who_signs_in_a_line(line: str, names: tuple[str, ...]) -> None:
    assert authorities.signers(line, DEFAULT) == names


@pytest.mark.parametrize(("line", "undressed"), HEADS.items())
def test_the_dress_of_a_heading(line: str, undressed: tuple[str, int | None, str, str | None]) -> None:
    head = heads.undress(line)
    assert (head.mark, head.number, head.core, head.url) == undressed


def test_the_own_number_is_the_last_bracket_that_looks_like_one() -> None:
    number = kinds.own_number("关于发布《甲（化学药品）指导原则（试行）》的通告（2020 年第 67 号）")
    assert number is not None
    assert number.canonical == "2020年第67号"
    assert kinds.own_number("关于废止国药监〔2002〕5号文件的通知") is None


def test_a_title_names_its_authorities_in_order() -> None:
    title = "国家药监局 国家卫生健康委关于发布目录的公告"
    assert authorities.in_title(title, DEFAULT) == ("国家药监局", "国家卫生健康委")
    assert authorities.in_title("关于发布目录的公告", DEFAULT) == ()
