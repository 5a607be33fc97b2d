import pytest

from bulletin.reading import DEFAULT, attachments, citations

CITED = {
    "根据《关于发布程序的通知》（药监综药管〔2020〕9 号）要求": [
        ("药监综药管〔2020〕9号", "关于发布程序的通知", "通知")
    ],
    "根据《某局关于实施<注册办法>有关事宜的公告》（2020 年第 46 号），为推进": [
        ("2020年第46号", "某局关于实施<注册办法>有关事宜的公告", "公告")
    ],
    "《条例》（国务院令第707号）和《意见》（国发〔2015〕44号）": [
        ("国务院令第707号", "条例", "条例"),
        ("国发〔2015〕44号", "意见", "意见"),
    ],
    "《关于改革的意见》（以下简称《意见》，国发〔2015〕44号）": [("国发〔2015〕44号", "关于改革的意见", "意见")],
    "按照国办发〔2018〕15号《关于安排的通知》执行": [("国办发〔2018〕15号", "关于安排的通知", "通知")],
    "按照2019年第25号公告执行": [("2019年第25号", None, "公告")],
    "关于《某某法》的规定": [],
}
NAMED = {
    "制定了《甲指导原则》（见附件）。": ["甲指导原则"],
    "制定了《甲》、《乙》和《丙》（见附件 1~3）。": ["甲", "乙", "丙"],
    "制定了《甲》（见附件 1）《乙》（见附件 2）。": ["甲", "乙"],
    "根据《甲》制定了《乙》（详见附件）。": ["乙"],
    "遴选了第三十八批参比制剂（见附件）": [],
    "根据《甲》要求，名单（见附件）": [],
}
LINES = {
    "附件：《甲指引》.doc": [("《甲指引》.doc", None)],
    "[附件：《甲指引》.doc](#)": [("《甲指引》.doc", "#")],
    "附件：1.甲目录  2.乙说明": [("甲目录", None), ("乙说明", None)],
    "附件1：甲目录": [("甲目录", None)],
    "附件：[甲.pdf](https://example.org/a.pdf)": [("甲.pdf", "https://example.org/a.pdf")],
    "附件：": [],
    "附件": None,
    "附件中的目录自发布之日起施行": None,
}


@pytest.mark.parametrize(("text", "cited"), CITED.items())
def test_numbers_with_the_titles_beside_them(text: str, cited: list[tuple[str, str | None, str | None]]) -> None:
    found = citations.find_all(text, DEFAULT)
    assert [(each.number.canonical, each.title, each.document_type) for each in found] == cited


@pytest.mark.parametrize(("text", "names"), NAMED.items())
def test_annexes_that_the_text_names(text: str, names: list[str]) -> None:
    assert attachments.in_text(text) == names


@pytest.mark.parametrize(("line", "named"), LINES.items())
def test_lines_headed_annex(line: str, named: list[tuple[str, str | None]] | None) -> None:
    found = attachments.of_line(line)
    assert (None if found is None else [(each.title, each.url) for each in found]) == named
