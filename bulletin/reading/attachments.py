"""Annexes of an entry: lines and lists headed 附件, links, and 《…》（见附件） in the text; names as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .brackets import Quoted, quoted_titles
from .heads import link, numbering

LONGEST_CHAIN = 40

_G = r"[ \t\u3000\u00a0]{0,4}"
_LABEL = re.compile(
    rf"附{_G}(?:件|录|表)(?:下载|列表)?{_G}(?P<no>[0-9０-９一二三四五六七八九十]{{0,3}}){_G}(?:[:：]|[.．、](?=.)|(?=《))|附{_G}[:：]"
)
_SEE = re.compile(
    rf"[（(]{_G}(?:详|具体)?(?:内容)?见{_G}附{_G}[件表录]"
    r"(?P<which>[ 0-9０-９一二三四五六七八九十~～、，,至和—–-]{0,16})(?:[:：][^（）()]{0,60})?[)）]"
)
_JOINERS = re.compile(r"[、，和及与以 \t]{0,4}")
_BULLETS = "-*•·◆ "
_MANY = re.compile(r"[~～、，,至和—–-]")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|zip|rar|pptx?|ofd)$", re.IGNORECASE)
_TAIL = re.compile(r"[。；;，]+$")


@dataclass(frozen=True, slots=True)
class Named:
    """An annex: its name as printed and, where it was a link, the address."""

    title: str
    url: str | None = None


def of_line(text: str) -> list[Named] | None:
    """The annexes that a line headed 附件 lists ([] for the bare heading of a list); None for any other line."""
    if len(text) > 400:
        return None
    url, label = link(text.lstrip(_BULLETS))
    match = _LABEL.match(label)
    if match is None:
        return [Named(label, url)] if url is not None and _FILE.search(label) else None
    rest = label[match.end() :].strip()
    if url is None and rest:
        inner_url, inner = link(rest)
        url, rest = inner_url, inner
    if not rest:
        return []
    return [Named(each, url) for each in _listed(rest)]


def of_list_line(text: str) -> Named | None:
    """The annex on a further line of a list: 2. 名称, or a link."""
    mark, number, rest = numbering(text)
    url, label = link(rest if number is not None else text)
    if url is not None and number is None:
        mark, number, label = numbering(label)
    if number is None or mark not in {"1.", "1、", "(1)", "1)", "1 ", "①"} or len(label) > 200 or "。" in label[:-1]:
        return None
    return Named(_TAIL.sub("", label).strip(), url)


def list_number(text: str) -> int | None:
    """The number that a line of a list of annexes begins with, after 附件： or a link's bracket."""
    _, label = link(text)
    match = _LABEL.match(label)
    rest = label[match.end() :].strip() if match else label
    return numbering(link(rest)[1])[1]


def in_text(text: str) -> list[str]:
    """The 《…》 that （见附件） stands next to, in order; a single number (见附件 2) takes the nearest one only."""
    if "附" not in text:
        return []
    names: list[str] = []
    titles = quoted_titles(text)
    seen = past = 0
    for match in _SEE.finditer(text):
        near = seen
        while seen < len(titles) and titles[seen].end <= match.start():
            seen += 1
        chain = _chain(text, titles[max(near, seen - LONGEST_CHAIN) : seen], past, match.start())
        which = match["which"].strip()
        names += [each.title for each in (chain[-1:] if which and not _MANY.search(which) else chain)]
        past = match.end()
    return names


def _chain(text: str, titles: Sequence[Quoted], past: int, end: int) -> list[Quoted]:
    """The titles that reach ``end`` with nothing but 、和及 between them; the last must touch it."""
    chain: list[Quoted] = []
    for each in reversed(titles):
        between = text[each.end : end] if end - each.end <= 8 else "far"
        if each.start < past or not _JOINERS.fullmatch(between) or (not chain and between.strip()):
            break
        chain.insert(0, each)
        end = each.start
    return chain


def _listed(rest: str) -> list[str]:
    """1.甲 2.乙 on one line, or one name."""
    pieces = re.split(r"[ \t\u3000；;]{1,8}(?=[0-9]{1,2}[.．、](?![0-9]))", rest)
    names = [numbering(piece)[2] if numbering(piece)[1] is not None else piece for piece in pieces]
    return [name for name in (_TAIL.sub("", each).strip() for each in names) if name]
