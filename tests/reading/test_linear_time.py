import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bulletin.reading
from bulletin.reading import read
from tests.reading import accounts

NOTICE = "某局关于公开征求意见的通知\n"
# Each makes a text of about ``size`` characters that once was, or could become, slow to read.
SHAPES: dict[str, Callable[[int], str]] = {
    "lines": lambda size: NOTICE + "这是一行普通的正文，没有什么特别之处。\n" * (size // 20),
    "short lines": lambda size: NOTICE + "甲乙丙丁\n" * (size // 5),
    "one-letter lines": lambda size: NOTICE + "a\n" * (size // 2),
    "entries": lambda size: (
        "国家级\n" + "".join(f"{at}、某局关于某事的通知\n正文在此。\n" for at in range(1, size // 20))
    ),
    "sections": lambda size: "国家级\n1、某局关于某事的通知\n正文在此。\n" * (size // 23),
    "headings alone": lambda size: "国家级\n" * (size // 4),
    "parts": lambda size: "知识产权信息篇（2021/01/01~2021/01/08）\n" * (size // 31),
    "markdown": lambda size: "## 国家级\n### 1、某局关于某事的通知\n正文。\n" * (size // 30),
    "sub-headings": lambda size: NOTICE + "没有句号的小标题\n正文在此。\n" * (size // 15),
    "signatures": lambda size: NOTICE + "国家药监局\n2021年1月8日\n" * (size // 16),
    "names": lambda size: NOTICE + "国家药监局\n" * (size // 6),
    "page breaks": lambda size: NOTICE + "经审查，同意\n\n\n\n，现予，" * (size // 14),
    "annexes": lambda size: NOTICE + "附件：1.某某\n" * (size // 9),
    "contents": lambda size: "目录\n" + "某条……3\n" * (size // 7),
    "one line": lambda size: NOTICE + "为落实部署，提升水平，现将有关事项通知如下，" * (size // 22),
    "one sentence": lambda size: NOTICE + "现将有关事项通知如下。" * (size // 11),
    "unclosed 《": lambda size: NOTICE + "《" * size,
    "unclosed （": lambda size: NOTICE + "（" * size,
    "unclosed [": lambda size: NOTICE + "[" * size,
    "unclosed links": lambda size: NOTICE + "[a](" * (size // 4),
    "unclosed addresses": lambda size: NOTICE + "<https://" * (size // 9),
    "unclosed bold": lambda size: NOTICE + "**a" * (size // 3),
    "years without number": lambda size: NOTICE + "〔2020〕" * (size // 6),
    "numbers": lambda size: NOTICE + "国药监〔2020〕5号" * (size // 11),
    "citations": lambda size: NOTICE + "《某某》（国药监〔2020〕5号）" * (size // 18),
    "annexes named": lambda size: NOTICE + "《某某》、" * (size // 5) + "（见附件）",
    "effects": lambda size: NOTICE + "自发布之日起施行" * (size // 8),
    "dates": lambda size: NOTICE + "2021年1月4日至" * (size // 10),
    "digits": lambda size: NOTICE + "1" * size,
    "numerals": lambda size: NOTICE + "一" * size,
    "spaces": lambda size: NOTICE + "字" + "　 " * (size // 2) + "字",
    "at signs": lambda size: NOTICE + "a@" * (size // 2),
    "letters": lambda size: NOTICE + "a" * size + "@",
    "links": lambda size: "国家级\n" + "[某局关于甲的公告](https://example.org/1) 2021-05-06\n" * (size // 50),
    "bullets": lambda size: "● 某市启动专项检查\n检查为期两个月。\n" * (size // 20),
    "two bullets": lambda size: "■ 海关\n▪ 某署发布新规\n" * (size // 14),
    "numbers over titles": lambda size: "**国药监〔2021〕5号**\n某局关于甲的通知\n" * (size // 26),
    "rows": lambda size: "| 标题 | 日期 |\n|---|---|\n" + "| 甲公告 | 2021-05-06 |\n" * (size // 22),
    "headings of tables": lambda size: "| 标题 | 日期 |\n|---|---|\n" * (size // 22),
    "tabs": lambda size: "标题\t日期\n" + "甲公告\t2021-05-06\n" * (size // 15),
    "rules of one line": lambda size: "| 甲 |\n|" + "-|" * (size // 2),
    "islands": lambda size: NOTICE + "<ul><li><p>甲</p></li></ul>\n" * (size // 28),
    "one island": lambda size: NOTICE + "<ul>" + "<li><p>甲</p></li>" * (size // 18) + "</ul>",
    "unclosed islands": lambda size: NOTICE + "<table><tbody>" * (size // 14) + "</table>",
    "unclosed marks": lambda size: NOTICE + "<em>甲" * (size // 5),
    "nested marks": lambda size: NOTICE + "**[<em>甲</em>](https://example.org)**" * (size // 36),
    "fences": lambda size: NOTICE + "```\n# 甲\n" * (size // 8),
    "dashes": lambda size: NOTICE + "- 甲\n" * (size // 4),
    "register": lambda size: "Some Rule\nAGENCY: An Agency.\nACTION: Rule.\nSUMMARY: Text.\n" * (size // 62),
    "blocks of labels": lambda size: "标题：某局关于甲的通知\n文号：国药监〔2021〕5号\n" * (size // 30),
    "bare titles over labels": lambda size: "Some Rule\nType: Rule\nDate: 2021-05-06\n\n" * (size // 40),
    "empty sections": lambda size: "【甲】\n无\n" * (size // 6),
    "chapters": lambda size: "第一章 总则\n第一节 甲\n1. 某会发布新规\n" * (size // 26),
    "addresses below": lambda size: "某地上调缴费基数\nhttps://example.org/4\n" * (size // 31),
    "menus": lambda size: "首页 新闻 政策 服务\n" * (size // 12),
    "breadcrumbs": lambda size: NOTICE + "首页 > " * (size // 5),
    "annexes nested": lambda size: NOTICE + "《某某管理办法》\n国家药监局\n2021年1月8日\n某某管理办法\n" * (size // 32),
    "letterheads": lambda size: "国家药监局\n国家卫健委\n关于做好\n" * (size // 17),
    "asking": lambda size: NOTICE + "征求" * (size // 2),
    "orders": lambda size: NOTICE + "国家药监局令第27号" * (size // 10),
    "names in a row": lambda size: NOTICE + "财政部 " * (size // 4) + "令第5号",
    "letters before years": lambda size: NOTICE + "国药监械管函" * (size // 6) + "〔2020〕5号",
    "unmarked numbers": lambda size: NOTICE + "国办发〔2020〕5，" * (size // 11),
    "words that end a sentence's part": lambda size: NOTICE + "按照根据以及" * (size // 6) + "国发〔2020〕5号",
    "titles in a row": lambda size: NOTICE + "《甲办法》、" * (size // 6) + "同时废止。",
    "titles within titles": lambda size: NOTICE + "《甲<乙>" * (size // 5) + "》" * (size // 5),
    "numbers within titles": lambda size: NOTICE + "《甲（国发〔2020〕5号）》" * (size // 16),
    "standards": lambda size: NOTICE + "GB/T 9704—2012、" * (size // 15),
    "unfinished standards": lambda size: NOTICE + "GB/T 1.1.1.1 - " * (size // 15),
    "dockets": lambda size: NOTICE + "FDA-2016-N-1234 " * (size // 16),
    "unfinished dockets": lambda size: NOTICE + "EPA-HQ-OPPT-" * (size // 12),
    "rulemakings": lambda size: NOTICE + "RIN 0910-AI12, 0910-AI13 and " * (size // 29),
    "references": lambda size: NOTICE + "EMA/CHMP/ICH/" * (size // 13),
    "acts": lambda size: NOTICE + "Regulation (EU) No 726/2004 amending " * (size // 37),
    "patents": lambda size: NOTICE + "ZL 2003 1 0102344.5，" * (size // 20),
    "unfinished patents": lambda size: NOTICE + "ZL 2003 1 " * (size // 10),
    "hyphens": lambda size: NOTICE + "A-" * (size // 2),
    "run-in titles": lambda size: "FDA Sets New Rules: The rules were set by the agency today.\n" * (size // 60),
    "joint orders": lambda size: "国家药监局\n国家卫健委令\n第5号\n" * (size // 17),
    "others in a row": lambda size: NOTICE + "等12部门" * (size // 5) + "令第5号",
    "slashes": lambda size: NOTICE + "T/A" * (size // 3),
}
FACTOR = 4
# Twice the text may cost 2.3 times as much, so four times the text 5.29 times.
MOST = 2.3 * 2.3


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_steps_of_a_reading_grow_with_the_text_and_no_faster(shape: Callable[[int], str]) -> None:
    size = 4_000 if shape(1_000).count("\n") < 5 else 1_000
    small, large = shape(size), shape(size * FACTOR)
    read(small)
    assert steps(large) < MOST * steps(small)


HUGE = {
    "a million lines": lambda: "甲\n" * 1_000_000,
    "a hundred thousand headings": lambda: "# 甲\n" * 50_000 + "国家级\n" * 50_000,
    "one line of ten mebibytes": lambda: NOTICE + "现将有关事项通知如下，" * (10 * 1024 * 1024 // 33),
    "a hundred thousand brackets": lambda: NOTICE + "《（[【〔<" * 100_000,
    "a hundred thousand entries": lambda: "国家级\n" + "".join(f"{at}、某局通知\n" for at in range(1, 100_001)),
    "a hundred thousand rows": lambda: "| 标题 | 日期 |\n|---|---|\n" + "| 甲公告 | 2021-05-06 |\n" * 100_000,
}


@pytest.mark.faults
@pytest.mark.parametrize("make", HUGE.values(), ids=HUGE)
def test_huge_texts_are_read_to_the_end(make: Callable[[], str]) -> None:
    text = make()
    start = time.process_time()
    reading = read(text)
    assert time.process_time() - start < 30 + 20 * len(text.encode()) / 2**20
    lines = sum(1 for line in text.split("\n") if line.strip())
    assert sum(accounts.homes(reading).values()) == lines


def steps(text: str) -> int:
    """How many lines of our source run while the text is read: the same on every machine, however busy."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        read(text)
    finally:
        sys.settrace(before)
    return count


def patterns() -> list[re.Pattern[str]]:
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.walk_packages(bulletin.reading.__path__, "bulletin.reading.")
    ]
    return [value for module in modules for value in vars(module).values() if isinstance(value, re.Pattern)]


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.pattern[:30])
@given(data=st.data())
@settings(
    max_examples=4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
def test_no_pattern_runs_away_on_texts_made_from_it(pattern: re.Pattern[str], data: st.DataObject) -> None:
    seed = data.draw(st.from_regex(pattern))[:60] or "x"
    for attack in (seed[:-1] + seed[:-1], seed * 2, seed[: len(seed) // 2 + 1]):
        text = ((attack or "x") * 20_000)[:20_000]
        start = time.process_time()
        for _ in pattern.finditer(text):
            pass
        assert time.process_time() - start < 1
