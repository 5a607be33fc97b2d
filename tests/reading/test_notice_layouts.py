import pytest

from bulletin import snapshot
from bulletin.reading import Reading, read
from tests.reading import accounts


def lone(text: str) -> tuple[snapshot.Entry, Reading]:
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    accounts.assert_bodies_are_canonical(reading)
    [entry] = reading.snapshot.entries()
    return entry, reading


@pytest.mark.parametrize(
    "written",
    [
        "二〇〇三年五月六日",
        "二○○三年五月六日",
        "二OO三年五月六日",
        "二00三年五月六日",
        "2003年5月6日",
        "２００３年５月６日",
    ],
)
def test_a_signature_dated_in_any_numerals(written: str) -> None:
    entry, _ = lone(
        f"国家食品药品监督管理局\n关于加强疫苗经营管理的\n通知\n国食药监市〔2003〕88号\n\n各省药品监督管理局：\n"
        f"　　为加强疫苗经营管理，现通知如下：\n　　一、严格准入。\n　　二、加强检查。\n　　特此通知。\n\n"
        f"　　　　国家食品药品监督管理局\n　　　　{written}\n"
    )
    assert entry.title == "国家食品药品监督管理局关于加强疫苗经营管理的通知"
    assert (entry.signed_on, entry.signed_by) == ("2003-05-06", ("国家食品药品监督管理局",))
    assert entry.document_number is not None
    assert entry.document_number.canonical == "国食药监市〔2003〕88号"


def test_joint_signers_on_one_line_and_on_several() -> None:
    start = "三部门关于做好药品供应保障工作的通知\n\n各省有关部门：\n为做好供应保障，现通知如下。\n\n"
    wanted = ("国家卫生健康委", "工业和信息化部", "国家药监局")
    for names in ("国家卫生健康委　工业和信息化部　国家药监局", "国家卫生健康委\n工业和信息化部\n国家药监局"):
        entry, _ = lone(f"{start}{names}\n2020年9月1日\n")
        assert (entry.signed_by, entry.signed_on) == (wanted, "2020-09-01")


FORWARDED = """国务院办公厅转发国家发展改革委等部门关于
推动现代流通体系建设意见的通知
国办函〔2021〕29号

各省、自治区、直辖市人民政府，国务院各部委：
国家发展改革委、商务部《关于推动现代流通体系建设的意见》已经国务院同意，现转发给你们，请认真贯彻执行。

国务院办公厅
2021年3月12日

关于推动现代流通体系建设的意见
国家发展改革委　商务部

流通体系在国民经济中发挥着基础性作用。为推动建设，提出以下意见。
一、总体要求
（一）指导思想。坚持新发展理念。
二、重点任务
（二）完善骨干网络。加强枢纽建设。
1. 建设枢纽。
（1）优化布局。
①做好衔接。
"""


def test_a_forwarded_document_stays_in_the_notice_that_forwards_it() -> None:
    entry, _ = lone(FORWARDED)
    assert entry.title == "国务院办公厅转发国家发展改革委等部门关于推动现代流通体系建设意见的通知"
    assert (entry.signed_by, entry.signed_on) == (("国务院办公厅",), "2021-03-12")
    body = entry.body_html or ""
    assert "关于推动现代流通体系建设的意见</" in body
    assert "①做好衔接。" in body


ANNEXED = """关于印发《药品检查员管理办法》的通知
各省药品监督管理局：
现将《药品检查员管理办法》印发给你们，请遵照执行。
附件：药品检查员管理办法
国家药监局
2021年6月1日

附件

药品检查员管理办法

第一章　总则
第一条　为加强检查员管理，制定本办法。
第二条　本办法适用于药品检查员。
第二章　附则
第三条　本办法自2021年8月1日起施行。

国家药监局
2021年5月20日
"""


def test_an_annex_with_a_title_a_signature_and_a_date_of_its_own() -> None:
    entry, _ = lone(ANNEXED)
    assert entry.title == "关于印发《药品检查员管理办法》的通知"
    assert entry.signed_on == "2021-06-01"
    assert "第一条　为加强检查员管理，制定本办法。" in (entry.body_html or "")
    assert [each.title for each in entry.attachments] == ["药品检查员管理办法"]


ARTICLES = """药品经营监督管理规定
（2021年4月1日国家市场监督管理总局令第40号公布）

第一章 总则
第一条 为了加强监督管理，制定本规定。
第二条 在境内从事经营活动，应当遵守本规定：
（一）批发；
（二）零售。
第二章 附则
第十条 本规定自2021年6月1日起施行。
"""


def test_a_regulation_in_articles_is_one_entry() -> None:
    entry, _ = lone(ARTICLES)
    assert entry.title == "药品经营监督管理规定"
    assert (entry.body_html or "").count("<h5>") == 2


NUMBER_FIRST = """国家药品监督管理局
公　告
2021年第58号

国家药监局关于修订某注射剂
说明书的公告

根据不良反应评估结果，决定修订说明书。现将有关事项公告如下：
一、上市许可持有人应当提出补充申请。
二、临床医师应当仔细阅读。
特此公告。
附件：1.说明书修订要求
2.企业名单
国家药监局
2021年4月19日
"""


def test_a_letterhead_and_a_number_above_a_title_on_two_lines() -> None:
    entry, _ = lone(NUMBER_FIRST)
    assert entry.title == "国家药监局关于修订某注射剂说明书的公告"
    assert entry.document_number is not None
    assert entry.document_number.canonical == "2021年第58号"
    assert [each.title for each in entry.attachments] == ["说明书修订要求", "企业名单"]
    assert entry.signed_on == "2021-04-19"


NARROW = """关于开展放心消费创建活动的通知

各市、县市场监督管理局：
　　为营造安全放心的消费环境，根据年度工作安排，
决定在全省开展放心消费创建活动。现将有关事项通知
如下，请结合实际认真组织实施，并于年底前报送总结
材料。
　　一、活动时间为2021年3月至10月。
　　二、各地要加强组织领导，明确责任分工，做好宣传
引导工作。
　　联系人：张某，电话：000-1234567。
　　　　　　　　　　　　　　某省市场监督管理局
　　　　　　　　　　　　　　2021年2月26日
"""


def test_lines_of_a_narrow_column_make_whole_paragraphs() -> None:
    entry, _ = lone(NARROW)
    body = entry.body_html or ""
    assert "现将有关事项通知如下，请结合实际认真组织实施，并于年底前报送总结材料。</p>" in body
    assert "做好宣传引导工作。</p>" in body
    assert (entry.signed_by, entry.signed_on) == (("某省市场监督管理局",), "2021-02-26")


FAX = """传真电报
发电单位：某省水利厅        签批：王某
等级：特提·明电    某水电〔2021〕5号    机发：001

关于切实做好强降雨防范工作的
通知

各市水利局：
据预报，未来三天有强降雨。请做好防范。

某省水利厅
2021年7月18日
"""


def test_a_fax_head_over_a_title_whose_last_line_is_its_kind() -> None:
    entry, _ = lone(FAX)
    assert entry.title == "关于切实做好强降雨防范工作的通知"
    assert (entry.signed_by, entry.signed_on) == (("某省水利厅",), "2021-07-18")


GUIDE = """某某区科学技术委员会
2021年度科技计划项目申报指南

为推动科技创新，现发布申报指南。

一、申报条件
申报单位应当在本区注册。
二、申报时间
2021年3月1日至3月20日。

联系人：张某 电话：00000000

某某区科学技术委员会
2021年2月20日
"""


def test_clauses_of_a_text_without_a_known_title_are_no_entries() -> None:
    entry, _ = lone(GUIDE)
    assert entry.title == "2021年度科技计划项目申报指南"
    assert "一、申报条件" in (entry.body_html or "")
