import pytest

from bulletin import snapshot
from bulletin.reading import Reading, read
from tests.reading import accounts
from tests.reading.shapes import shape


def lone(text: str) -> tuple[snapshot.Entry, Reading]:
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    [part] = reading.snapshot.parts
    [section] = part.sections
    [entry] = section.entries
    assert (part.title, section.title, entry.number) == (None, None, None)
    return entry, reading


def test_a_notice_by_itself_is_one_part_and_one_section() -> None:
    entry, _ = lone(
        "国家药监局综合司关于开展专项检查的通知\n药监综械管〔2021〕3号\n\n各省、自治区、直辖市药品监督管理局：\n\n"
        "　　为加强监管，现将有关事项通知如下。\n\n　　特此通知。\n\n　　国家药监局综合司\n　　2021年1月13日\n"
    )
    assert entry.title == "国家药监局综合司关于开展专项检查的通知"
    assert entry.document_number == snapshot.DocumentNumber(
        typed="药监综械管〔2021〕3号", canonical="药监综械管〔2021〕3号"
    )
    assert (entry.signed_by, entry.signed_on) == (("国家药监局综合司",), "2021-01-13")
    assert entry.body_html == (
        '<p class="addressee">各省、自治区、直辖市药品监督管理局：</p><p>为加强监管，现将有关事项通知如下。</p>'
        '<p class="closing">特此通知。</p>'
    )


def test_a_title_broken_by_sense_is_joined_and_issuers_stay_apart() -> None:
    entry, _ = lone(
        "国家市场监督管理总局\n国家药品监督管理局\n关于发布药品目录的\n公告\n2021年第9号\n\n"
        "现发布目录，自公布之日起施行。\n\n"
        "国家市场监督管理总局　国家药品监督管理局\n2021年1月31日\n"
    )
    assert entry.title == "国家市场监督管理总局 国家药品监督管理局关于发布药品目录的公告"
    assert entry.authorities == ("国家市场监督管理总局", "国家药品监督管理局")
    assert entry.document_number is not None
    assert entry.document_number.canonical == "2021年第9号"


def test_a_letterhead_is_no_title() -> None:
    entry, reading = lone(
        "国家知识产权局文件\n国知发服字〔2019〕46号\n国家知识产权局关于加强\n公共服务体系建设的若干意见\n\n"
        "各省知识产权局：\n\n"
        "为加强公共服务，提出以下意见。\n\n国家知识产权局\n二○一九年八月三十日\n\n（此件公开发布）\n"
    )
    assert entry.title == "国家知识产权局关于加强公共服务体系建设的若干意见"
    assert (entry.document_type, entry.signed_on) == ("意见", "2019-08-30")
    assert [left.line for left in reading.leftovers] == [1, 13]


def test_an_order_takes_its_number_into_the_title_and_keeps_the_regulation() -> None:
    entry, _ = lone(
        "中华人民共和国国务院令\n第707号\n\n《某条例》已经通过，现予公布，自2018年11月1日起施行。\n\n"
        "总理　李某某\n2018年9月18日\n\n"
        "中华人民共和国某条例\n\n第一章　总则\n\n第一条　为了规范管理，制定本条例。\n\n"
        "第二条　本条例自2018年11月1日起施行。\n"
    )
    assert (entry.title, entry.document_type) == ("中华人民共和国国务院令第707号", "令")
    assert (entry.authorities, entry.signed_by) == (("中华人民共和国国务院",), ("总理　李某某",))
    assert [each.on for each in entry.effective] == ["2018-11-01"]
    assert "<h5>第一章　总则</h5>" in (entry.body_html or "")


def test_lines_of_the_web_page_fill_their_fields() -> None:
    entry, reading = lone(
        "索 引 号：A-2021-1\n关于公开征求《标签办法（征求意见稿）》意见的通知\n"
        "发布时间：2021-01-08 10:00    来源：国家药监局\n\n"
        "现公开征求意见。请于2021年2月10日前反馈至box@nmpa.gov.cn。\n\n附件：1.标签办法（征求意见稿）\n"
        "　　　2.起草说明\n\n"
        "国家药监局综合司\n2021年1月7日\n\n原文链接：https://example.org/a.html\n"
    )
    assert (entry.published_on, entry.source_name) == ("2021-01-08", "国家药监局")
    assert entry.source_url == "https://example.org/a.html"
    assert [each.title for each in entry.attachments] == ["标签办法（征求意见稿）", "起草说明"]
    assert entry.consultation is not None
    assert (entry.consultation.closes_on, entry.consultation.email) == ("2021-02-10", "box@nmpa.gov.cn")
    assert [left.text for left in reading.leftovers] == ["索 引 号：A-2021-1"]


def test_joint_signers_each_with_a_date_are_signed_on_the_last() -> None:
    entry, _ = lone(
        "食品药品监管总局 国家卫生计生委关于开展审查的公告（2015年第117号）\n\n现公告如下，请遵照执行。\n\n"
        "食品药品监管总局\n2015年7月22日\n国家卫生计生委\n2015年7月23日\n"
    )
    assert entry.signed_by == ("食品药品监管总局", "国家卫生计生委")
    assert entry.signed_on == "2015-07-23"


def test_a_printed_annex_with_lists_makes_no_entries() -> None:
    entry, _ = lone(
        "国家药监局关于废止部分文件的公告（2021年第8号）\n\n现废止以下文件。\n\n国家药监局\n2021年1月8日\n\n附件\n\n"
        "废止文件目录\n\n1.关于加强监管的通知（国药监〔2003〕5号）\n\n2.关于药品检查的通知（国药监〔2004〕6号）\n"
    )
    assert (entry.body_html or "").count("<p>") == 4
    assert [each.number for each in entry.cites] == ["国药监〔2003〕5号", "国药监〔2004〕6号"]


def test_a_judicial_interpretation_takes_effect_on_its_adoption_line() -> None:
    entry, _ = lone(
        "最高人民法院\n关于修改《专利纠纷规定》等十八件\n司法解释的决定\n"
        "（2020年12月23日最高人民法院审判委员会第1823次会议通过，自2021年1月1日起施行）\n法释〔2020〕19号\n\n"
        "根据审判实践需要，作如下修改：\n\n一、修改《专利纠纷规定》\n\n1.将名称修改为规定。\n"
    )
    assert entry.title == "最高人民法院关于修改《专利纠纷规定》等十八件司法解释的决定"
    assert (entry.document_number and entry.document_number.canonical) == "法释〔2020〕19号"
    assert [each.on for each in entry.effective] == ["2021-01-01"]
    assert entry.authorities == ("最高人民法院",)


def test_an_article_by_itself_is_known_by_its_source() -> None:
    entry, _ = lone(
        "某地推进知识产权保护工作取得进展\n2021-01-05 10:20  来源：中国医药报\n\n"
        "近日，某地召开会议，部署下一阶段的知识产权保护工作。\n\n记者 张三\n"
    )
    assert (entry.kind, entry.document_type, entry.source_name) == ("article", "新闻", "中国医药报")
    assert entry.published_on == "2021-01-05"


def test_running_text_under_a_heading_alone_is_no_article() -> None:
    assert (
        read(
            "某地推进知识产权保护工作取得进展\n\n近日，某地召开会议，部署下一阶段的知识产权保护工作。\n"
        ).snapshot.parts
        == ()
    )


def test_a_number_without_a_year_alone_under_the_title_is_the_notices_own() -> None:
    entry, _ = lone(
        "国家知识产权局关于变更业务用章的公告\n（第295号）\n\n自2019年4月1日起，启用新的业务用章。\n\n特此公告。\n\n"
        "国家知识产权局\n2019年2月14日\n"
    )
    assert entry.document_number == snapshot.DocumentNumber(typed="第295号", canonical="第295号")
    assert entry.cites == ()


def test_a_standard_named_in_the_title_is_cited() -> None:
    entry, _ = lone(
        "国家药监局关于发布YY 0096—2019《远距离治疗机》行业标准的公告（2019年第88号）\n\n现予发布。\n\n国家药监局\n"
        "2019年10月23日\n"
    )
    assert [each.number for each in entry.cites] == ["YY 0096-2019"]


def test_facts_typed_as_a_list_with_dashes_fill_their_fields() -> None:
    entry, _ = lone(
        "关于发布饮料标准的公告\n\n- **发布机关**：国家卫生健康委员会\n- **文号**：2022年第3号\n"
        "- **发布日期**：2022-06-30\n\n现发布标准，自发布之日起实施。\n"
    )
    assert (entry.document_number and entry.document_number.canonical) == "2022年第3号"
    assert (entry.authorities, entry.published_on) == (("国家卫生健康委员会",), "2022-06-30")


def test_a_document_printed_under_its_notice_by_a_title_on_two_lines_leaves_the_signature_alone() -> None:
    entry, _ = lone(
        "某某委办公厅关于印发短缺药品分类与替代使用技术指南的通知\n\n各省某某委：\n\n现印发给你们。\n\n国家卫生健康委办公厅\n\n"
        "2019年7月24日\n\n（信息公开形式：主动公开）\n\n短缺药品分类与\n替代使用技术指南\n\n一、目的\n\n"
        "为指导医疗机构，制定本指南。\n\n国家卫生健康委药政司\n\n2019年7月20日\n"
    )
    assert (entry.signed_by, entry.signed_on) == (("国家卫生健康委办公厅",), "2019-07-24")


JOINT_ORDER = """国家发展和改革委员会
中华人民共和国商务部令
第48号

现予发布，自2022年1月1日起施行。

2021年12月27日
"""


def test_a_joint_order_has_its_givers_on_several_lines() -> None:
    assert shape(JOINT_ORDER) == ["- 国家发展和改革委员会 中华人民共和国商务部令第48号"]
    [entry] = read(JOINT_ORDER).snapshot.entries()
    assert entry.authorities == ("国家发展和改革委员会", "中华人民共和国商务部")
    assert entry.document_number is not None
    assert entry.document_number.canonical == "国家发展和改革委员会中华人民共和国商务部令第48号"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("某局关于废止部分文件的\n公　告\n\n（第515号）", "某局关于废止部分文件的公告"),
        ("某局关于印发\n《某计划》的\n通　　知", "某局关于印发《某计划》的通知"),
        ("财政部、商务部、\n海关总署\n关于印发《某方案》的通知", "财政部、商务部、海关总署关于印发《某方案》的通知"),
        ("某园区管委会关于\n支持产业发展的若干措施", "某园区管委会关于支持产业发展的若干措施"),
    ],
)
def test_a_title_goes_on_over_a_kind_set_wide_a_row_of_issuers_and_a_break_after_its_preposition(
    typed: str, title: str
) -> None:
    text = f"{typed}\n\n为做好有关工作，现予发布，自发布之日起施行。\n\n某局\n2021年5月6日\n"
    assert shape(text) == [f"- {title}"]


PASSED_ON = """某省药品监督管理局转发国家药监局关于发布某办法的公告的通知

各市市场监督管理局：

现将《国家药监局关于发布〈某办法〉的公告》转发给你们，请贯彻执行。

某省药品监督管理局
2022年11月3日

国家药监局关于发布《某办法》的公告

现予发布，自2022年11月1日起施行。

国家药监局
2022年10月24日
"""


def test_what_a_notice_only_passes_on_takes_effect_by_itself() -> None:
    [entry] = read(PASSED_ON).snapshot.entries()
    assert entry.signed_on == "2022-11-03"
    assert entry.effective == ()
