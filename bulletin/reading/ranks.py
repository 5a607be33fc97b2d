"""Which lines head a part or a section, by their words, their dress and what follows; titles.py knows entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from . import authorities, numbers
from .coverage import is_periodical, issue_line, split_coverage, tells_period
from .heads import unbracket
from .section_names import PUNCTUATION, is_latin, known_section, may_name_section, says_nothing, section_name
from .sheet import Sheet

_HAN_MARKS = frozenset({"一、", "(一)", "[一]", "I."})
_PART_WORDS = re.compile(r"第[一二三四五六七八九十0-9]{1,3}(?:部分|篇|编|版块|板块|单元)|(?:Part|PART) ?[0-9IVX]{1,4}")
_CHAPTER = re.compile(r"第[一二三四五六七八九十]{1,3}章[ \t\u3000]")
_OF_A_MONTH = re.compile(r"[0-9０-９〇零一二三四五六七八九]{4}[ \u3000]?年")


@dataclass(slots=True)
class Ranks:
    """What the headings seen so far looked like."""

    section_shapes: set[str] = field(default_factory=set)
    bare_parts: bool = False
    section_numbers: dict[str, int] = field(default_factory=dict)
    fresh: bool = False
    after_part: bool = False
    entry_open: bool = False
    style: str = ""
    shape: str = ""
    expected: int = 1


def opens_entry(sheet: Sheet, at: int, ranks: Ranks) -> bool:
    """Whether the line could be the first of a list of entries or the next of the present one."""
    head = sheet.head(at)
    if not head.core or sheet.attachment(at):
        return False
    if head.number is not None and sheet.headlike(at):
        return head.number in {1, ranks.expected}
    if ranks.shape and ranks.shape == head.shape and sheet.headlike(at):
        return True
    return sheet.formal(at) or (head.url is not None and sheet.headlike(at))


def is_section(sheet: Sheet, at: int, ranks: Ranks, runs: dict[str, int]) -> bool:
    """Whether the line heads a section: by its known name, or by its dress, and by what it stands before."""
    head = sheet.head(at)
    name = section_name(head.core)
    if not may_name_section(name) or head.url is not None or head.has_beside:
        return False
    if says_nothing(sheet.text(at + 1)):
        return _may_be_empty(sheet, at, ranks)
    if known_section(sheet, at):
        return _known_holds(sheet, at, ranks, runs, opens_entry(sheet, at + 1, ranks))
    if ranks.entry_open and not head.shape and sheet.text(at).endswith(("：", ":")):
        return False
    if ranks.fresh and _over_other_numbers(sheet, at):
        likely = True
    elif head.shape and head.shape in ranks.section_shapes:
        likely = _continues(sheet, at, ranks, opens_entry(sheet, at + 1, ranks))
    elif not ranks.entry_open or ranks.after_part:
        likely = _first(sheet, at, opens_entry(sheet, at + 1, ranks))
    else:
        likely = not head.shape and _restarts(sheet, at, ranks) and _bare_name(sheet, at, ranks, name)
    return likely and not _said_otherwise(sheet, at)


def _over_other_numbers(sheet: Sheet, at: int) -> bool:
    """Whether a numbered name right under a section's heading stands over a list of its own: （一）北京 / 1、…."""
    head, below = sheet.head(at), sheet.head(at + 1)
    if head.mark not in _HAN_MARKS or not sheet.headlike(at) or sheet.formal(at):
        return False
    return below.number == 1 and below.mark not in {head.mark, ""} and sheet.headlike(at + 1)


def _may_be_empty(sheet: Sheet, at: int, ranks: Ranks) -> bool:
    head = sheet.head(at)
    if known_section(sheet, at) or head.bracket or head.level or head.shape in ranks.section_shapes - {""}:
        return not sheet.text(at).endswith(("：", ":"))
    dressed = head.mark in _HAN_MARKS or section_name(head.core).endswith(sheet.vocabulary.section_suffixes)
    return dressed and not ranks.entry_open and not sheet.text(at).endswith(("：", ":"))


def part_heading(sheet: Sheet, at: int) -> tuple[str, tuple[date, date] | None]:
    """(title, period) of a line read as the heading of a part."""
    head = sheet.head(at)
    title, covers = split_coverage(sheet.text(at).lstrip("# ") if head.has_beside else head.core)
    return unbracket(title)[1], covers


def is_part(sheet: Sheet, at: int, ranks: Ranks) -> bool:
    """Whether the line heads a part: by a period in its heading, by its words, or because sections follow it."""
    title, covers = part_heading(sheet, at)
    if covers and not ranks.entry_open and tells_period(title):
        return False
    if not _may_head_part(sheet, at, title):
        return False
    chapter = _CHAPTER.match(title) is not None
    worded = chapter or bool(_PART_WORDS.match(title)) or title.endswith(sheet.vocabulary.part_suffixes)
    if not covers and not (worded and len(title) <= 30):
        return _heads_sections(sheet, at, ranks, title)
    follows = known_section(sheet, at + 1) or opens_entry(sheet, at + 1, ranks) or _over_entries(sheet, at + 1, ranks)
    if covers:
        masthead = (
            not ranks.entry_open
            and not worded
            and title not in sheet.vocabulary.parts
            and is_periodical(title, sheet.vocabulary)
        )
        return not masthead and (follows or worded or not ranks.entry_open or is_section(sheet, at + 1, ranks, {}))
    if chapter and not _over_entries(sheet, at + 1, ranks):
        listed = ranks.bare_parts and sheet.head(at + 1).number == 1 and opens_entry(sheet, at + 1, ranks)
        return known_section(sheet, at + 1) or listed
    return follows or not ranks.entry_open or bool(split_coverage(sheet.text(at + 1))[1])


def _said_otherwise(sheet: Sheet, at: int) -> bool:
    return sheet.signed(at) or sheet.dated(at) or sheet.formal(at) or issue_line(sheet.text(at)) is not None


def _known_holds(sheet: Sheet, at: int, ranks: Ranks, runs: dict[str, int], follows: bool) -> bool:
    head = sheet.head(at)
    if _ends_title(sheet, at):
        return False
    last = at + 1 >= len(sheet)
    if follows or last or known_section(sheet, at + 1) or split_coverage(sheet.text(at + 1))[1]:
        return True
    if head.number is not None and runs.get(head.mark) == head.number - 1:
        return False
    if ranks.after_part or head.bracket or (head.shape and head.shape in ranks.section_shapes):
        return True
    if numbers.whole(sheet.text(at + 1)) is not None:
        return False
    return sheet.headlike(at + 1) and not sheet.prose(at + 1) and (not ranks.entry_open or sheet.ended(at))


def _ends_title(sheet: Sheet, at: int) -> bool:
    """Whether a bare 通知 or 公告 is the last line of a title begun above: 关于做好防范工作的 / 通知."""
    above = sheet.text(at - 1)
    return not sheet.head(at).shape and "关于" in above and (above.endswith("的") or not sheet.formal(at - 1))


def _continues(sheet: Sheet, at: int, ranks: Ranks, follows: bool) -> bool:
    head = sheet.head(at)
    if head.number is None:
        return follows or (sheet.ended(at) and sheet.headlike(at + 1))
    in_order = head.number == ranks.section_numbers.get(head.shape, 0) + 1 or (head.number == 1 and ranks.after_part)
    return in_order and follows and sheet.head(at + 1).mark != head.mark


def _first(sheet: Sheet, at: int, follows: bool) -> bool:
    head, below = sheet.head(at), sheet.head(at + 1)
    if head.bracket or head.bullet:
        return follows or sheet.headlike(at + 1)
    if head.mark:
        plain = (
            head.mark in _HAN_MARKS
            or below.mark == "1.1"
            or section_name(head.core).endswith(sheet.vocabulary.section_suffixes)
        )
        return plain and follows and bool(below.mark) and below.mark != head.mark
    name = section_name(head.core)
    named = name.endswith(sheet.vocabulary.section_suffixes) or _is_short(name)
    if known_section(sheet, at + 1):
        return False
    return follows and below.number == 1 and named and not is_periodical(name, sheet.vocabulary)


def _restarts(sheet: Sheet, at: int, ranks: Ranks) -> bool:
    """Whether the list of entries begins anew under the line, or runs on under it where sections are bare words."""
    below = sheet.head(at + 1)
    runs_on = below.number == ranks.expected and "" in ranks.section_shapes and not sheet.field(at)
    if below.number != 1 and not (runs_on and (sheet.prose(at - 1) or sheet.ended(at))):
        return False
    return below.mark == ranks.style and sheet.headlike(at + 1)


def _over_entries(sheet: Sheet, at: int, ranks: Ranks) -> bool:
    """Whether the line stands over the first entry of a list, as a section of any name does."""
    below = sheet.head(at + 1)
    if below.number != 1:
        return False
    name = section_name(sheet.head(at).core)
    named = len(name) >= 2 and may_name_section(name) and not sheet.dated(at) and not sheet.signed(at)
    return named and below.mark != sheet.head(at).mark and opens_entry(sheet, at + 1, ranks)


def _may_head_part(sheet: Sheet, at: int, title: str) -> bool:
    head = sheet.head(at)
    if not 2 <= len(title) <= 40 or title[0] in "（(" or head.url is not None or PUNCTUATION.search(title):
        return False
    return head.number is None or head.mark in _HAN_MARKS


def _bare_name(sheet: Sheet, at: int, ranks: Ranks, name: str) -> bool:
    """Whether bare words over a restarting list head a section rather than a list inside an entry."""
    if name.endswith(sheet.vocabulary.section_suffixes) or sheet.formal(at + 1) or sheet.head(at + 1).url is not None:
        return True
    goes_on = sheet.head(at + 2).number == 2 and sheet.head(at + 2).mark == ranks.style
    return "" in ranks.section_shapes and _is_short(name) and (sheet.prose(at - 1) or sheet.ended(at)) and not goes_on


def _is_short(name: str) -> bool:
    """Whether bare words are few enough to name a section; a chapter (第一章　顶层设计) is one by its first word."""
    return len(name) <= 8 or is_latin(name) or _CHAPTER.match(name) is not None


def _heads_sections(sheet: Sheet, at: int, ranks: Ranks, title: str) -> bool:
    """A heading of any words right above a known section: 医药政策 / 国家级."""
    known = title in sheet.vocabulary.parts
    if (at == 0 and not known) or _OF_A_MONTH.match(title) or "关于" in title or title.endswith("的"):
        return False
    if not known_section(sheet, at + 1) or (known_section(sheet, at) and not known):
        return False
    if sheet.signed(at) or sheet.dated(at) or sheet.field(at) or issue_line(sheet.text(at)) or not sheet.headlike(at):
        return False
    if authorities.is_department(sheet.text(at), sheet.vocabulary) or is_periodical(title, sheet.vocabulary):
        return known
    return known or not ranks.entry_open or ranks.bare_parts
