"""Numbers of Chinese official documents: 国办发〔2020〕5号, 国务院令第707号, 2020年第53号, 公告（第412号）.

Sources: GB/T 9704—2012, 7.2.5 (代字 + 〔year〕 + number); the other shapes are those seen in real texts. Case numbers
of courts (（2019）京73行初123号) have the same look and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import prefixes
from .narrow import BLANKS, arabic, plain, squeezed
from .number import Family, Number

_G = rf"[{BLANKS}]{{0,3}}"
_HAN_DIGITS = "〇○零一二三四五六七八九"
_N = rf"(?:[0-9０-９]{{1,6}}(?:-[0-9]{{1,3}})?|[{_HAN_DIGITS}十百千]{{1,9}})"
_YEAR = "(?:[0-9０-９]{4}|[一二][〇○零ＯOo一二三四五六七八九]{3})"
_SHORT_YEAR = "[4-9][0-9]"
_OPEN, _CLOSE = r"[〔［\[【〖(（„﹝]", r"[〕］\]】〗)）‟﹞]"
_SAFE_OPEN, _SAFE_CLOSE = r"[〔［\[【〖﹝]", r"[〕］\]】〗﹞]"
_NO = "[号號]"
_KIND = "(?:(?<![司指口禁夏时责律法])令|公告|通告)"
# 第4626号提案, 第3号楼, 第5号台风 and their like count something else than documents.
_NOT = (
    rf"(?!{_G}(?:提案|建议|议案|案|信箱|楼|线|店|馆|台风|强台风|热带|洪水|地块|宗地|院|房|室|车间|机|井|泊位"
    "|门|仓|展|病|桥|公路|国道|批件|染色体|样品))"
)

_CORE = re.compile(
    rf"(?P<bracketed>{_OPEN}{_G}(?P<y1>{_YEAR}){_G}年?{_G}{_CLOSE}{_G}(?P<th1>第?){_G}(?P<n1>{_N}){_G}{_NO}){_NOT}"
    rf"|(?P<unmarked>{_SAFE_OPEN}{_G}(?P<y2>{_YEAR}){_G}{_SAFE_CLOSE}{_G}(?P<th2>第?){_G}(?P<n2>[0-9０-９]{{1,5}})"
    rf"(?=[{BLANKS}]?(?:[。，、；;,）)》\n]|$)))"
    rf"|(?P<leading>{_OPEN}{_G}(?P<y3>{_YEAR}|{_SHORT_YEAR}){_G}{_CLOSE}{_G}(?P<word>[\u4e00-\u9fff]{{1,10}}?字){_G}(?P<th3>第?){_G}"
    rf"(?P<n3>{_N}){_G}{_NO}){_NOT}"
    rf"|(?P<yearly>(?<![0-9０-９])(?P<y4>{_YEAR}){_G}年{_G}[,，]?{_G}第{_G}(?P<n4>{_N}){_G}{_NO}){_NOT}(?P<k4>{_G}{_KIND})?"
    rf"|(?P<order>(?P<k5>{_KIND}){_G}(?P<open>[（(]?){_G}第{_G}(?P<n5>{_N}){_G}{_NO}){_NOT}(?P<close>{_G}[)）])?"
    rf"|(?P<ordinal>第{_G}(?P<n6>{_N}){_G}{_NO}{_G}(?P<k6>{_KIND}))"
    rf"|(?P<inner>(?<=》)[{BLANKS}]?[（(]{_G}第{_G}(?P<n7>{_N}){_G}{_NO}{_G}(?=[)）]))"
)
_COURT = re.compile("[初终再提申监执破辖抗审复仲]字")
_KIND_BEFORE = re.compile(rf"(令|公告|通告)[》”\"]?[{BLANKS}]{{0,3}}(?P<open>[（(]?)[{BLANKS}]{{0,3}}$")


def find(text: str) -> Iterator[Number]:
    """Every number of these families in the text, in order, none within another."""
    floor = 0
    for match in _CORE.finditer(text) if "第" in text or "号" in text or "〔" in text or "[" in text else ():
        number = _READERS[_shape(match)](text, match, floor)
        if number is not None:
            floor = number.end
            yield number


def ordinal_in_bracket(text: str) -> str | None:
    """The 5 of a whole 第5号."""
    match = re.fullmatch(rf"第{_G}({_N}){_G}{_NO}", text)
    return arabic(match[1]) if match else None


def _shape(match: re.Match[str]) -> str:
    return next(name for name in _READERS if match[name] is not None)


def _bracketed(text: str, match: re.Match[str], floor: int) -> Number | None:
    year, ordinal, serial = match["y1"], match["th1"], match["n1"]
    by_kind = _of_kind(text, match, floor, arabic(year), f"{ordinal}{arabic(serial)}号", arabic(serial))
    if by_kind is not None:
        return by_kind
    start = prefixes.letters(text, match.start(), floor)
    if start is None and (not ordinal or prefixes.counts_else(text, match.start(), floor)):
        return None
    return _lettered(text, match.start() if start is None else start, match, year, ordinal, serial)


def _unmarked(text: str, match: re.Match[str], floor: int) -> Number | None:
    """国办发〔2020〕5, where 号 was lost: only with letters that real series begin with."""
    start = prefixes.letters(text, match.start(), floor)
    if start is None or not prefixes.begins_series(text[start : match.start()]):
        return None
    return _lettered(text, start, match, match["y2"], match["th2"], match["n2"])


def _lettered(text: str, start: int, match: re.Match[str], year: str, ordinal: str, serial: str) -> Number:
    prefix = plain(squeezed(text[start : match.start()])).translate(_ROUND)
    year, serial = arabic(year), arabic(serial)
    return Number(
        start,
        match.end(),
        text[start : match.end()],
        f"{prefix}〔{year}〕{ordinal}{serial}号",
        Family.DOCUMENT if prefix else Family.SERIES,
        None,
        int(year),
        serial,
        prefix,
    )


def _of_kind(text: str, match: re.Match[str], floor: int, year: str, tail: str, serial: str) -> Number | None:
    """证监会公告〔2022〕5号: an order or notice that has its year in brackets."""
    before = _KIND_BEFORE.search(text, max(floor, match.start() - 8), match.start())
    if before is None or before["open"] or "》" in before[0]:
        return None
    start = prefixes.issuer(text, before.start(), floor)
    if start is None:
        start = prefixes.letters(text, before.start(), floor)
        start = start if start is not None and before.start() - start <= 6 else before.start()
    who = _name(text[start : before.start()])
    canonical = f"{squeezed(who)}{before[1]}〔{year}〕{tail}"
    typed = text[start : match.end()]
    return Number(start, match.end(), typed, canonical, Family.ORDER, before[1], int(year), serial, "", who or None)


def _leading(text: str, match: re.Match[str], floor: int) -> Number | None:
    """〔1996〕武司字第82号."""
    if _COURT.search(match["word"]):
        return None
    year, serial, prefix = arabic(match["y3"]), arabic(match["n3"]), match["word"]
    canonical = f"〔{year}〕{prefix}{match['th3']}{serial}号"
    whole = int(year) if len(year) == 4 else 1900 + int(year)
    return Number(match.start(), match.end(), match[0], canonical, Family.DOCUMENT, None, whole, serial, prefix)


def _yearly(text: str, match: re.Match[str], floor: int) -> Number | None:
    """2020年第53号, with who and what stands around it: 海关总署公告2020年第53号 is one."""
    year, serial = arabic(match["y4"]), arabic(match["n4"])
    end, start = match.end("yearly"), match.start()
    number = f"{year}年第{serial}号"
    before = _KIND_BEFORE.search(text, max(floor, start - 12), start)
    kind, after = (before[1] if before else None), squeezed(match["k4"] or "")
    quoted = before is not None and "》" in before[0]
    joined = before is not None and not before["open"] and not quoted
    at = None if quoted else prefixes.issuer(text, before.start() if before else start, floor)
    who = _name(text[at : before.start() if before else start]) if at is not None else None
    if at is not None and joined:
        canonical = squeezed(f"{who}{kind}{number}")
        return Number(at, end, text[at:end], canonical, Family.ORDER, kind, int(year), serial, "", who)
    return Number(start, end, match["yearly"], number, Family.SERIES, kind or after or None, int(year), serial, "", who)


def _order(text: str, match: re.Match[str], floor: int) -> Number | None:
    """国务院令第707号, 国家知识产权局公告（第412号）; of 关于…的公告（第442号） only 第442号, as of 2020年第53号."""
    start = prefixes.issuer(text, match.start(), floor)
    kind, serial = match["k5"], arabic(match["n5"])
    enclosed = bool(match["open"] and match["close"])
    if start is None and match["open"]:
        return _ordinal_alone(match.start("open") + 1, match.end("order"), text, kind, serial)
    at = match.start() if start is None else start
    end = match.end() if enclosed else match.end("order")
    who = _name(text[at : match.start()]) or None
    return Number(
        at, end, text[at:end], squeezed(f"{who or ''}{kind}第{serial}号"), Family.ORDER, kind, None, serial, "", who
    )


def _ordinal(text: str, match: re.Match[str], floor: int) -> Number | None:
    """总局第4号令; without a name before it only in brackets right after a title."""
    start = prefixes.issuer(text, match.start(), floor)
    kind, serial = match["k6"], arabic(match["n6"])
    if start is None:
        if not re.search(rf"》[{BLANKS}]?[（(]$", text[max(0, match.start() - 3) : match.start()]):
            return None
        start = match.start()
    who = _name(text[start : match.start()]) or None
    canonical = squeezed(f"{who or ''}第{serial}号{kind}")
    return Number(start, match.end(), text[start : match.end()], canonical, Family.ORDER, kind, None, serial, "", who)


def _inner(text: str, match: re.Match[str], floor: int) -> Number | None:
    kind = _KIND_BEFORE.search(text, max(0, match.start() - 4), match.start())
    at = match.start() + match[0].index("第")
    return _ordinal_alone(at, match.end(), text, kind[1], arabic(match["n7"])) if kind else None


def _ordinal_alone(start: int, end: int, text: str, kind: str | None, serial: str) -> Number:
    while text[start] in BLANKS:
        start += 1
    typed = text[start:end].rstrip(BLANKS)
    return Number(start, start + len(typed), typed, f"第{serial}号", Family.SERIES, kind, None, serial)


def _name(text: str) -> str:
    return text.strip(BLANKS)


_ROUND = str.maketrans("()", "（）")
_READERS = {
    "bracketed": _bracketed,
    "unmarked": _unmarked,
    "leading": _leading,
    "yearly": _yearly,
    "order": _order,
    "ordinal": _ordinal,
    "inner": _inner,
}
