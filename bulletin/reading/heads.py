"""Takes the dress off a line that may be a heading: numbering, markdown, bullets, brackets, a link around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .numerals import integer
from .ornaments import trim

LONGEST_HEAD = 400

_G = r"[ \t\u3000\u00a0]{0,4}"
_N = r"[0-9０-９]{1,4}"
_HAN = r"[〇一二三四五六七八九十百]{1,5}"

# (style, pattern): the style is what entries of one list share, the group is the number.
_STYLES = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        ("1、", rf"({_N}){_G}、{_G}"),
        ("1.1", r"[0-9]{1,2}[.．]([0-9]{1,2})(?:[ \t\u3000\u00a0]{1,4}|[、.．])(?![0-9年月日个件万亿元%％倍多余家])"),
        ("1.", rf"({_N}){_G}[.．]{_G}(?![0-9０-９])"),
        ("1)", rf"({_N}){_G}[)）]{_G}"),
        ("(1)", rf"[(（]{_G}([0-9０-９]{{1,3}}){_G}[)）]{_G}[、.．]?{_G}"),
        ("[1]", rf"[\[［【]{_G}([0-9０-９]{{1,3}}){_G}[\]］】](?!\(){_G}"),
        ("[一]", rf"[\[［【]{_G}({_HAN}){_G}[\]］】]{_G}"),
        ("一、", rf"({_HAN}){_G}[、.．]{_G}"),
        ("(一)", rf"[(（]{_G}({_HAN}){_G}[)）]{_G}[、.．]?{_G}"),
        ("1 ", r"([0-9０-９]{1,3})[ \t\u3000\u00a0]{1,4}(?=[\u4e00-\u9fff《“])(?![年月日个件万亿元家条号项名余多])"),
    )
)
_ROMAN = re.compile(rf"(?P<sign>[Ⅰ-Ⅻ]|(?:X{{0,1}}(?:IX|IV|V?I{{1,3}}|V)|X)(?=[.．、])){_G}[.．、 \u3000]{_G}")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKDOWN = re.compile(r"(#{1,6})[ \t\u3000]{1,4}")
_BULLET = re.compile(rf"([-*+](?=[ \t\u3000\u00a0])|[●◆■★▶►▪▫◇○◎◉⊙□•·※☆▲△➢➤→»❖✦✧▸▹]){_G}(?=\S)")
_LINK = re.compile(r"\[(.{1,380})\]\(([^()\s]{0,2000})\)")
_DRESSED = re.compile(r"[^\u4e00-\u9fffa-zA-Z]|[IVX]{1,4}[.．、]|[一二三四五六七八九十百]")
# What a date, an address or a link ends with: only then can a line without dress in front hold one.
_NUMBER_FIRST = re.compile(r"[^ \u3000，。]{4,40}号[ \t\u3000:：]")
_TRAILED = tuple("0123456789)）]］】>/")
_BRACKETS = (("【", "】"), ("〖", "〗"), ("「", "」"), ("〔", "〕"), ("［", "］"))


@dataclass(frozen=True, slots=True)
class Head:
    """A line undressed: ``core`` is its wording, ``mark`` the numbering style, ``shape`` the whole dress."""

    core: str
    mark: str = ""
    number: int | None = None
    url: str | None = None
    level: int = 0
    bullet: str = ""
    bracket: str = ""
    bold: bool = False
    day: date | None = None
    own: str | None = None
    source: str | None = None

    @property
    def has_beside(self) -> bool:
        """Whether a date, a number or a source stood on the line beside the wording."""
        return self.day is not None or self.own is not None or self.source is not None

    @property
    def shape(self) -> str:
        """What headings of one rank have in common."""
        level = "#" * self.level
        return f"{level}{self.bracket}{self.bullet}{self.mark}{'**' if self.bold else ''}"


def undress(text: str) -> Head:
    """The wording of a possible heading and everything that dresses it; long lines are left as they are."""
    if len(text) > LONGEST_HEAD:
        return Head(text)
    if not _DRESSED.match(text):
        beside = (
            "  " in text
            or "\u3000\u3000" in text
            or text.endswith(_TRAILED)
            or "://" in text
            or _NUMBER_FIRST.match(text)
        )
        return _trimmed(text) if beside else Head(text)
    level, rest = _markdown(text)
    bullet, rest = _bullet(rest)
    bold, rest = _unbold(rest)
    mark, number, rest = numbering(rest)
    trimmed = trim(rest)
    rest = trimmed.title
    bold, rest = (True, _unbold(rest)[1]) if _unbold(rest)[0] else (bold, rest)
    url, rest = link(rest)
    if url is not None and number is None:
        mark, number, rest = numbering(rest)
    bold, rest = (True, _unbold(rest)[1]) if _unbold(rest)[0] else (bold, rest)
    bracket, rest = unbracket(rest)
    if bracket and number is None:
        mark, number, rest = numbering(rest)
    url = trimmed.url if url is None else url
    return Head(rest.strip(), mark, number, url, level, bullet, bracket, bold, trimmed.day, trimmed.own, trimmed.source)


def _trimmed(text: str) -> Head:
    trimmed = trim(text)
    return Head(trimmed.title.strip(), url=trimmed.url, day=trimmed.day, own=trimmed.own, source=trimmed.source)


def numbering(text: str) -> tuple[str, int | None, str]:
    """(style, number, rest) of a line that begins with a list number; ("", None, text) of any other."""
    first = text[:1]
    if first in _CIRCLED and first:
        return "①", _CIRCLED.index(first) + 1, text[1:].lstrip()
    if first in "IVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ" and first:
        return _roman(text)
    if not first or first not in "0123456789０１２３４５６７８９(（[［【〇一二三四五六七八九十":
        return "", None, text
    for style, pattern in _STYLES:
        match = pattern.match(text)
        if match and match.end() < len(text):
            return style, integer(match[1]), text[match.end() :]
    return "", None, text


def _roman(text: str) -> tuple[str, int | None, str]:
    match = _ROMAN.match(text)
    if match is None or match.end() >= len(text):
        return "", None, text
    sign = match["sign"]
    number = _ROMANS.index(sign) + 1 if sign in _ROMANS else ord(sign) - ord("Ⅰ") + 1
    return "I.", number, text[match.end() :]


def link(text: str) -> tuple[str | None, str]:
    """(address, label) when the whole text is one markdown link; (None, text) otherwise."""
    if not (text.startswith("[") and text.endswith(")")):
        return None, text
    match = _LINK.fullmatch(text)
    return (match[2], match[1].strip()) if match and "](" not in match[1] else (None, text)


def _markdown(text: str) -> tuple[int, str]:
    match = _MARKDOWN.match(text)
    return (len(match[1]), text[match.end() :].rstrip("# ").strip()) if match else (0, text)


def _bullet(text: str) -> tuple[str, str]:
    match = _BULLET.match(text) if not text.startswith("**") else None
    return (match[1], text[match.end() :]) if match else ("", text)


def _unbold(text: str) -> tuple[bool, str]:
    for mark in ("**", "__"):
        if len(text) > 4 and text.startswith(mark) and text.endswith(mark) and mark not in text[2:-2]:
            return True, text[2:-2].strip()
    return False, text


def unbracket(text: str) -> tuple[str, str]:
    for opening, closing in _BRACKETS:
        if len(text) > 2 and text.startswith(opening) and text.endswith(closing) and opening not in text[1:]:
            return opening, text[1:-1].strip()
    return "", text
