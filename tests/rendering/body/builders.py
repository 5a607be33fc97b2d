"""Bodies with everything that a body may hold, in two languages; sentences and pictures are made for these tests."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PIL import Image, ImageDraw

from bulletin import store
from bulletin.richtext import canonical
from bulletin.snapshot import (
    Attachment,
    Citation,
    Consultation,
    DocumentNumber,
    EffectiveDate,
    Entry,
    Issue,
    Part,
    Section,
    Snapshot,
    normal_form,
)
from tests.rendering.builders import SENTENCES, masthead

ENGLISH = (
    (
        "Applicants should describe the change, its reasons and its likely effect on quality, and keep the supporting "
        "data available for inspection throughout the lifetime of the product."
    ),
    (
        "Where a question concerns several authorities, the leading authority coordinates the answer and publishes it "
        "together with the considerations on which it rests."
    ),
    (
        "The transitional period ends on 30 June; submissions received after that day will be assessed under the new "
        "requirements, irrespective of the date on which the underlying study was begun."
    ),
    (
        "“Clear rules make for steady expectations,” the agency’s director told a meeting of manufacturers in "
        "Amsterdam — and steady expectations, she added, make for shorter reviews."
    ),
    (
        "Comments may be sent by electronic mail or in writing; representatives of small and medium-sized enterprises "
        "are particularly encouraged to take part in the consultation."
    ),
)
SUBJECTS = ("申报资料", "现场核查", "数据管理", "稳定性研究", "变更管理", "风险评估", "标签说明书", "上市后监测")
LONG_ADDRESS = (
    "https://www.example.org/regulatory/consultations/2026/notices/guideline-on-variations.html"
    "?department=quality&section=annex-2&document=EMA/CHMP/12345/2026&version=final_2.1&language=zh-Hans"
)


def english(count: int, seed: int = 0) -> str:
    """So many paragraphs of English."""
    return "".join(
        f"<p>{' '.join(ENGLISH[(seed + each * 2 + place) % 5] for place in range(3))}</p>" for each in range(count)
    )


def picture(width: int, height: int, shade: int = 0x4A) -> str:
    """The digest of a released PNG with a frame and a cross, so many pixels wide and high."""
    image = Image.new("RGB", (width, height), (0xE8, 0xEC, 0xF1))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width - 1, height - 1), outline=(shade, shade, shade), width=3)
    draw.line((0, 0, width, height), fill=(shade, shade, shade), width=2)
    draw.line((0, height, width, 0), fill=(shade, shade, shade), width=2)
    file = io.BytesIO()
    image.save(file, "PNG")
    return store.released().put(file.getvalue())


def four_colours(inks: tuple[int, int, int, int] = (255, 0, 0, 0)) -> str:
    """The digest of a released JPEG as printers send it, of one colour mixed from cyan, magenta, yellow and black."""
    file = io.BytesIO()
    Image.new("CMYK", (300, 200), inks).save(file, "JPEG")
    return store.released().put(file.getvalue())


def deep_grey(shade: int) -> str:
    """The digest of a released PNG of one of 65536 shades."""
    file = io.BytesIO()
    Image.new("I;16", (300, 200), shade).save(file, "PNG")
    return store.released().put(file.getvalue())


def figure(digest: str, alt: str, caption: str = "") -> str:
    told = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img alt="{alt}" data-digest="{digest}">{told}</figure>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """A table of plain cells with one row of headings."""
    label = f'<p class="label">{caption}</p>' if caption else ""
    return canonical(f"{label}<table>{_row('th', head)}{''.join(_row('td', row) for row in rows)}</table>")


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{each}</{tag}>' for each in cells)}</tr>"


def register_table(rows: int) -> str:
    """序号, name, authority, number and date: the shape of most lists that are annexed to notices."""
    lines = [
        (
            str(at),
            f"{SUBJECTS[at % 8]}技术要求第{at}部分",
            "省级药品监督管理部门",
            f"2026年第{at}号",
            f"2026-{at % 12 + 1:02}-{at % 27 + 1:02}",
        )
        for at in range(1, rows + 1)
    ]
    return table(("序号", "名称", "牵头单位", "文号", "日期"), lines, f"表1 技术要求清单（共{rows}项）")


def wide_table(columns: int = 14, rows: int = 9) -> str:
    head = ("地区", *(f"{month}月受理件数" for month in range(1, columns - 1)), "合计")
    lines = [
        (f"第{at}片区", *(f"{at * 137 + month * 61:,}" for month in range(1, columns - 1)), f"{at * 9871:,}")
        for at in range(1, rows + 1)
    ]
    return table(head, lines, "表2 各片区按月受理情况")


def spanned_table() -> str:
    return canonical(
        '<p class="label">表3 分类与时限</p><table>'
        '<tr><th rowspan="2">类别</th><th colspan="2">时限（工作日）</th><th rowspan="2">说明</th></tr>'
        "<tr><th>受理</th><th>审评</th></tr>"
        '<tr><th rowspan="2">化学药品</th><td>5</td><td>200</td><td>创新药按照优先程序办理，时限另行计算。</td></tr>'
        "<tr><td>5</td><td>60.5</td><td>补充申请。</td></tr>"
        "<tr><th>中药</th><td>10</td><td>1,130</td><td><ol><li>经典名方；</li><li>同名同方药。</li></ol></td></tr>"
        '<tr><td colspan="4">注：时限自受理之日起计算。</td></tr></table>'
    )


def prose_table() -> str:
    """Cells of paragraphs, one of them longer than any page."""
    lines = [("适用范围", SENTENCES[0]), ("资料要求", SENTENCES[5] * 45), ("办理程序", SENTENCES[3])]
    return table(("事项", "内容"), lines, "表4 办事指南")


def clauses() -> str:
    return (
        "<p>一、总体要求</p>"
        f"<p>{SENTENCES[0]}</p>"
        "<p>（一）指导思想</p>"
        f"<p>{SENTENCES[6]}</p>"
        f"<p>（二）基本原则。{SENTENCES[2]}</p>"
        f"<p>1. {SENTENCES[1]}</p><p>2. 准备申报资料</p><p>（1）{SENTENCES[3]}</p><p>（2）{SENTENCES[4]}</p>"
        f"<p>① 首次申报的；</p><p>② 补充申报的。</p>"
        "<p>二、主要任务</p>"
        f"<p>第一条　{SENTENCES[5]}</p><p>第二条　{SENTENCES[7]}</p>"
        "<p>（一）生产场地变更；</p><p>（二）处方工艺变更。</p>"
    )


def lists() -> str:
    return canonical(
        "<ul><li>第一层，线上提交的三日内答复，线下提交的五日内答复，需要补正资料的，时限自补正之日起重新计算，不得另行延长；"
        "<ul><li>第二层，按照事项分类；<ul><li>第三层，按照地区分类。</li><li>第三层的另一项。</li></ul></li></ul></li>"
        "<li>第一层的另一项。</li></ul>"
        '<ol start="9"><li>第九项要求申请人说明理由，并且提交能够证明理由的资料；</li>'
        "<li>第十项。<ol><li>其一；</li><li>其二。</li></ol></li>"
        "<li>第十一项。</li></ol>"
        "<blockquote><p>“程序简便了，我们才有精力做研究。”一位负责人说，“规则越清楚，预期就越稳定。”</p>"
        "<ul><li>引文里的清单。</li></ul></blockquote>"
    )


def notes() -> str:
    return (
        "<p>化学药品的数据① 与上年相同，水的分子式是 H<sub>2</sub>O，面积是 12 m<sup>2</sup>。</p>"
        "<p>① 不含补充申请。</p><p>注：本表数据截至上年年末，含港澳台地区。</p>"
    )


def full_facts() -> dict[str, Any]:
    """Every fact that an entry may have."""
    number = "国药监综药管〔2026〕12号"
    return {
        "document_type": "公告",
        "document_number": DocumentNumber(typed=number, canonical=number),
        "authorities": ("国家药品监督管理局", "国家知识产权局"),
        "signed_by": ("国家药品监督管理局", "国家知识产权局"),
        "signed_on": "2026-11-02",
        "published_on": "2026-11-05",
        "effective": (
            EffectiveDate(rule="on-publication", text="自发布之日起施行", basis="stated"),
            EffectiveDate(on="2027-05-05", text="发布之日起6个月后", basis="computed"),
        ),
        "consultation": Consultation(
            opens_on="2026-11-05",
            closes_on="2026-12-04",
            working_days=20,
            computed_working_days=22,
            previous_closes_on="2026-11-27",
            email="opinion@example.org",
            basis="computed",
        ),
        "cites": (Citation(number="国发〔2019〕6号", relation="amends"), Citation(title="药品注册管理办法")),
        "topics": ("药品注册", "变更管理"),
        "source_url": LONG_ADDRESS,
        "attachments": (
            Attachment(
                title="变更申报资料清单", url="https://www.example.org/a.pdf", type="application/pdf", size=123456
            ),
            Attachment(title="专家名单", url="#"),
        ),
    }


def notice(title: str, body: str, **changes: Any) -> Entry:
    return replace(Entry(kind="notice", title=title, body_html=body), **changes)


def issue(*entries: Entry, language: str = "zh-Hans", design: str = "classic") -> Snapshot:
    """The entries as the only section of an issue."""
    numbered = tuple(replace(each, number=at, ref=f"1.1.{at}") for at, each in enumerate(entries, start=1))
    title = "示例科技信息周报" if language != "en" else "Regulatory Weekly"
    own = replace(masthead(), language=language, design=design, title=title)
    part = Part(
        title="医药注册信息篇" if language != "en" else "Medicines",
        sections=(Section(title="国家级" if language != "en" else "European Union", entries=numbered),),
    )
    return normal_form(Snapshot(masthead=own, issue=Issue(number=146, dated_on="2026-11-20"), parts=(part,)))
