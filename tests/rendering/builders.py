"""Snapshots to render, with sentences written for these tests; titles and numbers are like real ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bulletin.richtext import canonical
from bulletin.snapshot import (
    Attachment,
    Citation,
    Consultation,
    Correction,
    DocumentNumber,
    EffectiveDate,
    Entry,
    Imprint,
    Issue,
    Masthead,
    Part,
    Section,
    SignOffLine,
    Snapshot,
    normal_form,
)

SENTENCES = (
    "各有关单位应当结合本地区实际，完善工作机制，明确责任分工，把各项要求落实到具体岗位和具体环节。",
    "为便于申请人理解技术要求，本次一并说明了适用范围、资料清单和常见问题，供准备申报资料时参考。",
    "过渡期内已经受理的申请按照原要求办理；过渡期届满后提交的申请，适用新的技术要求。",
    "对资料真实性存在疑问的，审评机构可以要求申请人在20个工作日内补充说明，逾期未说明的按照程序处理。",
    "公开的数据按月更新，使用者可以通过网站下载，也可以申请接口服务，接口的说明文档同时发布。",
    "本文件所称“变更”，是指已经批准的事项在生产场地、处方工艺、质量标准等方面发生的改变（包括重大变更与中等变更）。",
    "有关方面认为，规则越清楚，企业的预期就越稳定，从 2021 年起的实践已经说明了这一点。",
    "执行中遇到的问题，请及时向业务主管部门反馈；涉及跨部门的事项，由牵头部门组织协商——必要时报请上级机关决定……",
)
SUBJECTS = (
    "化学药品注射剂变更研究",
    "中药新药质量标准研究",
    "生物类似药相似性评价",
    "儿科用药临床药理学研究",
    "真实世界数据用于药物评价",
    "药物临床试验富集策略与设计",
    "抗肿瘤联合治疗临床试验",
    "药品附条件上市申请审评审批",
)
CENTRE = "国家药品监督管理局药品审评中心"


def paragraphs(count: int, seed: int = 0) -> str:
    places = ((seed + each, seed * 3 + each + 2, seed + each * 5 + 4) for each in range(count))
    return "".join(f"<p>{''.join(SENTENCES[place % 8] for place in three)}</p>" for three in places)


def entry(**changes: Any) -> Entry:
    plain = Entry(kind="notice", title="关于发布一项技术要求的通告", body_html=paragraphs(1))
    return replace(plain, **changes)


def guideline(place: int) -> Entry:
    number = f"2020年第{52 + place}号"
    subject = SUBJECTS[place % 8]
    return Entry(
        kind="notice",
        title=f"国家药监局药审中心关于发布《{subject}技术指导原则（试行）》的通告（{number}）",
        source_url=f"https://www.example.org/notices/{place}.html",
        document_type="通告",
        document_number=DocumentNumber(typed=number, canonical=number),
        authorities=("国家药监局药审中心",),
        signed_by=(CENTRE,),
        signed_on="2020-12-31",
        effective=(EffectiveDate(rule="on-publication", text="自发布之日起施行", basis="stated"),),
        cites=(Citation(number="药监综药管〔2020〕9号"),),
        attachments=(Attachment(title=f"《{subject}技术指导原则（试行）》", url="https://www.example.org/a.pdf"),),
        body_html=paragraphs(2, place) + '<p class="closing">特此通告。</p>',
    )


def long_notice() -> Entry:
    headings = ("一、总体要求", "二、基本原则", "三、主要任务", "四、保障措施")
    body = "".join(
        f"<p>{heading}</p>"
        + "".join(f"<p>{place * 4 + each}. {SENTENCES[(place + each) % 8]}</p>" for each in range(1, 5))
        for place, heading in enumerate(headings)
    )
    addressee = "各省、自治区、直辖市知识产权局，新疆生产建设兵团知识产权局，各有关人民法院："
    return Entry(
        kind="notice",
        title="最高人民法院办公厅 国家知识产权局办公室关于建立在线调解工作机制的通知",
        document_type="通知",
        document_number=DocumentNumber(typed="法办[2020]421号", canonical="法办〔2020〕421号"),
        authorities=("最高人民法院办公厅", "国家知识产权局办公室"),
        signed_by=("最高人民法院办公厅", "国家知识产权局办公室"),
        signed_on="2020-12-29",
        published_on="2021-01-04",
        effective=(EffectiveDate(on="2021-02-01", basis="stated"),),
        body_html=f'<p class="addressee">{addressee}</p>{paragraphs(2, 3)}{body}{paragraphs(9, 5)}',
    )


def consultation() -> Entry:
    return Entry(
        kind="notice",
        title="关于公开征求《仿制药参比制剂目录（第四十批）》（征求意见稿）意见的公示",
        document_type="公示",
        authorities=(CENTRE,),
        signed_by=(CENTRE,),
        signed_on="2021-01-04",
        consultation=Consultation(
            opens_on="2021-01-04",
            closes_on="2021-01-15",
            working_days=10,
            computed_working_days=10,
            email="opinion@example.org",
            text="公示期限：2021年1月4日至2021年1月15日",
            basis="stated",
        ),
        body_html=paragraphs(1, 7) + '<p class="contact">联系邮箱：opinion@example.org</p>',
    )


def table_article() -> Entry:
    rows = "".join(
        f"<tr><th><p>{year}年</p></th><td><p>{count}件</p></td><td><p>增长{share}%，结案{count - 31}件</p></td></tr>"
        for year, count, share in ((2018, 4160, 12), (2019, 5021, 21), (2020, 6177, 23))
    )
    table = (
        "<table><caption>近三年受理情况</caption><thead><tr><th><p>年度</p></th><th><p>受理</p></th><th><p>说明</p></th></tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )
    return Entry(
        kind="article",
        title="多地加快建设知识产权保护中心",
        standfirst="过去一年，各地新设保护中心十余家，企业维权的时间明显缩短。",
        editor_note="本文数据截至上年末，供读者参考。",
        source_name="示例日报",
        source_url="https://news.example.org/2021/01/05/ip",
        byline="本报记者 林远",
        accessed_on="2021-01-08",
        topics=("知识产权保护", "地方实践"),
        body_html=canonical(
            '<p class="kicker">制度先行，服务跟上——</p>'
            f"{paragraphs(2, 1)}<h4>把服务送到园区</h4>{paragraphs(3, 2)}{table}"
            f"<h5>一站受理</h5>{paragraphs(2, 4)}<h4>让规则更清楚</h4>{paragraphs(2, 6)}"
            "<ul><li><p>线上提交，<strong>三日内</strong>答复；</p></li><li><p>线下咨询，随到随办。</p></li></ul>"
            "<blockquote><p>“程序简便了，我们才有精力做研究。”一位企业负责人说。</p></blockquote>"
            '<p>详见<a href="https://www.example.org/guide">办事指南</a>，面积单位为 m<sup>2</sup>。</p>'
        ),
    )


def weekly(guidelines: int = 16) -> Snapshot:
    """An issue of the usual shape: two parts, four sections, notices of every sort and articles."""
    return normal_form(
        Snapshot(
            masthead=masthead(),
            issue=Issue(
                number=145,
                dated_on="2021-01-15",
                covers_from_on="2021-01-04",
                covers_to_on="2021-01-15",
                next_dated_on="2021-01-22",
                highlights=(
                    "两部门建立知识产权纠纷在线调解机制，二月一日起施行。",
                    "药审中心集中发布十余项技术指导原则，均自发布之日起施行。",
                    "参比制剂目录（第四十批）征求意见，一月十五日截止。",
                ),
            ),
            corrections=(Correction(ref="2.1.3", wrong="2020年第54号", right="2020年第55号", note="上期刊印有误。"),),
            parts=parts(guidelines),
            imprint=imprint(),
        )
    )


def parts(guidelines: int) -> tuple[Part, Part]:
    return (
        Part(
            title="知识产权信息篇",
            covers_from_on="2021-01-04",
            covers_to_on="2021-01-15",
            compiler="示例科技·知识产权部",
            compiled_on="2021-01-15",
            sections=(
                Section(title="国家级", entries=(long_notice(), entry(title="关于印发《数据利用指引》的通知"))),
                Section(title="资讯", entries=(table_article(),)),
            ),
        ),
        Part(
            title="医药注册信息篇",
            covers_from_on="2021-01-08",
            covers_to_on="2021-01-15",
            sections=(
                Section(
                    title="国家级",
                    entries=(*(guideline(each) for each in range(guidelines)), consultation()),
                ),
            ),
        ),
    )


def masthead() -> Masthead:
    return Masthead(
        code="tech-weekly",
        title="示例科技信息周报",
        language="zh-Hans",
        publisher="示例科技有限公司",
        notice="本刊仅供内部参考。公文以发文机关公布的文本为准。",
    )


def imprint() -> Imprint:
    return Imprint(
        revision=1,
        departments=("知识产权部", "医药注册部"),
        sign_offs=(
            SignOffLine(stage="first", by="周敏", on="2021-01-13"),
            SignOffLine(stage="first", by="何川", on="2021-01-13"),
            SignOffLine(stage="second", by="许静", on="2021-01-14"),
            SignOffLine(stage="final", by="梁文", on="2021-01-15", number="审字〔2021〕2号"),
        ),
        contact="editor@example.org",
    )


def single(**changes: Any) -> Snapshot:
    """One entry in one part and section without titles."""
    section = Section(entries=(entry(**changes),))
    return normal_form(Snapshot(masthead=masthead(), parts=(Part(sections=(section,)),)))
