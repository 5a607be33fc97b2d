"""Lines of the form label：value around an entry (来源, 发文字号, 发布日期 …): which field each one fills."""

from __future__ import annotations

import re

from . import dates

SOURCE, BYLINE, PUBLISHED, SIGNED, NUMBER, ISSUER, LINK, KIND, EFFECTIVE, CONSULTATION, CATALOGUE, RELEASE = (
    "source_name",
    "byline",
    "published_on",
    "signed_on",
    "document_number",
    "authorities",
    "source_url",
    "document_type",
    "effective",
    "consultation",
    "catalogue",
    "release",
)
LONGEST = 300

_WORDS = {
    SOURCE: "来源 信息来源 文章来源 稿件来源 资料来源 转自 摘自 来源网站",
    BYLINE: "作者 文 撰文 记者 本报记者 通讯员 供稿",
    PUBLISHED: "发布时间 发布日期 公布日期 公布时间 刊发时间 上网时间 时间 日期 更新时间 发表时间",
    SIGNED: "成文日期 发文日期 印发日期 签发日期 成文时间 发文时间",
    NUMBER: "发文字号 文号 文件编号 发布文号 公文文号 文件号",
    ISSUER: "发文机关 发布机构 发布机关 发文单位 发布单位 制定机关 颁布单位 颁布机关 发布部门 印发机关",
    LINK: "原文链接 原文 原文地址 原文网址 信息链接 来源链接 查看原文 阅读原文"
    " 链接 网址 网页链接 全文 全文链接 详见 详情 详情链接 官网链接 文件链接 来源网址",
    KIND: "文种 公文种类 文件类型 体裁分类",
    EFFECTIVE: "施行日期 实施日期 生效日期 执行日期 实施时间 施行时间 生效时间",
    CONSULTATION: "征求意见",
    CATALOGUE: "索引号 主题分类 主题词 标题 信息索引号 分类 公开方式 公开类别 公开属性 有效性 时效性 效力级别"
    " 阅读次数 浏览次数 浏览 浏览量 阅读量 访问次数 访问量 点击 点击量 点击数 点击率"
    " 字号 字体大小 字体 信息分类 关键词 公文时效 抄送 主题 相关文件 查阅日期 访问日期",
}
_FIELDS = {word: name for name, words in _WORDS.items() for word in words.split()}
WORDS = tuple(sorted(_FIELDS, key=len, reverse=True))
_LATIN_FIELDS = {
    word: name
    for name, words in {
        SOURCE: "source|via",
        BYLINE: "author|written by",
        PUBLISHED: "published|first published|publication date|date published|date of publication|posted|date",
        SIGNED: "dated|signed",
        NUMBER: "reference|reference number|reference no|document number|docket|docket no|docket number",
        ISSUER: "agency|agencies|authority|issued by|issuing body",
        LINK: "link|url|full text|read more|web address",
        KIND: "action|document type|type of document|type",
        EFFECTIVE: "effective date|date of effect|effective|in force",
        CATALOGUE: "topics|related|accessed",
    }.items()
    for word in words.split("|")
}
_LATIN_LINE = re.compile(r"(?:\*\*)?([A-Za-z][A-Za-z ]{1,22}?)\.?(?:\*\*)?[ ]{0,2}:(?:\*\*)?[ ]{1,3}(.{1,280})")
_LINK_LINE = re.compile(r"[（(]?\[(?P<label>[^\[\]]{2,12})\]\((?P<url>[^()\s]{1,2000})\)[）)]?")
_LINE = re.compile(r"[（(【\[]?([\u4e00-\u9fff \u3000]{1,16})[】\]]?[ \u3000]{0,3}[:：|｜](.{0,280}?)[）)]?$")
CLOCK = re.compile(r"[ \tT]{1,3}[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?$")
_SPACES = re.compile(r"[ \u3000]+")
_BOUNDARY = re.compile(rf"[ \t\u3000\u00a0|｜，;；]{{1,20}}(?=(?:{'|'.join(WORDS)})[ \u3000]{{0,3}}[:：])")
_RELEASE = re.compile(r"[（(]此(?:件|页).{2,20}[)）]|[（(](?:信息)?公开(?:形式|方式|属性|类别)[:：].{2,12}[)）]")
_REPORTERS = re.compile(
    r"[□■◆●]?[ ]?(?:本报|本刊|本网|新华社)?[ ]?(?:记者|通讯员)[^。，；]{2,40}$"
    r"|[□■][^。，；]{2,40}(?:报道|电)$|文[/／].{2,20}$"
)
_BRACKETED = re.compile(r"[（(](?:记者|通讯员|作者)[ :：]?[^。；）)]{2,40}[)）]$")


def read(text: str) -> list[tuple[str, str]]:
    """(field, value) pairs when the line is nothing but labelled fields that an entry knows; [] for any other."""
    if len(text) > LONGEST:
        return []
    if _RELEASE.fullmatch(text):
        return [(RELEASE, text)]
    link = _LINK_LINE.fullmatch(text)
    if link is not None and _name_of(link["label"]) == LINK:
        return [(LINK, link["url"])]
    pairs = [pair for piece in _BOUNDARY.split(text) if piece.strip() for pair in _pairs(piece.strip())]
    labelled = any(name for name, _ in pairs) and all(value for _, value in pairs)
    return [(name or PUBLISHED, value) for name, value in pairs] if labelled else []


def _pairs(piece: str) -> list[tuple[str, str]]:
    """The field of a labelled piece and of a date after it; a bare date has no name, ("", "") stands for neither."""
    if dates.whole(CLOCK.sub("", piece)):
        return [("", piece)]
    pair = _pair(piece)
    if pair is None:
        return [("", "")]
    before, _, last = pair[1].rpartition(" ")
    if pair[0] == SOURCE and before and dates.whole(last):
        return [(SOURCE, before.strip()), (PUBLISHED, last)]
    return [pair]


def _pair(text: str) -> tuple[str, str] | None:
    match = _LINE.fullmatch(text.strip()) or _LATIN_LINE.fullmatch(text.strip())
    name = _name_of(match[1]) if match else None
    value = match[2].strip() if match else ""
    if match and match.re is _LINE and text.strip()[0] not in "（(" and text.strip()[-1] in "）)":
        value += text.strip()[-1]
    if name in {ISSUER, KIND} and match and match[1][0].isascii():
        value = value.rstrip(".")
    return (name, value) if name and value else None


def _name_of(label: str) -> str | None:
    return _FIELDS.get(_SPACES.sub("", label)) or _LATIN_FIELDS.get(label.strip().lower())


def of_preamble(text: str) -> bool:
    """Whether the line is one of a register's preamble (AGENCY: …), which is part of the document's text."""
    return text.startswith(("AGENCY", "AGENCIES", "ACTION"))


def is_byline(text: str) -> bool:
    """Whether the line names who wrote the article: □记者…报道, （记者 …）, 文/…."""
    return len(text) <= 60 and bool(_REPORTERS.match(text) or _BRACKETED.fullmatch(text))
