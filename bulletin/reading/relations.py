"""What a text does to a document that it names, told by the words right before and right after the name."""

from __future__ import annotations

import re

AMENDS, REPEALS, REPLACES, CORRECTS = "amends", "repeals", "replaces", "corrects"
IMPLEMENTS, FORWARDS, CONSULTS = "implements", "forwards", "consultation-draft-of"
LEFT, RIGHT = 70, 70

# Between a verb and the name that it governs may stand who issued the document, and nothing that ends a clause.
_WHO = r"[^，。；：:、《》的后前]{0,18}$"
_AFTER = (
    "^(?:第[^，。；《》]{1,16}[条款项]|的?(?:相关|有关|部分)(?:条款|内容|规定))?"
    "(?:等[^，。；《]{0,16})?(?:[（(][^（）()]{0,40}[)）])?"
)
_WHEN = "(?:自[^，。；《》]{1,24}起|于[^，。；《》]{1,16}|从[^，。；《》]{1,16}起)?"
_BEFORE = (
    (REPEALS, re.compile(rf"(?<![已被])(?:废止|停止执行|停止施行|宣布失效|予以撤销|撤销)(?:了|原)?{_WHO}")),
    (REPLACES, re.compile(rf"(?<![已被])(?:取代|替代|代替)(?:了|原)?{_WHO}")),
    (FORWARDS, re.compile(rf"(?<![已经])转发(?:了)?{_WHO}")),
    (CORRECTS, re.compile(rf"(?<!已)(?:更正|勘误|订正)(?:了)?{_WHO}")),
    (AMENDS, re.compile(rf"(?<![新已经重曾])(?:修改|修订|修正|补充修改)(?:了|原)?{_WHO}")),
    (
        IMPLEMENTS,
        re.compile(
            rf"(?:贯彻落实|贯彻执行|贯彻实施|组织实施|深入落实|全面落实|落实|贯彻"
            rf"|(?<!起)(?<!公布)(?<!发布)实施)(?:好|了)?{_WHO}"
        ),
    ),
)
_BEHIND = (
    (
        REPEALS,
        re.compile(
            rf"{_AFTER}[，,]?{_WHEN}[，,]?(?:同时|一并|即行|即予|予以|均|相应|自动|全文|全部|随之|现)*"
            "(?:废止|停止执行|停止施行|失效|不再执行|不再施行|作废|终止执行)"
        ),
    ),
    (
        CORRECTS,
        re.compile(
            rf"{_AFTER}[^，。；《》]{{0,24}}(?:更正如下|作如下更正|予以更正|进行更正|作出更正|更正为|的更正|的勘误|更正公告|勘误如下)"
        ),
    ),
    (
        AMENDS,
        re.compile(
            rf"{_AFTER}[^，。；《》]{{0,12}}(?:(?:作|做|作出|做出|进行)(?:了)?"
            rf"(?:如下|以下|部分|相应|局部)?(?:修改|修订|修正)(?!后)|修改如下|修订如下|予以修改|予以修订|修改为)"
        ),
    ),
    (FORWARDS, re.compile(rf"{_AFTER}(?:现|予以)?转发(?:给|至|你|各)")),
    (CONSULTS, re.compile(r"^[（(](?:[^（）()]{0,6})?(?:征求意见稿|公开征求意见稿|意见征求稿)[)）]")),
)
_BY = re.compile(r"(?:经|被|由|依据|根据|按照)[^，。；《》]{0,12}$")
_DRAFT = re.compile(r"征求意见稿|意见征求稿|\b(?:consultation draft|draft for (?:public )?comment)", re.IGNORECASE)
# Commission Implementing Regulation is a kind of act; amended by and repealed by turn the sentence round.
_ENGLISH = re.compile(
    r"\b(?:(?P<amends>amend(?:s|ing)?|revis(?:es|ing))"
    r"|(?P<repeals>repeal(?:s|ing)?|withdraw(?:s|ing)"
    r"|rescind(?:s|ing))|(?P<replaces>replac(?:es|ing)|supersed(?:es|ing))"
    r"|(?P<corrects>correct(?:s|ing)|[Cc]orrection (?:to|of)|[Cc]orrigendum to)"
    r"|(?P<implements>implement(?:s|ing)|implementation of)"
    r"|(?P<other>as amended|amended by|repealed by|pursuant to|under|in accordance with|laid down in|referred to in))\b"
)
_CLAUSE = re.compile(r"[。；;\n]")


def of(left: str, right: str, title: str | None) -> str | None:
    """The relation of a text to the document named between ``left`` and ``right``; None when it only cites it.

    ``left`` and ``right`` may be any length; only the clause around the name is looked at. The vocabulary is that of
    the module's names; a deed of somebody else (经国发〔2015〕44号废止, 修订后的《办法》) is none of this text's.
    """
    left = _CLAUSE.split(left[-LEFT:])[-1].rstrip(" \t\u3000“\"'（(")
    right = _CLAUSE.split(right[:RIGHT])[0].lstrip(" \t\u3000”\"'")
    behind = next((name for name, words in _BEHIND if words.search(right)), None)
    if behind is not None and not _BY.search(left):
        return behind
    before = next((name for name, words in _BEFORE if words.search(left)), None)
    if before is not None:
        return before
    if title is not None and _DRAFT.search(title):
        return CONSULTS
    return _english(left)


def _english(left: str) -> str | None:
    last = None
    for last in _ENGLISH.finditer(left):  # noqa: B007
        pass
    return next((name for name in (AMENDS, REPEALS, REPLACES, CORRECTS, IMPLEMENTS) if last and last[name]), None)
