"""Joins what a page break or a narrow column cut apart: lines of an entry into paragraphs; changes no character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import dates
from .heads import undress
from .lines import Line

# A line this long that stops in mid-sentence was wrapped; so was one as long as the longest of its entry.
WRAPPED_WIDTH = 30
NARROWEST_COLUMN = 16

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
        if at and runs_on(lines[at - 1], line, pieces[-1], wrapped):
            pieces[-1].append(line.text)
            found[-1].lines.append(line)
        else:
            pieces.append([line.text])
            found.append(Paragraph("", [line]))
    for paragraph, texts in zip(found, pieces, strict=True):
        paragraph.text = joined(texts)
    return found


def joined(texts: Sequence[str]) -> str:
    """Chinese text joins without a space, Latin words with one."""
    whole = [texts[0]]
    for text in texts[1:]:
        latin = whole[-1][-1:].isascii() and whole[-1][-1:].isalpha() and text[:1].isascii() and text[:1].isalpha()
        whole.append(f" {text}" if latin else text)
    return "".join(whole)


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
