import pytest

from bulletin.reading import numbers

FOUND = {
    "（国知发服字〔2019〕46号）": "国知发服字〔2019〕46号",
    "根据国药监械管〔2025〕14号要求": "国药监械管〔2025〕14号",
    "按照药监综药管［2020］9 号执行": "药监综药管〔2020〕9号",
    "依据药监综药管【2020】9号": "药监综药管〔2020〕9号",
    "药监综药管〖2020〗9号": "药监综药管〔2020〕9号",
    "国办函 ( 2015 ) 66 号": "国办函〔2015〕66号",
    "厅字（２０１７）４２号": "厅字〔2017〕42号",
    "[2023]第107号": "〔2023〕第107号",
    "〔1996〕武司字第82号": "〔1996〕武司字第82号",
    "（2020 年第 53 号）": "2020年第53号",
    "二〇二〇年第五十三号": "2020年第53号",
    "国务院令第707号": "国务院令第707号",
    "根据中华人民共和国国务院令第707号": "中华人民共和国国务院令第707号",
    "国家市场监督管理总局令第27号公布": "国家市场监督管理总局令第27号",
    "和工业和信息化部令第5号": "工业和信息化部令第5号",
    "国家知识产权局公告（第412号）": "国家知识产权局公告第412号",
    "国家知识产权局公告　第412号": "国家知识产权局公告第412号",
    "公告第5号": "公告第5号",
    "食品药品监管局、海关总署第4号令": "食品药品监管局、海关总署第4号令",
    "法释〔2021〕11号": "法释〔2021〕11号",
    "国家药监局2019年第25号公告": "2019年第25号",
    "已经国发〔2015〕44号废止": "国发〔2015〕44号",
}
NONE = [
    "第4626号提案",
    "第4626号建议",
    "（2019）最高法知民终1号",
    "(2012)民提字第1号",
    "2021年第3期",
    "第12号楼",
    "国药准字H20203001号",
    "2020年53件",
]


@pytest.mark.parametrize(("text", "canonical"), FOUND.items())
def test_a_number_is_found_and_written_in_one_way(text: str, canonical: str) -> None:
    assert [each.canonical for each in numbers.find_all(text)] == [canonical]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert numbers.find_all(text) == []


def test_numbers_in_a_row_are_all_found() -> None:
    text = "沪高法〔2021〕215号，湘政办发〔2009〕24号和国办发明电〔2018〕15号"
    assert [each.typed for each in numbers.find_all(text)] == [
        "沪高法〔2021〕215号",
        "湘政办发〔2009〕24号",
        "国办发明电〔2018〕15号",
    ]


def test_what_was_typed_is_kept_with_its_place() -> None:
    [found] = numbers.find_all("见《某通知》（药监综药管〔2020〕9 号）。")
    assert (found.start, found.end, found.typed) == (7, 21, "药监综药管〔2020〕9 号")


def test_a_line_is_a_number_only_when_it_is_nothing_else() -> None:
    assert numbers.whole("（2020年第53号）") is not None
    assert numbers.whole("国药监〔2020〕5号要求") is None
