"""The proof's eye for punctuation: half-width and unpaired marks, marks typed twice, titles within titles.

Source: GB/T 15834—2011. Addresses and file names are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from . import proof_rules as rules
from .brackets import LONGEST_TITLE
from .proof_rules import Slip

CLOSING = {"》": "《", "〉": "〈", "”": "“", "）": "（", "〕": "〔", "】": "【", "」": "「", "』": "『"}
OPENING = {opening: closing for closing, opening in CLOSING.items()}
_WIDE = str.maketrans("()", "（）")
_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", ".": "。"}

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff〇]"
_CJK = r"[\u3400-\u4dbf\u4e00-\u9fff〇》”）】〕，。、；：！？《“（【〔·]"
_SIMPLE = re.compile(rf"(?<={_HAN[:-1]}》”）％%])[,;!?](?![0-9A-Za-z]{{1,9}}=)|(?<={_HAN[:-1]}》）])[:](?!//)")
_STOP = re.compile(rf"(?<={_HAN[:-1]}》”）])\.(?=[”』」）\s]|$|{_HAN})", re.MULTILINE)
_NUMERAL_HEAD = re.compile(r"^[ \u3000]{0,4}第?[一二三四五六七八九十百]{1,4}\.", re.MULTILINE)
_DOTS = re.compile(rf"(?:(?<={_CJK})[.．]{{3,12}}|。{{3,12}}|(?<={_HAN[:-1]}])…(?![…]))")
_DOUBLED = re.compile(r"([，。、；：])\1(?!\1)(?<!\1\1\1)|[，、；：]。|。[，、；：]|，、|、，|；，|，；")
_TILDE = re.compile(r"(?<=[0-9０-９日月年号%％℃期条项])[ ]?~[ ]?(?=[0-9０-９])")
_QUOTES = re.compile(r'"([^"\n]{1,200})"')
_SPACED = re.compile(r"《[ \u3000\u00a0]{1,4}|(?<=[^ \u3000\u00a0《])[ \u3000\u00a0]{1,4}》")
_ANGLE = re.compile(r"<([^<>\n]{2,100})>")
_BRACKET = re.compile(r"[（(）)\n]")
# 1） a） 甲） at the head of a clause open nothing.
_ENUMERATOR = re.compile(
    r"(?:^|(?<=[\s；。，、：;:]))[0-9A-Za-z①-⑳一二三四五六七八九十甲乙丙丁]{1,3}[）)]", re.MULTILINE
)
_APART = re.compile(r"(?:https?://|www\.)[\x21-\x7e]{1,2000}|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}")


def slips(text: str) -> Iterator[Slip]:
    """Every slip of punctuation in the text, lines apart."""
    apart = {at for match in _APART.finditer(text) for at in range(match.start(), match.end())}
    for slip in (*_single(text), *_pairs(text), *_titles(text), *_unpaired(text)):
        if slip.start not in apart:
            yield slip


def _single(text: str) -> Iterator[Slip]:
    for match in _SIMPLE.finditer(text):
        yield Slip(match.start(), match.end(), rules.HALF_WIDTH, _FULL[match[0]])
    heads = {match.end() - 1 for match in _NUMERAL_HEAD.finditer(text)}
    for match in _STOP.finditer(text):
        yield Slip(match.start(), match.end(), rules.HALF_WIDTH, "、" if match.start() in heads else "。")
    for match in _DOTS.finditer(text):
        yield Slip(match.start(), match.end(), rules.DOTS, "……")
    for match in _DOUBLED.finditer(text):
        yield Slip(match.start(), match.end(), rules.DOUBLED_MARK, match[1] or _stronger(match[0]))
    for match in _TILDE.finditer(text):
        yield Slip(match.start(), match.end(), rules.TILDE, "～")


def _stronger(pair: str) -> str:
    return min(pair, key="。；：，、".index)


def _pairs(text: str) -> Iterator[Slip]:
    """Round brackets and straight quotation marks that belong together."""
    for start, end in _rounds(text):
        inside, around = text[start + 1 : end - 1], text[max(0, start - 1) : start] + text[end : end + 1]
        right = f"（{inside}）"
        if text[start] != "(" or text[end - 1] != ")":
            if text[start : start + 1] + text[end - 1 : end] != "（）":
                yield Slip(start, end, rules.MIXED_PAIR, right)
        elif (re.search(_CJK, around) or re.search(_HAN, inside)) and not _is_formula(text, start, end):
            yield Slip(start, end, rules.HALF_WIDTH, right)
    for match in _QUOTES.finditer(text):
        if re.search(_HAN, match[1]):
            yield Slip(match.start(), match.end(), rules.STRAIGHT_QUOTES, f"“{match[1]}”")


def _is_formula(text: str, start: int, end: int) -> bool:
    """(E)-2-…, f(x): no bracket of a sentence."""
    inside = text[start + 1 : end - 1]
    applied = len(inside) <= 2 and bool(re.match(r"[A-Za-z]", text[max(0, start - 1) : start]))
    return inside.isascii() and (applied or bool(re.match(r"[-0-9A-Za-z\[]", text[end : end + 1])))


def _rounds(text: str) -> Iterator[tuple[int, int]]:
    """Round brackets and their partners in the same line."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "\n":
            opened = []
        elif match[0] in "（(":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.end()


def _titles(text: str) -> Iterator[Slip]:
    """Spaces and marks within 《》."""
    for match in _SPACED.finditer(text):
        yield Slip(match.start(), match.end(), rules.INNER_SPACE, "《" if match[0][0] == "《" else "》")
    depth, opened = 0, 0
    for match in re.finditer(r"[《》\n]", text):
        if match[0] == "\n":
            depth = 0
        elif match[0] == "《":
            depth += 1
            opened = match.start() if depth == 2 else opened
        elif depth:
            depth -= 1
            if depth == 1 and match.end() - opened <= LONGEST_TITLE:
                yield Slip(opened, match.end(), rules.INNER_TITLE, f"〈{text[opened + 1 : match.start()]}〉")
    for match in _ANGLE.finditer(text):
        if re.search(_HAN, match[1]):
            before = text[max(0, match.start() - LONGEST_TITLE) : match.start()]
            marks = "〈〉" if before.rfind("《") > before.rfind("》") else "《》"
            yield Slip(match.start(), match.end(), rules.INNER_TITLE, f"{marks[0]}{match[1]}{marks[1]}")


def _unpaired(text: str) -> Iterator[Slip]:
    """Marks without a partner: brackets within their line, quotations within the text.

    A quotation over several paragraphs opens each of them again and is closed once (GB/T 15834—2011, 附录B).
    """
    wide = text.translate(_WIDE)
    enumerators = {match.end() - 1 for match in _ENUMERATOR.finditer(wide)}
    opened: list[int] = []
    waiting: Counter[str] = Counter()
    for place, mark in enumerate(wide):
        if mark == "\n":
            yield from (_alone(at) for at in opened if wide[at] != "“")
            opened = [at for at in opened if wide[at] == "“"]
            waiting = Counter({"“": len(opened)})
        elif mark in OPENING and not (mark == "“" and opened and wide[place - 1] == "\n"):
            opened.append(place)
            waiting[mark] += 1
        elif mark in CLOSING and waiting[CLOSING[mark]]:
            yield from _close(wide, opened, waiting, CLOSING[mark])
        elif mark in CLOSING and place not in enumerators:
            yield _alone(place)
    yield from map(_alone, opened)


def _close(text: str, opened: list[int], waiting: Counter[str], partner: str) -> Iterator[Slip]:
    """Take the last ``partner`` off the marks that wait, and those after it, which have none."""
    while opened:
        place = opened.pop()
        waiting[text[place]] -= 1
        if text[place] == partner:
            return
        yield _alone(place)


def _alone(place: int) -> Slip:
    return Slip(place, place + 1, rules.UNPAIRED)
