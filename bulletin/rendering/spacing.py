"""Marks in the text of a page what its layout shall do: gaps, breaks, joints and half-width marks; nothing is removed.

Between Han and Latin or digits goes a quarter em, typed or not (clreq, 3.2.1); a break is allowed and forbidden where
Unicode's rules are not those of Chinese (避头尾, clreq 3.1.4); tags, styles and titles are left alone.
"""

from __future__ import annotations

import re

from bulletin.rendering.typesetting.characters import (
    ALNUM,
    BREAK,
    CLOSING,
    GAP,
    HALF,
    HAN,
    JOIN,
    NEVER_FIRST,
    OPENING,
    TYPED,
    plain,
)

__all__ = ["plain", "spaced"]

_TAG = r"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>"""
_KEPT = r"<(style|title|pre|script)\b.*?</\1>"
# Across these a sentence goes on, though not for gaps at what is raised, lowered, or a number in a box of the design.
_INLINE = re.compile(r"<(/?)(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u)\b")
_APART = re.compile('<(?:su[bp]\\b|span class="[a-z]+-number")')
_PIECE = re.compile(f"{_KEPT}|{_TAG}", re.DOTALL)
# What tags are in a run of text while it is worked on: no character of HTML.
_THROUGH, _WALL = "\x01", "\x02"
_TAGS = re.compile(f"[{_THROUGH}{_WALL}]")
_T = f"{_THROUGH}*"
_CJK = HAN + CLOSING + OPENING

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # Gaps, at the end of what comes first; a typed space gives way to one that says so.
    (re.compile(f"(?<=[{HAN}])({_T}) ({_T})(?=[{ALNUM}])|(?<=[{ALNUM}])({_T}) ({_T})(?=[{HAN}])"), rf"\1\3{TYPED}\2\4"),
    (re.compile(f"(?<=[{HAN}])(?={_T}[{ALNUM}])|(?<=[{ALNUM}])(?={_T}[{HAN}])"), GAP),
    # A figure stays with what it counts, where that is a date or a number: 1日, 9号.
    (re.compile(f"(?:(?<=[0-9]{GAP})|(?<=[0-9]{TYPED}))(?={_T}[年月日号])"), JOIN),
    # So does the number of a document with its year: 〔2020〕9号.
    (re.compile("(?<=〕)(?=[0-9])"), JOIN),
    # Of two neighbouring marks one gives up its blank half; between a closing and an opening one a line may break.
    (re.compile(f"(?<=[{CLOSING}])(?={_T}[{CLOSING}])|(?<=[{OPENING}])(?=[{OPENING}])"), HALF),
    (re.compile(f"(?<=[{OPENING}])({_THROUGH}+)(?=[{OPENING}])"), rf"\1{HALF}"),
    (re.compile(f"(?<=[{CLOSING}])(?={_T}[{OPENING}])"), HALF + BREAK),
    # Unicode cannot tell “ from ”, so it keeps both from their neighbours.
    (re.compile(f"(?<=[{HAN}—…])(?={_T}[“‘])|(?<=[”’])(?={_T}[{HAN}])|(?<=”)(?={_T}[{ALNUM}])"), BREAK),
    (re.compile(f"(?<=[^{NEVER_FIRST}])(?=[{NEVER_FIRST}])"), JOIN),
    (re.compile(r"(?<=[0-9]) (?=[%‰℃℉°％])"), f"{JOIN} {JOIN}"),
)
# In English a day stays with its month, and a number with what it counts.
_DAY = r"\b[0-9]{1,2} (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
_COUNTED = r"\b(?:Nos?\.|Art\.|Article|Annex|Chapter|Section|Table|Figure|Part|Note) (?=[0-9IVX]+\b)"
_TOGETHER = re.compile(f"{_DAY}|{_COUNTED}")
# What stands in ragged lines, and there never breaks within a document's number, a day or a short aside as （试行）.
_RAGGED = re.compile(
    '<[a-z0-9]+ class="(?:(?:entry|corrected|part)-title|(?:contents|day|document)-entry|fact-text|box-line)"'
)
_M = f"[{GAP}{JOIN}{BREAK}{HALF}{_THROUGH}]*"
_WHOLE = re.compile(
    f"[0-9]{{4}}{_M}[年〕]{_M}第?{_M}[0-9]+{_M}(?:号|月{_M}[0-9]+{_M}日)|（{_M}(?:[{HAN}]{_M}){{1,8}}）"
)
_JOINT = re.compile(f"(?<=[^0-9])(?=[^{GAP}{JOIN}])|(?=[{HAN}〕])")
# One character alone on the last line: it and the one before stay together (孤字不成行).
_LAST = re.compile(
    f"{BREAK}?(?=(?:[{HAN}]|(?<![{ALNUM}{_THROUGH}])[{ALNUM}])[{CLOSING}{NEVER_FIRST}{HALF}{JOIN}{BREAK}{_THROUGH}]*[\\s{_THROUGH}{_WALL}]*$)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-;=?-~]+|[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+\.[0-9A-Za-z.-]+")
_AFTER = re.compile(r"((?:&amp;|[/?=._#%~@-])+)(?=[^/?=._#%~@&-])")
# A paragraph does not end with a part of a word.
_LAST_WORD = re.compile(f"(?<!&)[A-Za-z]{{6,}}(?=[^{ALNUM}&]*$)")
# Between the letters of a word in which no dictionary is to find a place for a hyphen.
_WITHIN = re.compile("(&[a-z]+;)|(?<=[A-Za-z])(?=[A-Za-z])")
_WORTHY = re.compile(f"[{_CJK}{NEVER_FIRST}@]|https?://|www\\.|[0-9] [%‰℃℉°]|{_DAY}|{_COUNTED}")


def spaced(page: str) -> str:
    """The page with its marks. ``characters.plain`` takes them out again."""
    made: list[str] = []
    run: list[str] = []
    tags: list[str] = []
    place = 0
    opened: list[str] = []
    block = ""
    for piece in _PIECE.finditer(page):
        run.append(page[place : piece.start()])
        place, tag = piece.end(), piece[0]
        if inline := _INLINE.match(tag):
            if not inline[1]:
                opened.append(_WALL if _APART.match(tag) else _THROUGH)
            run.append((opened.pop() if opened else _THROUGH) if inline[1] else opened[-1])
            tags.append(tag)
            continue
        made += (_set("".join(run), tags, block), tag)
        run, tags, block = [], [], tag
    return "".join((*made, _set("".join(run) + page[place:], tags, block)))


def _set(run: str, tags: list[str], block: str) -> str:
    """One run of text, up to the next tag of a block, with its tags put back."""
    if _WORTHY.search(run):
        for pattern, mark in _RULES:
            run = pattern.sub(mark, run)
        run = _LAST.sub(JOIN, run, count=1)
        run = _TOGETHER.sub(lambda found: f"{found[0][:-1]}{JOIN} {JOIN}", run)
        if _RAGGED.match(block):
            run = _WHOLE.sub(lambda found: _JOINT.sub(JOIN, found[0].replace(BREAK, "")), run)
        run = _ADDRESS.sub(_breakable, run)
    run = _LAST_WORD.sub(lambda word: _undivided(word[0]), run)
    if tags:
        left = iter(tags)
        run = _TAGS.sub(lambda _place: next(left), run)
    return run


def _breakable(address: re.Match[str]) -> str:
    """A long address may break after what parts it, but not after its scheme; a hyphen would be taken for its own."""
    scheme, slashes, rest = address[0].rpartition("://")
    return scheme + slashes + _undivided(_AFTER.sub(rf"\1{BREAK}", rest))


def _undivided(text: str) -> str:
    return _WITHIN.sub(lambda place: place[1] or JOIN, text)
