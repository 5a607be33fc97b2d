"""Marks what the paragraphs of a body are that are typed as such: headings of clauses, clauses with a lead, notes.

The text stays what it is. Numbers are those of GB/T 9704—2012 (7.3.3): 一、 in 黑, （一） in 楷, then 1. and （1）; an
article of law (第一条) bears its number in 黑. In print every level begins two characters in; in English each hangs
below what it is part of.
"""

from __future__ import annotations

import re

_BODY = re.compile(r'(<div class="body"[^>]*>)(.*?)</div>', re.DOTALL)
_PIECE = re.compile(r"<(/?)(?:table|ul|ol|blockquote|figure)\b[^>]*>|<p>(.*?)</p>|<h[1-6]", re.DOTALL)
NUMERALS = "[一二三四五六七八九十百]{1,4}"
_FIRST = re.compile(rf"{NUMERALS}、[^<。；：，！？]{{1,40}}")
_SECOND = re.compile(rf"（{NUMERALS}）[^<。；：，！？]{{1,30}}")
_LOWER_NUMBER = rf"第{NUMERALS}[章节]|[0-9]{{1,3}}[.．、] ?|（[0-9]{{1,3}}）"
_LOWER = re.compile(rf"(?:{_LOWER_NUMBER})[^<。；：，！？]{{1,30}}(?<![.;:,])")
# The short sentence that heads the text behind it in the same paragraph; the number of an article of law.
_LEAD = re.compile(rf"(?:({NUMERALS}、)|（{NUMERALS}）)[^<。；：！？]{{1,30}}。(?=.)")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇]{1,7}条(?:之[一二三四五六七八九十])?(?=[\s\u3000　])")
_ENGLISH_NUMBER = re.compile(
    r"(?:[0-9]{1,3}[.)]|[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}\.?|\([0-9]{1,3}\)|\([a-z]{1,4}\)|[a-z][.)]) (?=\S)"
)
_ROMAN = re.compile(r"\(([ivx]{1,4})\)")
# The letter before one that is a Roman number as well: (i), (v) and (x) after these go on with the alphabet.
_BEFORE = {"i": "h", "v": "u", "x": "w"}
# The classes of paragraphs that hang, by how many levels are above them; deeper ones stand like the last.
HUNG = ("hung", "hung below-1", "hung below-2", "hung below-3")
_NOTE = re.compile(r"(?:注|备注|附注|Notes? ?)[0-9]{0,2}[：:.]|[*＊※]")
_MARK = re.compile(r"[①-⑳]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def marked(page: str) -> str:
    """The page with classes on such paragraphs of its bodies; those in cells, lists and quotations are left alone."""
    return _BODY.sub(lambda body: f"{body[1]}{_Paragraphs(body[2]).written()}</div>", page)


class _Paragraphs:
    """A body read from its beginning, with how deep in its blocks the reading is."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.depth = 0
        self.referred: set[str] = set()
        self.numbers = _Numbers()

    def written(self) -> str:
        return _PIECE.sub(self._piece, self.body)

    def _piece(self, piece: re.Match[str]) -> str:
        text = piece[2]
        if piece[0].startswith("<h"):
            self.numbers = _Numbers()
        elif text is None:
            self.depth += -1 if piece[1] else 1
        elif not self.depth:
            return self._paragraph(text)
        return piece[0]

    def _paragraph(self, text: str) -> str:
        """A circled number begins a note where one before it, in the midst of a text, refers to it; else a clause."""
        is_note = _NOTE.match(text) or text[:1] in self.referred
        self.referred.update(_MARK.findall(text[1:]))
        if is_note:
            return f'<p class="note">{text}</p>'
        return _heading(text) or _with_lead(text) or self._hung(text) or f"<p>{text}</p>"

    def _hung(self, text: str) -> str | None:
        number = _ENGLISH_NUMBER.match(text)
        if number is None or _HAN.search(text):
            return None
        kind = HUNG[min(self.numbers.level(number[0].strip()), len(HUNG) - 1)]
        return f'<p class="{kind}"><span class="hung-number">{number[0]}</span>{text[number.end() :]}</p>'


class _Numbers:
    """The sorts of English numbers that are open, from the outermost in, below one heading."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.last = ""

    def level(self, number: str) -> int:
        """How many levels are above this number: a sort that is new begins one below what was open."""
        sort = self._sort(number)
        self.last = number.strip("().")
        if sort == "1.":
            self.open.clear()
        if sort in self.open:
            del self.open[self.open.index(sort) + 1 :]
        else:
            self.open.append(sort)
        return len(self.open) - 1

    def _sort(self, number: str) -> str:
        if number[0].isdigit():
            return "1."
        roman = _ROMAN.fullmatch(number)
        if roman and not (self.last and self.last == _BEFORE.get(roman[1])):
            return "(i)"
        return "(1)" if number[1].isdigit() else "(a)"


def _heading(text: str) -> str | None:
    for kind, pattern in (("clause first", _FIRST), ("clause second", _SECOND), ("clause", _LOWER)):
        if pattern.fullmatch(text):
            return f'<p class="{kind}">{text}</p>'
    return None


def _with_lead(text: str) -> str | None:
    if lead := _LEAD.match(text):
        tag = "b" if lead[1] else "i"
        return f"<p><{tag}>{lead[0]}</{tag}>{text[lead.end() :]}</p>"
    if article := _ARTICLE.match(text):
        return f"<p><b>{article[0]}</b>{text[article.end() :]}</p>"
    return None
