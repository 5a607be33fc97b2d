"""What stands beside a title on its own line: its date, its address, its number in brackets; changes no other word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from . import dates, numbers

LONGEST = 400
SHORTEST_TITLE = 4

_DAY_ENDS = tuple("0123456789]］】）)")

_G = r"[ \t\u3000\u00a0]"
_DAY = r"(?:19|20)[0-9]{2}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{1,2}"
_LEADING_DAY = re.compile(
    rf"(?:[\[［【（(]{_DAY}[\]］】）)]|{_DAY.replace('sep', 'bare')}(?={_G}|[|｜:：])){_G}{{0,4}}[|｜:：]?{_G}{{0,4}}"
)
_TRAILING_DAY = re.compile(
    rf"(?:{_G}{{0,4}}[\[［【（(]{_G}?{_DAY}{_G}?[\]］】）)]"
    rf"|(?<=[)）》]){_DAY.replace('sep', 'close')}"
    rf"|{_G}{{0,4}}[|｜·—–-]{{0,2}}{_G}{{1,4}}{_DAY.replace('sep', 'bare')})$"
)
_TRAILING_ADDRESS = re.compile(rf"{_G}{{0,4}}[（(<]?(?P<url>https?://[^\s<>（）()]{{4,1000}})[)）>]?$")
_TRAILING_LINK = re.compile(
    rf"{_G}{{0,4}}\[(?:链接|原文|原文链接|查看原文|阅读原文|详情|查看|link|Link|source|Source)\]\((?P<url>[^()\s]{{0,1000}})\)$"
)
_LINKED = re.compile(
    rf"\[(?P<label>[^\[\]]{{4,300}})\]\((?P<url>[^()\s]{{0,1000}})\)(?:{_G}{{1,4}}(?P<bare>[^。，；\[\]]{{2,20}})|{_G}{{0,4}}[（(](?P<round>[^。，；（）()]{{2,20}})[)）])"
)
_MARKED_DAY = re.compile(
    rf"(?P<label>\[[^\[\]]{{4,300}}\]\([^()\s]{{0,1000}}\)){_G}{{0,4}}[（(](?P<round>[^（）()]{{4,40}})[)）]"
)
_BOLD = re.compile(rf"\*\*(?P<label>[^*]{{4,300}})\*\*{_G}{{0,4}}[（(](?P<round>[^（）()]{{4,40}})[)）]")
_BARE_NUMBER = re.compile(r"(?P<own>[^ \t\u3000《》，。；：]{4,40}号)[ \t\u3000:：]{1,4}(?=[\u4e00-\u9fff《])")
_COLUMNS = re.compile(
    rf"(?:{_G}{{2,20}}|\t)(?P<day>{_DAY})(?:{_G}{{2,20}}|\t)"
    rf"(?P<source>[\u4e00-\u9fffA-Za-z][^ \t\u3000。，；：]{{1,19}})$"
)
_LEADING_NUMBER = re.compile(
    rf"[【\[［〔（(](?P<own>[^【】\[\]（）()]{{2,30}}[〔\[（(]?[^【】\[\]]{{0,12}}号)[】\]］〕）)]{_G}{{0,4}}"
)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The title and what was taken off it; ``own`` is the document number as typed."""

    title: str
    day: date | None = None
    url: str | None = None
    own: str | None = None
    source: str | None = None


def trim(text: str) -> Trimmed:
    """Takes the date, the address and the bracketed number off a title; a text that would vanish is left whole."""
    if len(text) > LONGEST or len(text) <= SHORTEST_TITLE:
        return Trimmed(text)
    title, own = _number(text)
    title, url = _address(title)
    title, day, beside = _beside_mark(title) if title.startswith(("**", "[")) else (title, None, None)
    if day is None:
        title, day, beside = _day_and_source(title)
    if day is None:
        title, day = _day(title)
    if url is None:
        title, url = _address(title)
    title, url, source = _source(title, url)
    source = source or beside
    return Trimmed(title, day, url, own, source) if len(title) >= SHORTEST_TITLE else Trimmed(text)


def _number(text: str) -> tuple[str, str | None]:
    if "号" not in text or "](" in text:
        return text, None
    if text[0] not in "【[［〔（(":
        return _bare_number(text)
    match = _LEADING_NUMBER.match(text)
    whole = numbers.whole(match["own"]) if match else None
    return (text[match.end() :], match["own"]) if match and whole is not None else (text, None)


def _bare_number(text: str) -> tuple[str, str | None]:
    """国税发〔2021〕12号  国家税务总局关于…: the number, blank space, and a whole title."""
    match = _BARE_NUMBER.match(text)
    whole = numbers.whole(match["own"]) if match else None
    rest = text[match.end() :] if match else ""
    return (
        (rest, match["own"] if match else None)
        if whole is not None and len(rest) >= 8 and "关于" in rest
        else (text, None)
    )


def _address(text: str) -> tuple[str, str | None]:
    if "://" not in text and not text.endswith(")"):
        return text, None
    match = _TRAILING_LINK.search(text) or (_TRAILING_ADDRESS.search(text) if text.count("](") == 0 else None)
    return (text[: match.start()], match["url"]) if match else (text, None)


def _source(text: str, url: str | None) -> tuple[str, str | None, str | None]:
    """The name beside a link: 1. [标题](address) 中国知识产权报."""
    match = _LINKED.fullmatch(text) if url is None and text.startswith("[") and "](" in text else None
    return (match["label"], match["url"], match["bare"] or match["round"]) if match else (text, url, None)


def _beside_mark(text: str) -> tuple[str, date | None, str | None]:
    """**Title** (3 May 2021), [标题](address)（来源，2021-05-03）: what a bracket after a marked title says."""
    match = _BOLD.fullmatch(text) if text.startswith("**") else _MARKED_DAY.fullmatch(text)
    if match is None:
        return text, None, None
    before, _, last = match["round"].replace("，", ",").rpartition(",")
    whole = dates.whole(match["round"].strip())
    day = whole or dates.whole(last.strip())
    return (match["label"], day, before.strip() if not whole and before else None) if day else (text, None, None)


def _day_and_source(text: str) -> tuple[str, date | None, str | None]:
    """标题　　2021-05-06　　来源: set in columns by blank space."""
    match = _COLUMNS.search(text) if "   " in text or "\u3000\u3000" in text or "\t" in text or "  " in text else None
    found = dates.first(match["day"]) if match else None
    on = found.on() if found else None
    return (text[: match.start()], on, match["source"]) if match and on else (text, None, None)


def _day(text: str) -> tuple[str, date | None]:
    leading = _LEADING_DAY.match(text) if text[:1] in tuple("[［【（(12") else None
    match = leading or (_TRAILING_DAY.search(text, max(0, len(text) - 30)) if text.endswith(_DAY_ENDS) else None)
    found = dates.first(match[0]) if match else None
    on = found.on() if found else None
    if match is None or on is None:
        return text, None
    return (text[match.end() :] if leading else text[: match.start()]), on
