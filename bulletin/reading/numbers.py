"""Document numbers (发文字号 and the numbers of public notices and orders) in running text.

Sources: GB/T 9704—2012, 7.2.5 (代字 + 〔year〕 + number); the other shapes are those seen in real texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numerals import NARROW

_G = r"[ \t\u3000\u00a0]{0,3}"
_N = r"(?:[0-9０-９]{1,6}|[〇○零一二三四五六七八九十百]{1,8})"
_OPEN, _CLOSE = r"[〔［\[【〖(（„﹝]", r"[〕］\]】〗)）‟﹞]"
_YEAR = r"(?:[0-9０-９]{4}|[〇○零一二三四五六七八九]{4})"
_KIND = "令|公告|通告"
# 第4626号提案 and its like are motions and letters, not documents of this family.
_NOT = rf"(?!{_G}(?:提案|建议|议案|案|信箱|楼|线|店|馆))"

_CORES = (
    rf"(?P<own>{_OPEN}{_G}{_YEAR}{_G}年?{_G}{_CLOSE}{_G}(?P<ordinal>第?){_G}{_N}{_G}号)",
    rf"(?P<leading>{_OPEN}{_G}{_YEAR}{_G}{_CLOSE}{_G}[\u4e00-\u9fff]{{1,10}}?字{_G}第{_G}{_N}{_G}号)",
    rf"(?P<yearly>(?<![0-9０-９]){_YEAR}{_G}年{_G}第{_G}{_N}{_G}号)",
    rf"(?P<order>(?:{_KIND}){_G}[（(]?{_G}第{_G}{_N}{_G}号{_G}[)）]?)",
    rf"(?P<ordinal_order>第{_G}{_N}{_G}号{_G}(?:{_KIND}))",
)
_CORE = re.compile("|".join(f"{core}{_NOT}" for core in _CORES))
_COURT_CASE = re.compile(r"[初终再提申监执破辖抗审复]字")

# What stands before a 代字 or an authority in running text and is no part of it.
_STOPS = re.compile(
    r"按照|根据|依据|依照|遵照|参照|落实|贯彻|执行|违反|符合|已经|业经|转发|印发|发布|公布|废止|修改|修订|现将|见|关于|通过|同意|适用|有关|以及"
    r"|文件|文号|号文|字号|通知|公告|通告|意见|决定|[的据按照与及或以将对由]"
)
_SHORT_STOPS = re.compile(r"和")
_AND_NAMES = re.compile(r"发展和改革|工业和信息化|住房和城乡|人力资源和社会|卫生和计划|文化和旅游|共和国")

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TIDY = str.maketrans(dict.fromkeys("［[【〖(（„﹝", "〔") | dict.fromkeys("］]】〗)）‟﹞", "〕"))
_SPACE = re.compile(r"[ \t\u3000\u00a0]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number at ``start:end``; ``canonical`` has brackets 〔〕, narrow digits and no spaces."""

    start: int
    end: int
    typed: str
    canonical: str


def find_all(text: str) -> list[Number]:
    """Every document number of the text, in order."""
    found: list[Number] = []
    past = 0
    for match in _CORE.finditer(text):
        number = _number(text, match, past)
        if number is not None:
            found.append(number)
            past = number.end
    return found


def whole(text: str) -> Number | None:
    """The number when the text is nothing else (brackets around it aside)."""
    bare = text.strip(" \t\u3000\u00a0")
    if len(bare) > 60:
        return None
    for tried in (bare, bare[1:-1] if bare[:1] in "（(〔[【" and bare[-1:] in "）)〕]】" else ""):
        found = find_all(tried)
        if len(found) == 1 and found[0].start == 0 and found[0].end == len(tried):
            return found[0]
    return None


def _number(text: str, match: re.Match[str], past: int) -> Number | None:
    kind = match.lastgroup if match.lastgroup != "ordinal" else "own"
    if kind == "leading" and _COURT_CASE.search(match[0]):
        return None
    start = match.start()
    if kind in {"own", "order", "ordinal_order"}:
        start = _prefix_start(text, start, past, 30 if kind != "own" else 18)
    if start == match.start() and (kind == "ordinal_order" or (kind == "own" and not match["ordinal"])):
        return None
    typed, end = _balanced(text[start : match.end()].rstrip(), start)
    return Number(start, end, typed, _canonical(typed, kind or ""))


def _balanced(typed: str, start: int) -> tuple[str, int]:
    # 令（第27号） keeps its bracket; the closing bracket of what surrounds 令第27号） does not belong to it.
    if typed[-1] in "）)" and not any(each in typed for each in "（("):
        typed = typed[:-1].rstrip()
    return typed, start + len(typed)


def _canonical(typed: str, kind: str) -> str:
    close = _SPACE.sub("", typed).translate(NARROW)
    if kind in {"own", "leading"}:
        return close.translate(_TIDY)
    return re.sub(r"[（(]第|号[)）]", lambda match: match[0].strip("（()）"), close)


def _prefix_start(text: str, place: int, past: int, reach: int) -> int:
    at = place
    while at > past and place - at < 3 and text[at - 1] in " \t\u3000\u00a0":
        at -= 1
    edge = at
    while at > past and edge - at < reach and (_HAN.match(text[at - 1]) or text[at - 1] == "、"):
        at -= 1
    at = _after_stops(text, at, edge)
    while at < edge and text[at] == "、":
        at += 1
    return at if at < edge else place


def _after_stops(text: str, start: int, end: int) -> int:
    prefix = text[start:end]
    cut = max((match.end() for match in _STOPS.finditer(prefix)), default=0)
    kept = [range(*match.span()) for match in _AND_NAMES.finditer(prefix)]
    for match in _SHORT_STOPS.finditer(prefix):
        if not any(match.start() in each for each in kept):
            cut = max(cut, match.end())
    return start + cut
