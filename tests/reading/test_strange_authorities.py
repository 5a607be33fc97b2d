from __future__ import annotations

import pytest

from bulletin.reading import DEFAULT

REGISTRY = DEFAULT.registry
NMPA, CNIPA, SAMR = "国家药品监督管理局", "国家知识产权局", "国家市场监督管理总局"

CONTEXTUAL = (
    *(
        "国家局",
        "总局",
        "国家总局",
        "我局",
        "本局",
        "该局",
        "市局",
        "省局",
        "区局",
        "各局",
        "两局",
        "我委",
        "本委",
        "该委",
        "我院",
        "本院",
    ),
    *(
        "两院",
        "两高院",
        "高院",
        "中院",
        "我部",
        "该部",
        "我中心",
        "本中心",
        "该中心",
        "中心",
        "我办",
        "我会",
        "我司",
        "我署",
        "省厅",
        "三部门",
    ),
    *(
        "有关部门",
        "相关部门",
        "上级机关",
        "主管部门",
        "省政府",
        "市政府",
        "人民政府",
        "省委",
        "市委",
        "本刊编辑部",
        "编辑部",
        "办公室",
        "综合司",
    ),
    *(
        "药监局",
        "省药监局",
        "市药监局",
        "知识产权局",
        "市知识产权局",
        "市场监管局",
        "卫健委",
        "医保局",
        "省高院",
        "人民法院",
        "两办",
    ),
)
STRANGE = (
    *(
        "某某局",
        "甲药业有限公司",
        "who",
        "fda",
        "ich",
        "国家",
        "药品审评",
        "抚州市某局",
        "知识产权保护",
        "审评中心",
        "General",
        "国家药监",
    ),
    *(
        "Food",
        "Administration",
        "中国",
        "药监",
        "北京",
        "广东省",
        "医药周报",
        "国家药品监督管理局某某处",
        "第一作者",
        "",
    ),
)
SLIPS = {
    "国家药品监督管埋局": NMPA,
    "国家药品督监管理局": NMPA,
    "国家药品监督管理理局": NMPA,
    "国家药品监管理局": NMPA,
    "国家知识产局": CNIPA,
    "国家市场监督管理局总局": SAMR,
    "国家药监局药申中心": "国家药监局药审中心",
    "最高人民法元": "最高人民法院",
    "广东省药品监督管里局": "广东省药品监督管理局",
}
NO_SLIPS = (
    *(
        "抚州市知识产权局",
        "国家药监局",
        "国家知识产权",
        "药监局",
        "海东市市场监督管理局",
        "某某局",
        "国家局",
        "国家知识产权战略",
        "WHA",
    ),
    *("江西省药品监督管理局", "国家药品安全局", "四川省知识产权促进中心", "西安市场监督局某所"),
)


@pytest.mark.parametrize("name", CONTEXTUAL)
def test_a_name_that_depends_on_its_place_is_nobodys(name: str) -> None:
    assert REGISTRY.is_contextual(name)
    assert REGISTRY.find(name) is None
    assert REGISTRY.unknown([name]) == []
    assert REGISTRY.nearest(name) is None


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_finds_nobody(name: str) -> None:
    assert REGISTRY.find(name) is None


@pytest.mark.parametrize(("name", "meant"), SLIPS.items())
def test_a_name_with_one_character_wrong_is_offered_the_right_one(name: str, meant: str) -> None:
    assert REGISTRY.find(name) is None
    assert REGISTRY.nearest(name) == meant


@pytest.mark.parametrize("name", NO_SLIPS)
def test_a_known_name_another_place_and_a_strange_name_are_no_slips(name: str) -> None:
    assert REGISTRY.nearest(name) is None
