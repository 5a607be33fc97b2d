"""How many lines a title runs over, and its words in one; titles.py decides whether it is that of an entry."""

from __future__ import annotations

import re

from . import kinds, numbers
from .paragraphs import joined
from .sheet import Sheet

LONGEST_JOIN = 4
_SPACES = re.compile(r"[ \t\u3000]+")
_FIRST_ARTICLE = re.compile(r"第[一1１][ \u3000]?[章条编](?:[ \u3000:：]|$|为)")
_ORDINAL = re.compile(
    r"[（(]?第[ \u3000]?(?:[0-9０-９]{1,5}|[〇○零一二三四五六七八九十百]{1,6}"
    r"|[〇○零一二三四五六七八九十百](?:[ \u3000]{1,2}[〇○零一二三四五六七八九十百]){1,5})[ \u3000]?号[)）]?"
)
_ORDER = re.compile(r"[\u4e00-\u9fff]{3,30}令(?:[（(]?第[^（）()]{1,9}号[)）]?)?")
# 公　告, 通　　知: the last line of a title set wide.
_WIDE_KIND = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]{1,6}[\u4e00-\u9fff]){1,2}")


def lines_of_title(sheet: Sheet, at: int) -> int:
    """How many lines the title at ``at`` takes: more than one where it is broken by sense or by the page."""
    core = sheet.head(at).core
    if _closed(core) and (sheet.formal(at) or "关于" not in core):
        return 1
    for count in range(2, LONGEST_JOIN + 1):
        if not _goes_on(sheet, at + count - 1):
            return 1
        joined = title_of(sheet, at, count)
        if _closed(joined) and kinds.is_formal(joined.removesuffix("](#)"), sheet.vocabulary):
            return count
    return 1


def lines_of_lone_title(sheet: Sheet, at: int) -> int:
    """How many lines from ``at`` make up the title of a notice that stands by itself; 0 when they make up none."""
    if sheet.head(at).number is not None or sheet.attachment(at):
        return 0
    if sheet.formal(at) and "关于" in sheet.head(at).core and _closed(sheet.head(at).core):
        return 1
    about = False
    for count in range(2, LONGEST_JOIN + 1):
        about = about or "关于" in sheet.head(at + count - 2).core
        if sheet.broken(at + count - 1) and not about:
            break
        if not (about or _title_piece(sheet, at + count - 2)) or not _goes_on(sheet, at + count - 1):
            break
        joined = title_of(sheet, at, count)
        if "关于" in joined and not _begins_anew(sheet, at + count - 1) and kinds.is_formal(joined, sheet.vocabulary):
            return count
    if sheet.formal(at):
        return _lines_of_order(sheet, at)
    if joint := _lines_of_joint_order(sheet, at):
        return joint
    return 1 if _is_regulation(sheet, at) else 0


def _is_regulation(sheet: Sheet, at: int) -> bool:
    """Whether the line is the title of a rule printed by itself: its first chapter or article is near."""
    core = sheet.head(at).core
    if not 4 <= len(core) <= 60 or kinds.document_type(core, sheet.vocabulary) is None or sheet.field(at):
        return False
    return any(_FIRST_ARTICLE.match(sheet.text(ahead)) for ahead in range(at + 1, at + 5))


def _begins_anew(sheet: Sheet, at: int) -> bool:
    """Whether the line is a whole title by itself (国家药监局关于…的公告 under a letterhead), not the rest of one."""
    core = sheet.head(at).core
    return sheet.formal(at) and "关于" in core and not core.startswith("关于")


def title_of(sheet: Sheet, at: int, count: int) -> str:
    """The title on ``count`` lines in one: broken by sense it joins without a space, between two issuers with one."""
    title = sheet.head(at).core
    for place in range(at + 1, at + count):
        text = sheet.text(place)
        issuers = sheet.signed(place - 1) and sheet.signers_of(text.partition("关于")[0].removesuffix("令"))
        wide = _ORDINAL.fullmatch(text) or _WIDE_KIND.fullmatch(text)
        title = f"{title} {text}" if issuers else joined((title, _SPACES.sub("", text) if wide else text))
    return title


def _lines_of_order(sheet: Sheet, at: int) -> int:
    """A title without 关于: 1, or 2 with its number under it (…令 / 第707号), or 0 for a letterhead."""
    for ahead in range(at + 1, at + 4):
        core = sheet.head(ahead).core
        if "关于" in core and lines_of_lone_title(sheet, ahead):
            return 0
        if ahead == at + 1 and _ORDINAL.fullmatch(core):
            return 2
        if numbers.whole(core) is None and not sheet.dated(ahead):
            break
    return 1


def _lines_of_joint_order(sheet: Sheet, at: int) -> int:
    """Names on lines of their own over the last one, which gives the order with them (甲部 / 乙部令 / 第48号), or 0."""
    last = at
    while last - at < LONGEST_JOIN - 1 and sheet.signed(last) and not sheet.formal(last) and not sheet.gap(last + 1):
        last += 1
    if last == at or not sheet.formal(last) or not _ORDER.fullmatch(sheet.text(last)):
        return 0
    below = _lines_of_order(sheet, last)
    return last - at + below if below == 2 or numbers.whole(sheet.text(last)) else 0


def _closed(text: str) -> bool:
    return text.count("《") <= text.count("》") and not (text.startswith("[") and "](" not in text)


def _goes_on(sheet: Sheet, at: int) -> bool:
    text = sheet.text(at)
    if not text or len(text) > 80 or sheet.lines[at].gap > 1 or sheet.head(at).number is not None:
        return False
    return not text.endswith(("。", "；", "，", "：", ":")) and not sheet.dated(at) and numbers.whole(text) is None


def _title_piece(sheet: Sheet, at: int) -> bool:
    """Whether a title can begin or go on with the line: the name of who issues it, or words about what it is about."""
    core = sheet.head(at).core
    named = sheet.signed(at) or (core.endswith("、") and bool(sheet.signers_of(core.rstrip("、"))))
    return len(core) <= 80 and not core.endswith(("。", "；", "：", ":")) and ("关于" in core or named)
