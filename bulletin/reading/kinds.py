"""Kinds of documents (文种) read off a title, and whether a title is a notice's; looks at nothing but the title."""

from __future__ import annotations

import functools
import re

from . import authorities, numbers
from .brackets import trailing_round, without_quoted
from .vocabulary import Vocabulary

LONGEST_TITLE = 220

_ABOUT = "关于"
_ASKS = re.compile(r"公开征求|征求意见|征求[^。]{0,60}意见|公开征集")
_ISSUERS = re.compile(r"[、 \t\u3000\u00a0]+")
_SENTENCE_END = tuple("。；;，,、：:")

# Before a kind's word these make it a verb: 某平台被通报, 拟公示.
_DOING = ("被", "遭", "受到", "获", "予以", "不予", "正在", "再次", "多次", "已", "未", "待", "拟", "将")
_COUNT = r"第[0-9０-９一二三四五六七八九十百]{1,5}"
_STATUS = re.compile(
    rf"修订草案|修正草案|征求意见稿|{_COUNT}批|修订稿|送审稿|报批稿|试行|暂行|修订|修正|草案|废止|失效"
)
# A bracket that says nothing but how the document stands: （2025年修订版）, （试行）, （修订草案征求意见稿）.
_STANDING = re.compile(
    rf"[（(〔](?:{_STATUS.pattern}|公开|部分|已|第?[0-9０-９]{{1,4}}年?|{_COUNT}[次版]|[版次稿、，,年 \u3000]){{1,8}}"
    r"[)）〕]"
)
_PROVISIONAL = re.compile(
    r"(?:试行|暂行)(?=办法|规定|条例|细则|规则|标准|规范|方案|意见|目录|要求|措施|制度|章程|程序|指南)"
)
_ACTING = re.compile(r"关于(?:公布|宣布|决定)?(废止|修订|修改)")
_BATCH = re.compile(rf"{_COUNT}批(?!次)")
# English kinds: how the parts of a title between semicolons, or an ACTION line, are worded.
_ENGLISH_KINDS = (
    (
        "Proposed Rule",
        re.compile(r"(?i)(?:(?:supplemental |advance(?:d)? )*notice of )?proposed (?:rule(?:making)?|order)\b"),
    ),
    ("Rule", re.compile(r"(?i)(?:(?:interim|direct|temporary|final) ){0,2}rule\b")),
    (
        "Guidance",
        re.compile(r"(?i)(?:(?:draft|final|revised) ){0,2}(?:guidance|guideline)(?: for industry| document)?\b"),
    ),
    ("Notice", re.compile(r"(?i)notices?\b")),
)


def own_number(title: str) -> numbers.Number | None:
    """The document number that ends the title, bracketed or not; one that something else follows is a citation."""
    return numbers.own_of_title(title)


def bare_title(title: str) -> str:
    """The title without what trails it in brackets or as a number: （试行）, （2020年第53号）, 2020年第5号."""
    bare = title.strip()
    while True:
        trailing = trailing_round(bare)
        shorter = trailing[0] if trailing else _without_number(bare)
        if not shorter or shorter == bare:
            return bare
        bare = shorter


def document_type(title: str, vocabulary: Vocabulary) -> str | None:
    """The 文种 that a title ends with, whatever brackets or number follow it; None when it ends with none."""
    if title.isascii():
        return english(title) if ";" in title else None
    kind = _suffix(bare_title(title), vocabulary)
    if kind == "意见" and _ASKS.search(without_quoted(bare_title(title))):
        return "征求意见"
    if kind is not None:
        return kind
    number = own_number(title)
    if number is not None and number.family is numbers.Family.ORDER:
        return number.kind
    return "征求意见稿" if title.rstrip("》）) ").endswith("征求意见稿") else None


def statuses(title: str) -> tuple[str, ...]:
    """How the document stands, in the title's order: 试行, 暂行, 征求意见稿, 修订, 废止, 第三十八批 …."""
    found = [
        (match.start() + word.start(), word[0])
        for match in _STANDING.finditer(title)
        for word in _STATUS.finditer(match[0])
    ]
    found += [(match.start(), match[0]) for match in (*_PROVISIONAL.finditer(title), *_BATCH.finditer(title))]
    found += [(match.start(1), match[1]) for match in _ACTING.finditer(without_quoted(title))]
    return tuple(dict.fromkeys(word for _, word in sorted(found)))


def english(words: str) -> str | None:
    """Rule, Proposed Rule, Notice or Guidance, as the last part of a title or an ACTION line is worded."""
    parts = [each.strip() for each in words.split(";")]
    return next((kind for part in reversed(parts) for kind, shape in _ENGLISH_KINDS if shape.match(part)), None)


def is_formal(title: str, vocabulary: Vocabulary) -> bool:
    """Whether the title reads as a notice's (关于…的通知, …局公告, …令第27号), not as a headline or a sentence."""
    if len(title) > LONGEST_TITLE or title.endswith(_SENTENCE_END):
        return False
    if title.isascii() and ";" in title and english(title):
        return True
    words = without_quoted(bare_title(title))
    if _ABOUT in words:
        return words.index(_ABOUT) <= 60 and bool(
            _suffix(words, vocabulary) or _ASKS.search(words) or own_number(title)
        )
    if own_number(title) is not None:
        return _issued(title, vocabulary) and not _tells_news(words, vocabulary)
    kind = _suffix(words, vocabulary)
    if kind == "令":
        return authorities.is_name(words.removesuffix(kind), vocabulary)
    if kind is None or kind in vocabulary.everyday_kinds:
        return bool(_ASKS.search(words)) and words.endswith("意见")
    if words.endswith(f"的{kind}"):
        return True
    return len(kind) < len(words) <= 40 and not _tells_news(words.removesuffix(kind), vocabulary)


def _issued(title: str, vocabulary: Vocabulary) -> bool:
    """A number alone is a title only when it is an order's and names who gave it."""
    alone = numbers.whole(title)
    if alone is None:
        return True
    issuers = _ISSUERS.split(alone.issuer or "") if alone.family is numbers.Family.ORDER else []
    return bool(issuers) and all(authorities.is_name(each, vocabulary) for each in issuers)


def _tells_news(words: str, vocabulary: Vocabulary) -> bool:
    return any(verb in words for verb in vocabulary.news_verbs)


def _without_number(text: str) -> str:
    before, _, number = text.rpartition("〔")
    if before and number.endswith("〕") and numbers.whole(number[:-1]):
        return before.rstrip()
    if not text.endswith(("号", "令", "公告", "通告")):
        return text
    found = numbers.find_all(text)
    if not found or found[-1].end != len(text) or found[-1].family is numbers.Family.ORDER:
        return text
    return text[: found[-1].start].rstrip()


def _suffix(bare: str, vocabulary: Vocabulary) -> str | None:
    if not bare.endswith(vocabulary.statutory_kinds) and not bare.endswith(vocabulary.further_kinds):
        return None
    kinds = _longest_first(vocabulary.statutory_kinds, vocabulary.further_kinds)
    kind = next(each for each in kinds if bare.endswith(each))
    return None if bare.removesuffix(kind).endswith(_DOING) else kind


@functools.lru_cache(maxsize=8)
def _longest_first(statutory: tuple[str, ...], further: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted((*statutory, *further), key=len, reverse=True))
