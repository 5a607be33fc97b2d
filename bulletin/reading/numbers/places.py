"""Whether a number is a document's own, told by its place: alone on a line, after a label, at the end of a title."""

from __future__ import annotations

import re
from dataclasses import replace

from . import chinese, foreign, prefixes
from .finding import find_all
from .narrow import BLANKS, plain
from .number import SERIAL, SPOKEN_OF, Family, Number

LONGEST = 60
LONGEST_LINE = 160

_OPEN, _CLOSE = "（(〔[【［", "）)〕]】］"
_CLOSERS = BLANKS + "）)〕]】］"
_LABEL = re.compile(
    r"(?:发文字号|文号|文件编号|发布文号|公文文号|文件号|编号|标准号|标准编号|案卷号|公告号|通告号"
    r"|(?i:docket(?: (?:nos?\.?|numbers?|ids?))?|document (?:no\.?|number|citation)"
    r"|reference(?: (?:no\.?|number))?|ref\.?(?: no\.?)?"
    r"|FR ?doc\.?(?: (?:no\.?|number))?|RINs?|EMA (?:reference|document) number|number)) ?[:：]? ?"
)
_FR_LINE = re.compile(r"\[?(?P<number>FR ?Doc[^\[\]]{5,40}?)(?: Filed [^\[\]]{3,60})?\]?")
_LABEL_BEFORE = re.compile(r"(?i:\bdocket|\breference|\bref\.)[^.;()]{0,16}?(?i:no\. ?)?$")
_ACT = re.compile(r"(?:[A-Z][a-z]+ ){0,4}(?:Regulation|Directive|Decision) ?")
_KIND_ENDS = re.compile(rf"(令|公告|通告|决定)[{BLANKS}]{{0,2}}$")
_TRAILING = re.compile(r"[（(\[【［]([^（）()\[\]【】［］]{1,80})[)）\]】］][ \u3000]{0,4}$")


def whole(text: str) -> Number | None:
    """The number when the text is nothing else (brackets around it aside)."""
    bare = text.strip(BLANKS)
    if len(bare) > LONGEST:
        return None
    for tried in (bare, bare[1:-1].strip(BLANKS) if bare[:1] in _OPEN and bare[-1:] in _CLOSE else ""):
        found = find_all(tried) if tried else []
        if len(found) == 1 and found[0].start == 0 and found[0].end == len(tried):
            return found[0]
    return None


def of_line(text: str) -> Number | None:
    """The number of a line that holds it, its label and nothing else ([Docket No. FDA-2016-N-1234], 文号：…)."""
    bare = text.strip(BLANKS)
    if not bare or len(bare) > LONGEST_LINE:
        return None
    if bare[0] in _OPEN and bare[-1] in _CLOSE:
        bare = bare[1:-1].strip(BLANKS)
    label = _LABEL.match(bare)
    labelled = bare[label.end() :].strip(BLANKS) if label else ""
    if foreign.federal_document(plain(labelled)):
        return _federal(labelled, text.rindex(labelled))
    found = find_all(bare)
    if len(found) != 1 or found[0].end != len(bare):
        return None
    before, at = _LABEL.sub("", bare[: found[0].start]).strip(BLANKS), text.index(bare)
    if before and before != found[0].kind:
        return None
    # Of 公告2021年第3号 alone on its line the word is typed with the number, though it is no part of its form.
    start = bare.rindex(before, 0, found[0].start) if before else found[0].start
    return replace(found[0], start=start + at, end=found[0].end + at, typed=bare[start:])


def is_imprint(text: str) -> bool:
    """Whether the text is where a register says which of its documents this was ([FR Doc. 2023-12345 Filed …])."""
    match = _FR_LINE.fullmatch(text.strip(BLANKS)) if "FR" in text[:12] else None
    found = of_line(match["number"]) if match else None
    return found is not None and found.family is Family.FEDERAL_REGISTER


def labelled(text: str) -> list[Number]:
    """The dockets and references of a running text that have their label before them (See Docket No. FDA-2016-N-1)."""
    found = (each for each in find_all(text) if each.family in {Family.DOCKET, Family.EMA})
    return [each for each in found if _LABEL_BEFORE.search(text, max(0, each.start - 24), each.start)]


def own_of_title(title: str) -> Number | None:
    """The number that ends the title, bracketed or not; one that something else follows, or that is quoted, is cited.

    Patents and, without brackets, standards and foreign numbers are what a title speaks of; an act of the European
    Union is named by its number first (Regulation (EU) 2017/745 on medical devices).
    """
    found = [each for each in find_all(title) if each.family not in SPOKEN_OF]
    if not found:
        return _in_last_bracket(title)
    if found[0].family is Family.EU and _ACT.fullmatch(title, 0, found[0].start):
        return found[0]
    last = found[-1]
    rest = title[last.end :].lstrip(_CLOSERS)
    rest = rest.removeprefix("公告").removeprefix("通告")
    ends = not rest or _TRAILING.fullmatch(rest) is not None
    return last if ends and _owned(title, last) else _in_last_bracket(title)


def _owned(title: str, number: Number) -> bool:
    before = title[: number.start].rstrip(BLANKS)
    label = _labelled_start(before)
    if before[label - 1 : label] in _OPEN and label:
        return True
    return (number.family in SERIAL or label < len(before)) and not prefixes.cites(before)


def _labelled_start(before: str) -> int:
    """Where the label that ends the text begins; its end where there is none."""
    tail = max(0, len(before) - 30)
    match = next((each for each in _LABEL.finditer(before, tail) if not before[each.end() :].strip(BLANKS)), None)
    return match.start() if match else len(before)


def _in_last_bracket(title: str) -> Number | None:
    """Numbers that are one only there: 关于…的公告（第442号）, Some notice (2023-12345)."""
    trailing = _TRAILING.search(title, max(0, len(title) - 90))
    if trailing is None:
        return None
    inside, start = trailing[1], trailing.start(1)
    serial = chinese.ordinal_in_bracket(inside.strip(BLANKS))
    kind = _KIND_ENDS.search(title, max(0, trailing.start() - 5), trailing.start())
    if serial and kind:
        typed = inside.strip(BLANKS)
        at = start + inside.index(typed)
        return Number(at, at + len(typed), typed, f"第{serial}号", Family.SERIES, kind[1], None, serial)
    return _federal(inside, start) if foreign.federal_document(plain(inside)) else None


def _federal(typed: str, start: int) -> Number:
    year, _, serial = plain(typed).partition("-")
    return Number(start, start + len(typed), typed, plain(typed), Family.FEDERAL_REGISTER, "FR Doc.", int(year), serial)
