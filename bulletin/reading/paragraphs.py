"""Joins what a page break or a narrow column cut apart: lines of an entry into paragraphs; changes no character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import dates, islands, pipes
from .heads import undress
from .lines import FENCED, ISLAND, ROW, RULE, Line

# A line this long that stops in mid-sentence was wrapped; so was one as long as the longest of its entry.
WRAPPED_WIDTH = 30
NARROWEST_COLUMN = 16

# What a paragraph can be besides running text: LIST is a list typed with dashes.
LIST = "list"

_ENDS = tuple("。！？；：…—”’）)》】」]!?;:>|")
_MIDWAY = tuple("，、,")
_INSIDE = re.compile(r"[，。；、：]")
_STARTS = re.compile(
    r"特此|附[ \u3000]{0,3}件|附[:：]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百0-9]{1,5}[条章节]|[□■●◆※★]|[（(](?:此件|来源|记者)|来源[:：]|https?://|<http|\||#"
)
_LABEL = re.compile(r"[\u4e00-\u9fff \u3000]{2,12}[:：]")


@dataclass(slots=True)
class Paragraph:
    """Text with the source lines that it came from."""

    text: str
    lines: list[Line]
    kind: str = ""

    @property
    def no(self) -> int:
        return self.lines[0].no


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Every line a paragraph, save where a sentence plainly runs on from the line before."""
    widest = max((len(line.text) for line in lines), default=0)
    wrapped = max(NARROWEST_COLUMN, min(WRAPPED_WIDTH, widest - 2))
    found: list[Paragraph] = []
    pieces: list[list[str]] = []
    for at, line in enumerate(lines):
        kind = _kind(line)
        if kind or (found and found[-1].kind):
            if at and kind and _goes_with(found[-1], line, kind):
                found[-1].lines.append(line)
            else:
                found.append(Paragraph(line.text, [line], kind))
                pieces.append([line.text])
        elif at and runs_on(lines[at - 1], line, pieces[-1], wrapped):
            pieces[-1].append(line.text)
            found[-1].lines.append(line)
        else:
            pieces.append([line.text])
            found.append(Paragraph("", [line]))
    for paragraph, texts in zip(found, pieces, strict=True):
        paragraph.text = _words(paragraph) if paragraph.kind else joined(texts)
    return found


def _kind(line: Line) -> str:
    if line.kind:
        return ROW if line.kind == RULE else line.kind
    return LIST if pipes.is_item(line.text) else ""


def _goes_with(before: Paragraph, line: Line, kind: str) -> bool:
    """Whether the line is the next row of a table or the next of a list."""
    if before.kind != kind or kind in {ISLAND, FENCED}:
        return False
    return kind == LIST or not line.gap


def _words(paragraph: Paragraph) -> str:
    """What is read of a table or a list: its words, without pipes and tags."""
    if paragraph.kind == ISLAND:
        return islands.words(paragraph.lines[0].text)
    if paragraph.kind == ROW:
        return " ".join(cell for line in paragraph.lines if line.kind == ROW for cell in pipes.cells_of(line.text))
    if paragraph.kind == LIST:
        return " ".join(pipes.item_of(line.text) for line in paragraph.lines)
    return paragraph.lines[0].text


def joined(texts: Sequence[str]) -> str:
    """Chinese text joins without a space, Latin words with one."""
    whole = [texts[0]]
    for text in texts[1:]:
        whole.append(f" {text}" if _words_meet(whole[-1][-1:], text[:1]) else text)
    return "".join(whole)


def _words_meet(before: str, after: str) -> bool:
    """Whether a space belongs between the last and the first letter: Latin words, or what follows their marks."""
    if not (before.isascii() and after.isascii()):
        return False
    return (
        (before.isalnum() or before in ",;:.)")
        and (after.isalnum() or after == "(")
        and not (before.isdigit() and after.isdigit())
    )


def runs_on(before: Line, line: Line, texts: Sequence[str], wrapped: int = WRAPPED_WIDTH) -> bool:
    """Whether ``line`` continues the sentence before it, over a page's end or a line of ``wrapped`` characters."""
    if not (line.broken or line.gap == 0) or before.text.endswith(_ENDS) or _begins(line):
        return False
    if before.text.endswith(_MIDWAY):
        return True
    prose = len(texts) > 1 or _INSIDE.search(before.text) is not None
    if not prose or (undress(before.text).number is not None and "，" not in before.text and "。" not in before.text):
        return False
    if line.broken:
        return True
    return not line.indent and len(before.text) >= wrapped and _INSIDE.search(line.text[-1:] + line.text) is not None


def _begins(line: Line) -> bool:
    text = line.text
    if _STARTS.match(text) or _LABEL.match(text) or dates.whole(text):
        return True
    return text[:1] in "0123456789０１２３４５６７８９(（[［①②③④⑤⑥⑦⑧⑨⑩" and undress(text).number is not None
