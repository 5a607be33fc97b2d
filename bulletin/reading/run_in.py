"""Memos whose titles stand on the first line of their text (EPA Extends Comment Period: On October 5, …).

The line is the text's; the title is copied out of it.
"""

from __future__ import annotations

import re

from .dress import is_front
from .marks import ENTRY, SECTION
from .section_names import may_name_section, section_name
from .sheet import Sheet

_ENGLISH = re.compile(r"(?P<title>[A-Z][^:;.]{14,140}): [A-Z].{30,}")
_CHINESE = re.compile(r"【(?P<title>[^【】]{8,60})】[^【】].{30,}")
# Words that a headline in capitals leaves small.
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"]
)


def places(sheet: Sheet) -> tuple[dict[int, str], dict[int, str]]:
    """Place → rank, and the titles run in; nothing unless most of the long lines of the text begin with one."""
    titles = {at: title for at in range(len(sheet)) if (title := _title(sheet, at))}
    texts = sum(sheet.prose(at) for at in range(len(sheet)))
    if len(titles) < 2 or 2 * len(titles) < texts or any(_is_headed(sheet, at - 1) for at in titles):
        return {}, {}
    over = [at - 1 for at in titles if at > 1 and at - 1 not in titles and _names_section(sheet, at - 1)]
    if not all(_is_front(sheet, at) for at in range(min(titles)) if at not in over):
        return {}, {}
    return dict.fromkeys(titles, ENTRY) | dict.fromkeys(over, SECTION), titles


def _title(sheet: Sheet, at: int) -> str:
    text = sheet.text(at)
    match = _CHINESE.fullmatch(text)
    if match:
        return match["title"]
    match = _ENGLISH.fullmatch(text) if text.endswith((".", "”", '"', ")")) else None
    return match["title"] if match and _is_capitalised(match["title"]) else ""


def _is_capitalised(title: str) -> bool:
    """Whether every word that counts begins with a capital, as in a headline: Final Rule on Menu Labelling."""
    words = [word for word in title.split() if word.lower() not in _SMALL]
    return len(words) >= 3 and all(word[0].isupper() or not word[0].isalpha() for word in words)


def _is_headed(sheet: Sheet, at: int) -> bool:
    """Whether the line is a title by itself, under which the text has no other."""
    return sheet.formal(at) or sheet.head(at).mark.startswith("1")


def _is_front(sheet: Sheet, at: int) -> bool:
    """Whether the line is the bulletin's title or date: under a headline such paragraphs are those of one article."""
    return sheet.text(at).isupper() or is_front(sheet, at) or sheet.dated(at)


def _names_section(sheet: Sheet, at: int) -> bool:
    return sheet.gap(at) > 0 and not sheet.prose(at) and may_name_section(section_name(sheet.head(at).core))
