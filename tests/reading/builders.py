"""Invented bulletins for the reader's tests: the text as a house might type it, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

SECTIONS = (
    "国家级",
    "地方级",
    "资讯",
    "国际动态",
    "法规动态",
    "行业资讯",
    "政策法规",
    "国内动态",
    "栏目甲",
    "药械监管",
    "专题报道",
)
PARTS = ("知识产权信息篇", "医药信息篇", "第三部分 器械", "国际板块")
NOTICES = (
    "国家药监局关于发布《{topic}技术指导原则（试行）》的公告（2021年第{n}号）",
    "国家知识产权局办公室关于印发《{topic}工作方案》的通知",
    "最高人民法院 国家知识产权局关于做好{topic}工作的通知",
    "关于{topic}有关事项的通告（2021 年第 {n} 号）",
    "关于公开征求《{topic}管理办法（征求意见稿）》意见的通知",
)
ARTICLES = (
    "{topic}迎来新机遇",
    "中国医药报：{topic}进展明显",
    "{topic}座谈会在京召开",
    "多家企业关注{topic}（中国知识产权网）",
)
TOPICS = ("仿制药", "商标代理", "专利质押", "临床试验", "数据保护", "网络交易", "标准物质", "药用辅料")
SENTENCES = (
    "为落实有关部署，提升{topic}工作水平，现将有关事项通知如下。",
    "根据《{topic}条例》（国务院令第707号）要求，经研究决定，自发布之日起施行。",
    "各单位应当加强协调，及时报送情况，确保{topic}工作落到实处。",
    "企业表示，{topic}带来了新的空间，也提出了更高要求。",
    "公示期限为2021年1月4日至2021年1月15日（10个工作日），意见请发送至box@example.org。",
    "数据显示，{topic}相关申请量达到1.5万件，同比增长3%。",
)
CLAUSES = (
    "一、总体要求",
    "（一）基本原则。坚持依法行政，坚持公开透明。",
    "（1）加强领导，明确分工。",
    "二、工作安排",
    "① 开展自查，形成报告。",
)
SIGNERS = ("国家药品监督管理局", "国家知识产权局办公室", "北京市知识产权局")


@dataclass
class Written:
    """One entry as typed, with its truth."""

    number: int
    title: str
    lines: list[str] = field(default_factory=list)


Columns = list[tuple[str | None, list[Written]]]
Parts = list[tuple[str | None, Columns]]


@dataclass
class Bulletin:
    """A whole document: ``text`` is what a reader gets, the rest is what it should find."""

    parts: Parts
    text: str
    breaks: list[str]


def head(number: int, title: str, style: str) -> str:
    """The line of a title in one of the ways of numbering."""
    han = "一二三四五六七八九十"[number - 1]
    return {
        "1、": f"{number}、{title}",
        "1.": f"{number}. {title}",
        "1．": f"{number}．{title}",
        "（一）": f"（{han}）{title}",
        "（1）": f"（{number}）{title}",
        "1）": f"{number}）{title}",
        "bold": f"**{number}、{title}**",
        "link": f"[{number}、{title}](#)",
        "inner link": f"{number}、[{title}](#)",
    }[style]


STYLES = st.sampled_from(["1、", "1.", "1．", "（一）", "1）", "bold", "link", "inner link"])


@st.composite
def entries(draw: st.DrawFn, number: int, style: str) -> Written:
    topic = draw(st.sampled_from(TOPICS))
    notice = draw(st.booleans())
    template = draw(st.sampled_from(NOTICES if notice else ARTICLES))
    written = Written(number, template.format(topic=topic, n=draw(st.integers(1, 120))))
    written.lines.append(head(number, written.title, style))
    count = draw(st.integers(1, 4))
    written.lines += [draw(st.sampled_from(SENTENCES)).format(topic=topic) for _ in range(count)]
    if notice:
        clash = {"（一）": "（一）"}.get(style)
        written.lines += [
            each for each in draw(st.lists(st.sampled_from(CLAUSES), max_size=3)) if not clash or clash not in each
        ]
        written.lines += ["特此通知。"] * draw(st.integers(0, 1))
        written.lines += [
            draw(st.sampled_from(SIGNERS)),
            draw(st.sampled_from(["2021年1月8日", "2021 年 1 月 8 日", "二〇二一年一月八日"])),
        ]
    return written


@st.composite
def sections(draw: st.DrawFn, titled: bool, style: str) -> Columns:
    names: list[str | None] = [None]
    if titled:
        names = [*draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=3, unique=True))]
    return [
        (name, [draw(entries(number, style)) for number in range(1, draw(st.integers(1, 3)) + 1)]) for name in names
    ]


@st.composite
def bulletins(draw: st.DrawFn) -> Bulletin:
    style = draw(STYLES)
    named: list[str | None] = [*draw(st.lists(st.sampled_from(PARTS), max_size=3, unique=True))] or [None]
    titled = draw(st.booleans())
    decorated = draw(st.sampled_from(["{}", "【{}】", "◆ {}", "**{}**"]))
    parts: Parts = [(name, draw(sections(titled, style))) for name in named]
    lines: list[str] = []
    for name, columns in parts:
        if name:
            lines.append(f"{name}（2021/1/4~2021/1/8）")
        for title, written in columns:
            if title:
                lines.append(decorated.format(title))
            lines += [line for each in written for line in each.lines]
    return _typed(draw, parts, lines)


def _typed(draw: st.DrawFn, parts: Parts, lines: list[str]) -> Bulletin:
    """Lines set with blank lines, indents and page breaks, the last also inside sentences."""
    gap = "\n" * draw(st.integers(1, 2))
    indent = draw(st.sampled_from(["", "　　"]))
    broken = draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    pieces: list[str] = []
    for place, line in enumerate(lines):
        if place in broken and line.endswith("。") and line.count("，") > 1:
            at = line.index("，") + draw(st.integers(2, 5))
            line = f"{line[:at]}\n\n\n\n{line[at:]}"
        pieces.append((indent if line.endswith("。") else "") + line)
        if place in broken and draw(st.booleans()):
            pieces.append("\n\n\n" if gap == "\n" else "\n\n")
    text = gap.join(pieces) + draw(st.sampled_from(["", "\n"]))
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return Bulletin(parts, draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", newline), lines)


SCRAPS = st.sampled_from(
    [
        *SECTIONS,
        *PARTS,
        *CLAUSES,
        *SIGNERS,
        "1、国家药监局关于某事的通知",
        "2. 某公司获批上市",
        "[3、关于某事的公告（2021年第3号）](https://example.org/a?b=1&c=2)",
        "知识产权信息篇（2021/01/01~2021/01/08）",
        "某某周报第 12 期",
        "2021年第3期（总第58期）",
        "目录",
        "本期要点",
        "特此公告。",
        "2021年1月8日",
        "国家药监局 2021年1月8日",
        "附件：1.申请表",
        "2.说明",
        "附件",
        "附件：[名单.doc](#)",
        "发布时间：2021-01-08 来源：中国医药报",
        "来源：中国医药报",
        "2021-01-05 10:20 来源：中国医药报  作者：张三",
        "来源：中国医药报 2021-01-05",
        "（国办发〔2022〕9号　2022年4月20日）",
        "1.1 某公司获批首个疗法",
        "某集团法务部　　2022年5月6日",
        "────────",
        "法 规 周 报",
        "（此件公开发布）",
        "联系邮箱:box@example.org",
        "<https://example.org/path>",
        "见 [网页](http://example.org/x) 与 [空](#)，以及 **重点**。",
        "## 国际动态",
        "### 1. 标题",
        "— 3 —",
        "3",
        "主办：某某公司",
        "编辑：张三  审核：李四",
        "盈科·知识产权部",
        "□记者张三北京报道",
        "各有关单位：",
        "公示期限：2021年1月4日~2021年1月15日（8个工作日）。",
        "发文机关：国务院办公厅",
        "施行日期：2021年3月1日",
        "原文链接：https://example.org/1",
        "发文字号：国药监〔2021〕5号",
        "成文日期：2021年1月5日",
        "文种：公告",
        "索引号：A1",
        "作者：张三",
        "《未完",
        "书名》",
        "[[[((",
        "& < > \" '",
        "　全角　空格　",
        "为落实部署，现将有关事项通知如下，请认真",
        "贯彻执行。",
        "国药监〔2021〕5号",
        "第707号",
        "中华人民共和国国务院令",
        "关于加强监管的",
        "公告",
        "a\x0bb\x0cc",
        "\u200b零宽\u202e",
        "",
        "",
        "\n\n",
    ]
)
SCRAPBOOKS = st.lists(st.one_of(SCRAPS, SCRAPS, SCRAPS, st.text(max_size=30)), max_size=40).map("\n".join)
