"""The body of an entry as semantic HTML: what each paragraph is, by its words and its place; keeps every word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from . import authorities, dates, labels, pipes
from .heads import undress
from .lines import ISLAND, ROW
from .markup import block, literal, plain
from .paragraphs import LIST, Paragraph
from .vocabulary import Vocabulary

LONGEST_HEADING = 40
# A headline is longer than a sub-heading: three of four sub-headings in the sample have 6 to 12 characters.
HEADLINE = 14

_CLOSING = re.compile(
    r"(?:现?特此|专此)(?:通知|公告|通告|公示|通报|公布|函告|函复|函达|批复|报告|说明|声明|回复|致函|答复|函|复)[。！.]?|此[复令致函][。！]?"
)
_CONTACT = re.compile(
    r"[^。；]{0,20}(?:联系人|联系电话|联系方式|电话|传真|邮箱|邮件|[Ee]-?[Mm]ail|邮编|邮政编码|地址|手机|微信)"
    r"[ \u3000]{0,3}(?:（[^）]{1,8}）)?[:：].{1,160}"
)
_ADDRESSED = re.compile(
    r"(?:单位|企业|申请人|机构|部门|同志|公司|人员|者|商|处|局|委|部|院|厅|会|中心|政府|办|校|站|所|厂|人|行|社|署|们|团体|组织|集团|专家|代表|读者)$"
)
_DEPTH = re.compile(r"#{1,6}[ \t\u3000]{1,4}")
_LEAD_IN = re.compile(r"如下|下列|以下|[。！？]")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百0-9]{1,5}[章节编](?:[ \u3000]|$)")
_ANNEX = re.compile(r"附[ \u3000]{0,3}件[ \u3000]{0,3}[0-9一二三四五六七八九十]{0,3}[:：]?")
_NO_HEADING = re.compile(r"^[（(].*[)）]$|[。！；;，,：:…|@<>=]$|https?://|^[|<>]|^\[|@|。|；|——$|\.{3}")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with its element and class."""

    paragraph: Paragraph
    tag: str = "p"
    css_class: str | None = None

    def html(self, unusable: Callable[[str], None] | None = None) -> str:
        if self.paragraph.kind:
            return self._solid(unusable)
        text = self.paragraph.text
        if self.tag != "p":
            text = unmarked(text)
        return block(text, self.tag, self.css_class, unusable)

    def _solid(self, unusable: Callable[[str], None] | None) -> str:
        """A table, a list or fenced text: an island goes in as it came."""
        lines = self.paragraph.lines
        if self.paragraph.kind == ISLAND:
            return lines[0].text
        if self.paragraph.kind == ROW:
            return pipes.table([line.text for line in lines if line.kind == ROW], unusable)
        return (
            pipes.bulleted([line.text for line in lines], unusable)
            if self.paragraph.kind == LIST
            else literal(lines[0].text)
        )


def unmarked(text: str) -> str:
    """A heading without the marks of depth and of bold around it; its number stays."""
    bare = _DEPTH.sub("", text, count=1).rstrip("# ") if text.startswith("#") else text
    whole = len(bare) > 4 and bare.startswith("**") and bare.endswith("**") and "**" not in bare[2:-2]
    return bare[2:-2].strip() if whole else bare


def blocks(paragraphs: Sequence[Paragraph], is_article: bool, vocabulary: Vocabulary) -> list[Block]:
    """Every paragraph as a block, in order; headings are told from what follows them, so the last line never is one."""
    classes = [None if each.kind else _class(at, each.text, is_article) for at, each in enumerate(paragraphs)]
    if not is_article:
        _mark_addressee(paragraphs, classes)
    tags = _headings(paragraphs, classes, vocabulary)
    _rank_marked(paragraphs, classes, tags)
    if is_article:
        _raise_headlines(paragraphs, classes, tags)
    return [
        Block(each, tag, None if tag != "p" else css) for each, tag, css in zip(paragraphs, tags, classes, strict=True)
    ]


def _class(at: int, text: str, is_article: bool) -> str | None:
    if len(text) > 200:
        return None
    if _CLOSING.fullmatch(text):
        return "closing"
    if is_article and labels.is_byline(text):
        return "byline"
    if is_article and at == 0 and text.endswith("——"):
        return "kicker"
    if _CONTACT.fullmatch(text):
        return "contact"
    if _ANNEX.fullmatch(text) or (
        len(text) <= 40 and undress(text).number is None and text.endswith(("：", ":")) and not _LEAD_IN.search(text)
    ):
        return "label"
    return None


def _mark_addressee(paragraphs: Sequence[Paragraph], classes: list[str | None]) -> None:
    for at, each in enumerate(paragraphs[:3]):
        text = each.text
        if (
            text.endswith(("：", ":"))
            and len(text) <= 600
            and not _LEAD_IN.search(text)
            and _ADDRESSED.search(text[:-1].rstrip("）) "))
        ):
            classes[at] = "addressee"
            return
        if len(text) > 60:
            return


def _headings(paragraphs: Sequence[Paragraph], classes: Sequence[str | None], vocabulary: Vocabulary) -> list[str]:
    tags = ["p"] * len(paragraphs)
    for at in range(len(paragraphs) - 2, -1, -1):
        if (
            classes[at] is None
            and not paragraphs[at].kind
            and _may_head(paragraphs[at].text, vocabulary)
            and _has_text(paragraphs, classes, tags, at)
        ):
            tags[at] = "h5"
    return tags


def _rank_marked(paragraphs: Sequence[Paragraph], classes: list[str | None], tags: list[str]) -> None:
    """Lines with marks of depth are headings whatever they say: the highest h5, those under it h6."""
    levels = {
        at: undress(each.text).level
        for at, each in enumerate(paragraphs)
        if each.text.startswith("#") and not each.kind and undress(each.text).level
    }
    for at, level in levels.items():
        tags[at], classes[at] = ("h5" if level == min(levels.values()) else "h6"), None


def _may_head(text: str, vocabulary: Vocabulary) -> bool:
    if _CHAPTER.match(text) and len(text) <= LONGEST_HEADING:
        return True
    if not 2 <= len(text) <= LONGEST_HEADING or _NO_HEADING.search(text):
        return False
    head = undress(text)
    if head.number is not None or head.url is not None or (head.bullet and not head.level):
        return False
    return dates.whole(text) is None and not authorities.signers(text, vocabulary)


def _has_text(paragraphs: Sequence[Paragraph], classes: Sequence[str | None], tags: Sequence[str], at: int) -> bool:
    below = paragraphs[at + 1].text
    if (
        paragraphs[at + 1].kind
        or classes[at + 1] in {"byline", "kicker"}
        or len(below) > LONGEST_HEADING
        or below.endswith(("。", "”", "！", "？", "；"))
    ):
        return True
    return tags[at + 1] == "h5" and (at + 2 >= len(tags) or tags[at + 2] == "p")


def _raise_headlines(paragraphs: Sequence[Paragraph], classes: Sequence[str | None], tags: list[str]) -> None:
    """h4 for an article inside the entry: a byline follows, or the heading is long and shorter ones come under it."""
    places = [at for at, tag in enumerate(tags) if tag == "h5"]
    if not places:
        return
    usual = median(len(plain(paragraphs[at].text)) for at in places)
    lengths = [len(plain(paragraphs[at].text)) for at in places]
    for index, at in enumerate(places):
        long = lengths[index] >= HEADLINE and lengths[index] > 1.2 * usual
        leads = index + 1 < len(places) and lengths[index + 1] < HEADLINE and places[index + 1] > at + 1
        if classes[at + 1 : at + 2] == ["byline"] or (long and leads):
            tags[at] = "h4"
