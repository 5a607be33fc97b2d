from __future__ import annotations

from datetime import date

import pytest

from bulletin.reading import DEFAULT
from bulletin.reading.registry import Known, Name, Registry
from bulletin.reading.registry_names import is_contextual
from bulletin.reading.registry_shipped import rows

REGISTRY = DEFAULT.registry
NMPA, CNIPA, SAMR = "国家药品监督管理局", "国家知识产权局", "国家市场监督管理总局"
FDA = "美国食品药品监督管理局"

# As written: whose name it is.
NAMES = {
    "国家药监局": NMPA,
    "国家药品监管局": NMPA,
    "国家 药品 监督 管理局": NMPA,
    "国　家　药　监　局": NMPA,
    "国家药监局（章）": NMPA,
    "中华人民共和国国家药品监督管理局": NMPA,
    "NMPA": NMPA,
    "ＮＭＰＡ": NMPA,
    "National Medical Products Administration": NMPA,
    "国家药监局综合司": f"{NMPA}综合和规划财务司",
    "国家药品监督管理局综合司": f"{NMPA}综合和规划财务司",
    "国家药监局药审中心": f"{NMPA}药品审评中心",
    "国家药品监督管理局药审中心": f"{NMPA}药品审评中心",
    "国家药监局药品审评中心": f"{NMPA}药品审评中心",
    "药审中心": f"{NMPA}药品审评中心",
    "CDE": f"{NMPA}药品审评中心",
    "国家药监局器审中心": f"{NMPA}医疗器械技术审评中心",
    "CMDE": f"{NMPA}医疗器械技术审评中心",
    "国家药监局核查中心": f"{NMPA}食品药品审核查验中心",
    "CFDI": f"{NMPA}食品药品审核查验中心",
    "国家药监局评价中心": f"{NMPA}药品评价中心",
    "国家药品不良反应监测中心": f"{NMPA}药品评价中心",
    "中检院": "中国食品药品检定研究院",
    "NIFDC": "中国食品药品检定研究院",
    "药典委": "国家药典委员会",
    "国家药典委": "国家药典委员会",
    "食品药品监管总局": "国家食品药品监督管理总局",
    "CFDA": "国家食品药品监督管理总局",
    "食品药品监管总局药审中心": "国家食品药品监督管理总局药品审评中心",
    "SFDA": "国家食品药品监督管理局",
    "CNIPA": CNIPA,
    "国家知识产权局办公室": f"{CNIPA}办公室",
    "国家知识产权局保护司": f"{CNIPA}知识产权保护司",
    "国家知识产权局专利局复审和无效审理部": f"{CNIPA}专利局复审和无效审理部",
    "专利复审委员会": f"{CNIPA}专利复审委员会",
    "商标评审委员会": "国家工商行政管理总局商标评审委员会",
    "工商总局": "国家工商行政管理总局",
    "市场监管总局": SAMR,
    "国家市场监管总局": SAMR,
    "SAMR": SAMR,
    "市场监管总局办公厅": f"{SAMR}办公厅",
    "国家标准委": "国家标准化管理委员会",
    "国家认监委": "国家认证认可监督管理委员会",
    "国家卫健委": "国家卫生健康委员会",
    "国家卫生健康委": "国家卫生健康委员会",
    "国家卫生健康委办公厅": "国家卫生健康委员会办公厅",
    "国家卫计委": "国家卫生和计划生育委员会",
    "卫生部": "卫生部",
    "国家医保局": "国家医疗保障局",
    "国家中医药局": "国家中医药管理局",
    "国家疾控局": "国家疾病预防控制局",
    "中华人民共和国财政部": "财政部",
    "科技部": "科学技术部",
    "工信部": "工业和信息化部",
    "工业和信息化部办公厅": "工业和信息化部办公厅",
    "国家发展改革委": "国家发展和改革委员会",
    "国家发改委": "国家发展和改革委员会",
    "中国银保监会": "中国银行保险监督管理委员会",
    "国家网信办": "国家互联网信息办公室",
    "国办": "国务院办公厅",
    "中办": "中共中央办公厅",
    "中华人民共和国国务院": "国务院",
    "最高法": "最高人民法院",
    "最高检": "最高人民检察院",
    "最高法知识产权法庭": "最高人民法院知识产权法庭",
    "最高人民法院民三庭": "最高人民法院民事审判第三庭",
    "海南自由贸易港知识产权法院": "海南自由贸易港知识产权法院",
    "北京知产法院": "北京知识产权法院",
    "北京高院": "北京市高级人民法院",
    "广西高级人民法院": "广西壮族自治区高级人民法院",
    "上海市药监局": "上海市药品监督管理局",
    "北京药监局": "北京市药品监督管理局",
    "内蒙古药监局": "内蒙古自治区药品监督管理局",
    "新疆维吾尔自治区知识产权局": "新疆维吾尔自治区知识产权局",
    "浙江省市场监管局": "浙江省市场监督管理局",
    "贵州省高级人民法院": "贵州省高级人民法院",
    "贵州省政府": "贵州省人民政府",
    "深圳市市场监管局": "深圳市市场监督管理局",
    "浙江省杭州市中级人民法院": "杭州市中级人民法院",
    "广东省市场监督管理局（知识产权局）": "广东省市场监督管理局",
    "湖北省药监局办公室": "湖北省药品监督管理局办公室",
    "北京一中院": "北京市第一中级人民法院",
    "杭州中院": "杭州市中级人民法院",
    "FDA": FDA,
    "美国FDA": FDA,
    "Food and Drug Administration": FDA,
    "U.S. Food and Drug Administration": FDA,
    "Food and Drug Administration, HHS": FDA,
    "Food and Drug Administration, Department of Health and Human Services": FDA,
    "EMA": "欧洲药品管理局",
    "European Medicines Agency": "欧洲药品管理局",
    "CHMP": "欧洲药品管理局人用药品委员会",
    "MHRA": "英国药品和健康产品管理局",
    "PMDA": "日本医药品医疗器械综合机构",
    "USPTO": "美国专利商标局",
    "United States Patent and Trademark Office": "美国专利商标局",
    "EPO": "欧洲专利局",
    "WIPO": "世界知识产权组织",
    "世卫组织": "世界卫生组织",
    "ICH": "国际人用药品注册技术协调会",
    "EUIPO": "欧盟知识产权局",
    "Health Canada": "加拿大卫生部",
    "Swissmedic": "瑞士药品监督管理局",
}
# A text, and what it names, in order and as printed.
MENTIONS: dict[str, tuple[str, ...]] = {
    "国家药监局会同国家卫生健康委组织制定了办法。": ("国家药监局", "国家卫生健康委"),
    "经国家药品监督管理局药品审评中心审评，": ("国家药品监督管理局药品审评中心",),
    "向CDE提交，并抄报NMPA。": ("CDE", "NMPA"),
    "财政部、科技部、商务部联合印发。": ("财政部", "科技部", "商务部"),
    "据美国FDA网站消息，EMA也已批准。": ("美国FDA", "EMA"),
    "北京市高级人民法院、上海市药监局参加": ("北京市高级人民法院", "上海市药监局"),
    "国务院办公厅转发国家发展改革委的意见": ("国务院办公厅", "国家发展改革委"),
    "The European Medicines Agency and Health Canada agreed.": ("European Medicines Agency", "Health Canada"),
    "各级财政部门、科技部门和商务部门": (),
    "依法处最高法定刑": (),
    "最高检测值为三": (),
    "全国办理专利侵权案件": (),
    "其中办结五件": (),
    "重组人EPO注射液与HSA制剂": (),
    "EFDA、FDA-2016-N-1234、XCDE1": (),
    "国家局要求我局、该中心和总局落实": (),
    "药审中心线下咨询": (),
    "the agency and who it is": (),
    "卫生部位的感染": (),
}
PREFIXES = {
    "国药监药管": NMPA,
    "国药监": NMPA,
    "药监综药管": f"{NMPA}综合和规划财务司",
    "食药监药化管": "国家食品药品监督管理总局",
    "国食药监注": "国家食品药品监督管理局",
    "国知发服字": CNIPA,
    "国知办发运字": f"{CNIPA}办公室",
    "国市监注发": SAMR,
    "国卫药政发": "国家卫生健康委员会",
    "国卫办医函": "国家卫生健康委员会办公厅",
    "医保发": "国家医疗保障局",
    "医保办发": "国家医疗保障局办公室",
    "国中医药科技发": "国家中医药管理局",
    "国发": "国务院",
    "国办发": "国务院办公厅",
    "国办发明电": "国务院办公厅",
    "中办发": "中共中央办公厅",
    "厅字": "中共中央办公厅",
    "法释": "最高人民法院",
    "法发": "最高人民法院",
    "法": "最高人民法院",
    "高检发办字": "最高人民检察院",
    "财税": "财政部",
    "国科发资": "科学技术部",
    "工信部联科": "工业和信息化部",
    "京药监发": "北京市药品监督管理局",
    "粤药监规": "广东省药品监督管理局",
    "沪高法": "上海市高级人民法院",
    "湘政办发": "湖南省人民政府办公厅",
    "沪府办发": "上海市人民政府办公厅",
    "浙政发": "浙江省人民政府",
}
NO_PREFIXES = ("某", "甲乙发", "药", "国", "监综", "发〔2020〕", "示例字", "苏府发", "")


@pytest.mark.parametrize(("name", "authority"), NAMES.items())
def test_any_spelling_of_a_name_finds_its_one_authority(name: str, authority: str) -> None:
    found = REGISTRY.find(name)
    assert found is not None
    assert found.name == authority


@pytest.mark.parametrize(("text", "names"), MENTIONS.items())
def test_what_a_running_text_names(text: str, names: tuple[str, ...]) -> None:
    found = REGISTRY.named_in(text)
    assert tuple(each.typed for each in found) == names
    assert all(text[each.start : each.end] == each.typed for each in found)


@pytest.mark.parametrize(("prefix", "authority"), PREFIXES.items())
def test_the_letters_of_a_number_tell_the_authority(prefix: str, authority: str) -> None:
    found = REGISTRY.of_prefix(prefix)
    assert found is not None
    assert found.name == authority


@pytest.mark.parametrize("prefix", NO_PREFIXES)
def test_letters_that_nobody_uses_tell_nothing(prefix: str) -> None:
    assert REGISTRY.of_prefix(prefix) is None


def test_reforms_are_followed_from_one_name_to_the_next() -> None:
    chain = [REGISTRY.find("国家食品药品监督管理局")]
    while chain[-1] is not None and (after := REGISTRY.successor(chain[-1])):
        chain.append(after)
    assert [each and each.name for each in chain] == ["国家食品药品监督管理局", "国家食品药品监督管理总局", NMPA]
    nhc = REGISTRY.find("国家卫健委")
    assert nhc is not None
    assert [each.name for each in REGISTRY.predecessors(nhc)] == ["国家卫生和计划生育委员会"]


def test_a_prefix_that_two_authorities_used_is_the_one_of_its_day() -> None:
    early, late = REGISTRY.of_prefix("国卫药政发", date(2015, 6, 1)), REGISTRY.of_prefix("国卫药政发", date(2020, 6, 1))
    assert early
    assert late
    assert (early.name, late.name) == ("国家卫生和计划生育委员会", "国家卫生健康委员会")


def test_names_written_without_a_space_are_parted() -> None:
    assert REGISTRY.parts_of("最高人民法院最高人民检察院公安部") == ("最高人民法院", "最高人民检察院", "公安部")
    assert REGISTRY.parts_of("国家药监局某某司") == ()


def test_an_unknown_department_of_a_known_authority_is_proposed_beside_it() -> None:
    [unknown] = REGISTRY.unknown(["国家药监局某某司", "国家药监局某某司", "国家局", "国家药监局"])
    assert (unknown.name, unknown.nearest, unknown.parent and unknown.parent.name) == ("国家药监局某某司", None, NMPA)


def test_two_names_are_the_same_only_when_they_are_one_authoritys() -> None:
    assert REGISTRY.same("国家药监局", NMPA)
    assert REGISTRY.same("某 某 局", "某某局")
    assert not REGISTRY.same("国家药监局", "国家食品药品监督管理总局")
    assert not REGISTRY.same("某某局", "国家药监局")


def test_what_is_shipped_is_whole() -> None:
    known = REGISTRY.authorities
    assert len(rows()) == len(known) >= 400
    for row in rows():
        assert {row.parent, row.successor} - {None} <= known.keys(), row.name
        assert row.successor != row.name != row.parent
        assert not is_contextual(row.name), row.name
        assert row.level in {"national", "local", "foreign", "international"}
        assert REGISTRY.find(row.name) is row
        days = (row.valid_from_on, row.valid_to_on)
        assert None in days or days[0] < days[1], row.name  # type: ignore[operator]


def test_no_shipped_name_is_of_two_authorities() -> None:
    held: dict[str, str] = {}
    for row in rows():
        for name in row.names:
            if name.kind != "part":
                assert held.setdefault(name.text, row.name) == row.name, name.text
                assert name.text not in REGISTRY.authorities, name.text


def test_no_authority_has_a_name_twice() -> None:
    for row in rows():
        names = [row.name, *(each.text for each in row.names)]
        assert len(names) == len(set(names)), names


def test_every_province_has_its_three_bureaus_and_its_court() -> None:
    regions = {
        row.name.removesuffix("药品监督管理局")
        for row in rows()
        if row.name.endswith(("省药品监督管理局", "区药品监督管理局"))
    }
    assert len(regions) == 27
    for region in (*regions, "北京市", "上海市", "天津市", "重庆市"):
        for body in ("药品监督管理局", "知识产权局", "卫生健康委员会", "医疗保障局", "高级人民法院"):
            assert REGISTRY.find(f"{region}{body}"), f"{region}{body}"


def test_a_registry_of_ones_own_rows() -> None:
    house = Known("示例港管理局", names=(Name("港管局"),), prefixes=("示管",))
    centre = Known("示例港管理局审评中心", parent=house.name, names=(Name("审评中心", "part"), Name("SPC", "alone")))
    registry = Registry([house, centre])
    assert registry.find("港管局审评中心") is centre
    assert registry.find("SPC") is centre
    assert registry.named_in("已获SPC保护") == []
    assert registry.find("国家药监局") is None
    assert registry.parent(centre) is house
