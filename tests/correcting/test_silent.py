from __future__ import annotations

from typing import Any

import pytest

from bulletin import richtext
from bulletin import snapshot as shape
from editorial.review import silent
from tests import builders

NAMES = ("示例特区药务处",)

# What stood there, what somebody wants instead, and the word that the refusal must name.
REFUSED = (
    ("共收到3项意见。", "共收到5项意见。", "5项"),
    ("共收到３项意见。", "共收到５项意见。", "5项"),
    ("共收到三项意见。", "共收到五项意见。", "五项"),
    ("二〇二一年起", "二〇二二年起", "二〇二二"),
    ("自廿日起", "自卅日起", "卅日"),
    ("依据第三条处理。", "依据第四条处理。", "第四条"),
    ("依据第十条第二款。", "依据第十条第三款。", "第三款"),
    ("罚款5万元。", "罚款5亿元。", "5亿元"),
    ("罚款5万元。", "罚款50000元。", "50000元"),
    ("罚款100欧元。", "罚款100美元。", "100美元"),
    ("罚款约100元。", "罚款100元。", "约100元"),
    ("不超过10日。", "超过10日。", "超过10日"),
    ("增长3.5%。", "增长35%。", "35%"),
    ("增长3%。", "增长3‰。", "3‰"),
    ("增长3个百分点。", "增长3%。", "3%"),
    ("面积10<sup>2</sup>米。", "面积102米。", "102米"),
    ("面积10²米。", "面积102米。", "102米"),
    ("1—5日提交。", "1、5日提交。", "1、5日"),
    ("含量为−5度。", "含量为5度。", "5度"),
    ("三分之一以上同意。", "三分之二以上同意。", "三分之二"),
    ("3人次参加。", "3人参加。", "3人"),
    ("10个工作日内答复。", "10日内答复。", "10日"),
    ("2026年3月1日施行。", "2026年3月2日施行。", "3月2日"),
    ("2026-03-01公布。", "2026-03-10公布。", "2026-03-10"),
    ("6月16日前反馈。", "6月18日前反馈。", "6月18日"),
    ("下周一截止。", "下周二截止。", "周二"),
    ("本月底前完成。", "下月底前完成。", "下月"),
    ("依《商标法》办理。", "依《专利法》办理。", "专利法"),
    ("依《商标法》办理。", "依《商标法办理。", "《"),
    ("国药监药管〔2020〕9号印发。", "国药监械管〔2020〕9号印发。", "国药监械管"),
    ("2020年第53号通告。", "2020年第54号通告。", "54号"),
    ("按GB/T 9704执行。", "按GB/T 9705执行。", "9705"),
    ("国家药监局发布。", "国家知识产权局发布。", "国家知识产权局"),
    ("示例特区药务处发布。", "示例特区药物处发布。", "示例特区药务处"),
    ("示例科技有限公司提出。", "示列科技有限公司提出。", "示列科技"),
    ("示<em>例科</em>技有限公司提出。", "示<em>列科</em>技有限公司提出。", "示列科技"),
    ("上海市的企业。", "海南省的企业。", "海南省"),
    ("记者王小明报道。", "记者王晓明报道。", "王晓明"),
    ("使用Pfizer的产品。", "使用Phizer的产品。", "Phizer"),
    ("请发至a@example.org。", "请发至b@example.org。", "b@example.org"),
    ('见<a href="https://a.example/">原文</a>。', '见<a href="https://b.example/">原文</a>。', "links"),
    ("应当申报。", "可以申报。", "可以"),
    ("不得使用。", "得使用。", "∅"),
    ("予以公告。", "予以通告。", "通告"),
    ("罚款5万元。</p><p>另行通知。", "罚款。</p><p>5万元另行通知。", "5万元"),
    ("予以处罚。</p><p>另行安排。", "予以处罚。另行安排。", "paragraphs"),
    ("以上情况属实。", "以上情况经查与事实完全相符。", "slip of the pen"),
    ("甲公司罚5元，乙公司罚3元。", "乙公司罚5元，甲公司罚3元。", "乙公司"),
    # Nothing of these is in any list of words: they are no way of mistyping.
    ("孕妇慎用。", "孕妇可用。", "可"),
    ("处方药管理。", "成药管理。", "成"),
    ("单位：毫克。", "单位：微克。", "微"),
    ("按季报送。", "按月报送。", "月"),
    ("甲方负责。", "乙方负责。", "乙"),
    ("张某到庭。", "李某到庭。", "李"),
    ("前者合格。", "后者合格。", "后"),
    ("原则上禁止。", "禁止。", "原则上"),
    ("申请人承担费用。", "被申请人承担费用。", "被"),
    ("公斤计。", "斤计。", "公"),
    ("苹果、梨、桃。", "苹果、桃、梨。", "桃"),
    ("他说“停”。", "他说停。", "∅"),
    ("“停”用。", "停“用”。", "slip of the pen"),
    ("检出：</p><ul><li>铅</li><li>汞</li></ul><p>完。", "检出：</p><ul><li>汞</li><li>铅</li></ul><p>完。", "汞"),
    # These sound alike and say something else.
    ("李明发言。", "李鸣发言。", "李鸣"),
    ("诸葛亮说。", "诸葛量说。", "诸葛量"),
    ("专利权终止。", "专利权中止。", "中止"),
    ("交付定金。", "交付订金。", "订金"),
    ("氨基酸。", "胺基酸。", "胺"),
)

ALLOWED = (
    ("认真的落实。", "认真地落实。"),
    ("做的很好。", "做得很好。"),
    ("高兴得样子。", "高兴的样子。"),
    ("有关的的规定。", "有关的规定。"),
    ("进行行审查。", "进行审查。"),
    ("审查结果结果公布。", "审查结果公布。"),
    ("特此说明", "特此说明。"),
    ("甲、乙，丙。", "甲、乙、丙。"),
    ("以下几类,均可。", "以下几类，均可。"),
    ("说明如下:", "说明如下："),
    ("(详见附件)", "（详见附件）"),
    ("布署工作。", "部署工作。"),
    ("既使如此。", "即使如此。"),
    ("以经完成。", "已经完成。"),
    ("在次强调。", "再次强调。"),
    ("按装设备。", "安装设备。"),
    ("帐户信息。", "账户信息。"),
    ("按照规定的成序。", "按照规定的程序。"),
    ("符和要求。", "符合要求。"),
    ("共收到 3 项意见。", "共收到3项意见。"),
    ("共收到３项意见。", "共收到3项意见。"),
    ("二○二一年印发。", "二〇二一年印发。"),
    ("1~5日提交。", "1～5日提交。"),
    ("国药监药管[2020]9号印发。", "国药监药管〔2020〕9号印发。"),
    ("罚款5万元，并以处理。", "罚款5万元，并予处理。"),
    ("2026年3月1日施形。", "2026年3月1日施行。"),
    ("依《商标法》办里。", "依《商标法》办理。"),
    ("国家药监局发部。", "国家药监局发布。"),
    ("<strong>重点</strong>如下。", "重点如下。"),
    ("同一口径。", "统一口径。"),
    ("严格格按照要求。", "严格按照要求。"),
    ("进一步的完善善。", "进一步的完善。"),
    ("与其它机构。", "与其他机构。"),
    ("截止目前为止。", "截至目前为止。"),
    ("有关定。", "有关规定。"),
    ("严格按要求。", "严格按照要求。"),
    ("园满完成消售情况通爆。", "圆满完成销售情况通报。"),
    ("他说：“停。", "他说：“停。”"),
    ("(详见附件。", "（详见附件）。"),
    ('称为"甲"。', "称为“甲”。"),
    ("管理条列。", "管理条例。"),
)


def entry(body: str, **changes: Any) -> shape.Entry:
    return builders.notice(1, body_html=richtext.canonical(f"<p>{body}</p>"), **changes)


@pytest.mark.parametrize(("was", "now", "named"), REFUSED)
def test_a_change_of_what_is_said_is_refused_with_both_words(was: str, now: str, named: str) -> None:
    found = silent.reasons(entry(was), entry(now), NAMES)
    assert named in " ".join(map(str, found)), found


@pytest.mark.parametrize(("was", "now"), ALLOWED)
def test_a_slip_of_the_pen_is_put_right(was: str, now: str) -> None:
    assert silent.reasons(entry(was), entry(now), NAMES) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "另一个题目"},
        {"source_url": "https://www.example.org/other.html"},
        {"byline": "记者乙"},
        {"signed_on": "2026-02-11"},
        {"signed_by": ("国家知识产权局",)},
        {"authorities": ("国家知识产权局",)},
        {"document_number": shape.DocumentNumber(typed="2026年第9号", canonical="2026年第9号")},
        {"document_type": "公告"},
        {"effective": ()},
        {"consultation": shape.Consultation(closes_on="2026-03-01")},
        {"attachments": ()},
        {"language": "en"},
    ],
)
def test_every_other_field_stays_as_it_is(changes: dict[str, Any]) -> None:
    (reason,) = silent.reasons(builders.notice(1), builders.notice(1, **changes))
    assert "leaves this as it is" in str(reason)


def test_standfirst_and_editors_note_may_be_put_right_too() -> None:
    was, now = (
        entry("正文。", standfirst="布署工作。", editor_note="在次说明。"),
        entry("正文。", standfirst="部署工作。"),
    )
    assert (
        silent.reasons(
            was, builders.notice(1, body_html=was.body_html, standfirst="部署工作。", editor_note="再次说明。")
        )
        == []
    )
    assert silent.reasons(was, now) != []


def test_headings_and_bylines_inside_a_body_stay_whole() -> None:
    for tag, close in (("h4", "h4"), ('p class="byline"', "p"), ('p class="addressee"', "p")):
        was = builders.article(1, body_html=richtext.canonical(f"<{tag}>布署</{close}><p>正文。</p>"))
        now = builders.article(1, body_html=richtext.canonical(f"<{tag}>部署</{close}><p>正文。</p>"))
        assert silent.reasons(was, now) != []


def test_a_refusal_names_the_field_and_the_paragraph() -> None:
    was, now = entry("甲。</p><p>罚5元。"), entry("甲。</p><p>罚6元。")
    (reason,) = silent.reasons(was, now)
    assert str(reason) == "Body, paragraph 2: a number or an amount would change: “5元” became “6元”."


def test_names_that_stand_in_the_fields_of_an_entry_are_known() -> None:
    was = entry("据艾某某介绍。", byline="艾某某")
    now = entry("据艾某介绍。", byline="艾某某")
    assert "艾某某" in str(silent.reasons(was, now))
