"""Which words name a section, and which say that a section is empty; looks at one line alone."""

from __future__ import annotations

import re

from .sheet import Sheet

LONGEST_NAME, LONGEST_LATIN_NAME = 20, 60
PUNCTUATION = re.compile(r"[。，；！？…]|——")
_NOTHING = re.compile(
    r"[—–－/／-]{1,2}|[（(【\[]?(?:本(?:周|期|月|篇|栏目?)|目前|当前)?[ ，,]?(?:暂时?|尚)?"
    r"(?:(?:无|没有|未)(?:发布|更新|新增|变化|相关|新的|最新|重要|动态|内容|信息|消息|文件|政策|公告|发布|报道"
    r"|事项|发现|收录|发生){0,4}|空缺|暂缺|缺|略)"
    r"[。.]?[)）】\]]?|(?i:none|n/a|nil|no (?:new )?(?:updates?|news|entries|items|documents)"
    r"(?: this (?:week|month|issue))?)\.?"
)
_SECTION_KINDS = frozenset(["公告", "通告", "通知", "公示", "通报", "公报", "文件", "法规", "政策", "规章"])
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 &,'’()/–-]{1,60}")


def section_name(core: str) -> str:
    return core.rstrip("：: \u3000").strip("—-·• \u3000")


def says_nothing(text: str) -> bool:
    """Whether a line says that its section is empty this time: 无, 本周无更新, None."""
    return len(text) <= 40 and _NOTHING.fullmatch(text) is not None


def is_latin(name: str) -> bool:
    """Whether the words could name a section in English: a few words without a full stop."""
    return _LATIN.fullmatch(name) is not None and len(name.split()) <= 9


def may_name_section(name: str) -> bool:
    longest = LONGEST_LATIN_NAME if is_latin(name) else LONGEST_NAME
    return 1 <= len(name) <= longest and not PUNCTUATION.search(name)


def known_section(sheet: Sheet, at: int) -> bool:
    head = sheet.head(at)
    if head.url is not None:
        return False
    name = section_name(head.core)
    return name in sheet.vocabulary.sections or _is_composed(name)


def _is_composed(name: str) -> bool:
    """公告通告, 通知公示: nothing but kinds of documents."""
    if not 4 <= len(name) <= 6 or len(name) % 2:
        return False
    return all(name[at : at + 2] in _SECTION_KINDS for at in range(0, len(name), 2))
