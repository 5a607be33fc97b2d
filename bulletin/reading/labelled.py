"""Lists in which every entry is a block of labelled lines (标题：… 发文机关：… / Title: … Agency: …)."""

from __future__ import annotations

import re

from . import kinds, labels
from .marks import ABOVE, ENTRY, SECTION
from .section_names import known_section, may_name_section, section_name
from .sheet import Sheet

LONGEST_BLOCK = 8
# How many lines of its page may stand over the fields of a single notice.
LONGEST_LETTERHEAD = 2

_TITLE = re.compile(
    r"(?:\*\*)?(?:[【\[])?(?:标[ \u3000]{0,6}题|名[ \u3000]{0,6}称|题目|文件名称|文件名|文件标题|法规名称|法规标题"
    r"|Title|TITLE|Headline|Subject)(?:[】\]])?(?:\*\*)?[ \u3000]{0,3}[:：](?:\*\*)?[ \u3000]{0,3}(?P<title>\S.{1,300})"
)
_LABEL = re.compile(
    r"(?:\*\*)?(?:[【\[])?(?P<label>[\u4e00-\u9fff]{2,8}|[A-Z][A-Za-z ]{2,20})(?:[】\]])?(?:\*\*)?[ \u3000]{0,3}[:：]"
)


def places(sheet: Sheet) -> tuple[dict[int, str], dict[int, str]]:
    """Place → rank, and the titles without their labels: of two blocks or more, or of the one over a page's text."""
    titles = {at: found for at in range(len(sheet)) if (found := _titled(sheet, at))}
    if len(titles) == 1 and (alone := _over_page(sheet, *titles.items())):
        return alone, titles
    if len(titles) < 2:
        return _over_blocks(sheet), {}
    first = min(titles)
    opening = _label(sheet, _top(sheet, first))
    roles: dict[int, str] = {}
    past = 0
    for at in titles:
        top = next((up for up in range(at, max(past, at - LONGEST_BLOCK) - 1, -1) if _label(sheet, up) == opening), at)
        roles.update(dict.fromkeys(range(top, at), ABOVE))
        roles[at] = ENTRY
        if _names_section(sheet, top - 1, past):
            roles[top - 1] = SECTION
        past = at + 1
    return roles, titles


def _over_page(sheet: Sheet, titled: tuple[int, str]) -> dict[int, str]:
    """The labelled title of a notice among the fields of its web page, where the text has no other title."""
    at, title = titled
    fields = [bool(sheet.field(at + step)) for step in (-1, 1)]
    if not kinds.is_formal(title, sheet.vocabulary) or not any(fields):
        return {}
    if any(sheet.formal(place) for place in range(len(sheet)) if place != at):
        return {}
    top = at
    while top > 0 and at - top < LONGEST_BLOCK and _label(sheet, top - 1):
        top -= 1
    if top > LONGEST_LETTERHEAD:
        return {}
    return {**dict.fromkeys(range(top, at), ABOVE), at: ENTRY}


def _over_blocks(sheet: Sheet) -> dict[int, str]:
    """The titles that stand bare, each over two labelled lines or more, the first label always the same."""
    found: dict[str, list[int]] = {}
    for at in range(len(sheet) - 2):
        head = sheet.head(at)
        if head.shape or not sheet.headlike(at) or _label(sheet, at) or not _label(sheet, at + 1):
            continue
        if labels.read(sheet.text(at + 1)) and labels.read(sheet.text(at + 2)) and not sheet.prose(at):
            found.setdefault(_label(sheet, at + 1), []).append(at)
    titles = max(found.values(), key=len, default=[])
    if len(titles) < 2 or not all(sheet.gap(at) for at in titles):
        return {}
    sections = {at - 1: SECTION for at in titles if _names_section(sheet, at - 1, 1) and at - 1 not in titles}
    return dict.fromkeys(titles, ENTRY) | sections


def _titled(sheet: Sheet, at: int) -> str:
    match = _TITLE.fullmatch(sheet.head(at).core)
    return match["title"].strip("* ") if match else ""


def _label(sheet: Sheet, at: int) -> str:
    match = _LABEL.match(sheet.head(at).core) if 0 <= at < len(sheet) else None
    return match["label"] if match else ""


def _top(sheet: Sheet, at: int) -> int:
    """The first of the labelled lines that stand without a blank line over the title."""
    top = at
    while top > 0 and at - top < LONGEST_BLOCK and not sheet.gap(top) and _label(sheet, top - 1):
        top -= 1
    return top


def _names_section(sheet: Sheet, at: int, past: int) -> bool:
    if at < past or _label(sheet, at) or sheet.dated(at) or sheet.prose(at):
        return False
    if known_section(sheet, at) or sheet.head(at).level:
        return True
    return bool(at and sheet.gap(at)) and may_name_section(section_name(sheet.head(at).core))
