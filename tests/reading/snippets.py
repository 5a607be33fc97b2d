"""Pieces of every layout the reader knows, to be mixed at random: no text may be lost however they meet."""

from __future__ import annotations

from hypothesis import strategies as st

SNIPPETS = (
    "# 某某周报 第12期\n\n2021年5月6日",
    "## 医疗器械\n\n- [某局关于甲的公告](https://example.org/1)（2021-05-06）\n- [某局关于乙的公告](https://example.org/2)",
    "### 某局关于丙的通知（2021年第3号）\n\n> 来源：某局\n\n- 第一\n- 第二",
    "| 序号 | 标题 | 日期 |\n|---|---|---|\n| 1 | 甲公告 | 2021-05-06 |\n| 2 | [乙公告](https://example.org/3) | 无 |",
    "| 甲 | 乙 |\n|---|\n| 丙 | 丁 | 戊 |",
    "```python\n# 国家级\n1、某局关于丁的通知\n```",
    "    # 缩进的代码",
    "<table><tbody><tr><th><p>名称</p></th></tr><tr><td><p>甲</p></td></tr></tbody></table>",
    "<ul><li><p>甲</p></li></ul>",
    "<table><tr onclick=x><td>甲</td></tr></table>",
    "**国药监〔2021〕5号**\n\n某局关于优化审批的通知\n\n现通知如下。",
    "【2021年第21号】\n关于发布要点的通告\n自发布之日起施行。",
    "国税发〔2021〕12号  某局关于纳税服务的通知",
    "2021-05-06　某局发布年度报告",
    "某局启动专项检查　　2021-05-07　　某某日报",
    "多地上调缴费基数\nhttps://example.org/4",
    "1.【某局】关于甲的公告\n链接：https://example.org/5",
    "■ 海关\n\n▪ 某署关于甲的公告\n某署公告2021年第9号\n现予公布。",
    "● 某市启动检查\n检查为期两个月。\n　· 药店\n　· 诊所",
    "一、法规动态\n无\n二、审评动态\n1. 某中心公布受理情况\n共受理三十件。",
    "第一章  政策动向\n\n第一节  银行业\n\n1. 某会发布新规\n新规自六月起执行。",
    "（一）国家层面\n1．某委公布目录\n目录分为两类。\n（二）地方层面\n无",
    "Ⅰ. 专利\n1) 某局公布数据\n同比增长。",
    "1 政策法规\n1.1 某院印发方案\n方案提出任务。",
    "标题：某局关于甲的通知\n发文机关：某局\n文号：国药监〔2021〕5号\n标题：某局关于乙的通知\n发文机关：某局",
    (
        "某局关于印发《某办法》的通知\n现印发给你们。\n国家药监局\n2021年5月6日\n\n某办法\n"
        "\n第一章　总则\n第一条　为规范管理，制定本办法。"
    ),
    "国家药品监督管理局\n公　告\n2021年第58号\n\n某局关于修订某注射剂\n说明书的公告\n\n现公告如下。",
    "国家药监局　国家卫生健康委\n二〇二一年五月六日",
    "附件：1.申请表\n      2.说明\n附件下载：[表.docx](https://example.org/a.docx)",
    "首页 > 政务公开 > 公告\n字体：大 中 小\n【打印】【关闭】",
    "目录\n一、国家级……1\n二、地方级……2",
    "— 3 —\n\n某某周报　第12期　　第 3 页 共 9 页",
    "European Union\n\n• EMA\nDraft guideline on quality\nThe draft describes data.\nComments due: July 31, 2021",
    "- Final guidance on methods\n  The agency finalised its recommendations.",
    (
        "DEPARTMENT OF COMMERCE\n\n[Docket No. PTO-P-2003-0011]\n\nRequest for Comments\n"
        "\nAGENCY: Patent Office.\n\nACTION: Notice.\n\nSUMMARY: The office seeks comments.\n"
        "\nDated: May 7, 2003.\n\n[FR Doc. 03-11600 Filed 5-9-03; 8:45 am]"
    ),
    (
        "Microbial Rules: Public Meeting\nDocument Number: 2020-21653\n"
        "Type: Notice\nDate: 2020-09-30\nAgency: Environmental Protection Agency"
    ),
    "水中<em>铅</em>为mg/m<sup>3</sup>，见**[网页](https://example.org)**。",
    "标题\t机关\t日期\n某局关于戊的公告\t某局\t2021-05-06",
    "主办：甲公司\n编辑：张三  审核：李四",
    "（此件公开发布）",
)


@st.composite
def mixtures(draw: st.DrawFn) -> str:
    """Some of them one after the other, with any blank space between, and newlines of one kind."""
    chosen = draw(st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=8))
    text = "".join(snippet + draw(st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\n\x0c"])) for snippet in chosen)
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
