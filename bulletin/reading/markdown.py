"""What rank each depth of markdown headings has in a text that uses them; reads nothing but those headings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container

from . import marks
from .coverage import is_periodical, issue_line, split_coverage
from .dress import NUMBER, dress_of, dress_of_entries
from .section_names import known_section
from .sheet import Sheet

MASTHEAD, PART, SECTION, ENTRY, BODY = "masthead", "part", "section", "entry", "body"
_PLACES = {MASTHEAD: marks.BODY, PART: marks.PART, SECTION: marks.SECTION, ENTRY: marks.ENTRY, BODY: marks.BODY}
# 药品, 医疗器械: the name of a part where sections stand under it, of a section where entries do.
_LIKE_PART = "like part"
_ABOVE = {ENTRY: SECTION, SECTION: PART, PART: MASTHEAD, MASTHEAD: MASTHEAD}


def places(sheet: Sheet, tables: Container[int] = ()) -> dict[int, str]:
    """Place → rank of every heading with marks of depth; at ``tables`` begin tables whose rows are entries."""
    depths = roles(sheet, tables)
    if not depths:
        return {}
    levels = {at: sheet.head(at).level for at in range(len(sheet)) if sheet.text(at).startswith("#")}
    found = {at: _PLACES[depths[level]] for at, level in levels.items() if level in depths}
    return found | ({0: marks.BODY} if 0 in found and _says(sheet, 0) == MASTHEAD else {})


def roles(sheet: Sheet, tables: Container[int] = ()) -> dict[int, str]:
    """Depth (1 to 6) → rank, from what the headings of that depth say, the rest by their place above or below."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(sheet.lines):
        if line.running.startswith("#") and sheet.head(at).level:
            places[sheet.head(at).level].append(at)
    if not places:
        return {}
    told = {level: _vote(sheet, found) for level, found in places.items()}
    for level in [level for level, role in told.items() if role == _LIKE_PART]:
        told[level] = PART if any(told[each] in {SECTION, ""} for each in told if each > level) else SECTION
    return _filled(sheet, places, told, tables)


def _vote(sheet: Sheet, places: list[int]) -> str:
    votes = Counter(_says(sheet, at) for at in places)
    del votes[""]
    return votes.most_common(1)[0][0] if votes else ""


def _says(sheet: Sheet, at: int) -> str:
    head = sheet.head(at)
    title, covers = split_coverage(head.core)
    found = issue_line(sheet.text(at))
    if known_section(sheet, at):
        return SECTION
    if (found and (found.numbered or (at == 0 and found.dated_on))) or (
        at == 0 and is_periodical(title, sheet.vocabulary)
    ):
        return MASTHEAD
    if covers or title.endswith(sheet.vocabulary.part_suffixes):
        return PART
    if title in sheet.vocabulary.parts:
        return _LIKE_PART
    return (
        ENTRY
        if head.url is not None or sheet.formal(at) or (head.number is not None and head.mark.startswith("1"))
        else ""
    )


def _filled(sheet: Sheet, places: dict[int, list[int]], told: dict[int, str], tables: Container[int]) -> dict[int, str]:
    levels = sorted(places)
    floor = next((level for level in reversed(levels) if told[level] in {ENTRY, SECTION, PART}), None)
    if floor is None:
        floor = levels[-1]
        listed = any(at + 1 in tables for at in places[floor])
        alone = places[floor] == [0] and bool(dress_of_entries(sheet))
        told[floor] = told[floor] or (
            MASTHEAD if alone else SECTION if listed or _numbered_below(sheet, places[floor]) else ENTRY
        )
    _fill_below(sheet, places, told, [level for level in levels if level > floor], told[floor])
    above = told[floor]
    for level in reversed([level for level in levels if level < floor]):
        over = MASTHEAD if places[level] == [0] and above != ENTRY else _ABOVE[above]
        told[level] = above = PART if told[level] == above == SECTION else told[level] or over
    return told


def _fill_below(
    sheet: Sheet, places: dict[int, list[int]], told: dict[int, str], levels: list[int], above: str
) -> None:
    for level in levels:
        if above == PART and not told[level]:
            above = SECTION if _numbered_below(sheet, places[level]) else ENTRY
        elif above == SECTION and not _numbered_below(sheet, places[min(places)]) and not told[level]:
            above = ENTRY
        else:
            above = told[level] or BODY
        told[level] = above


def _numbered_below(sheet: Sheet, places: list[int]) -> bool:
    return any(_over_list(sheet, at + 1) for at in places[:50])


def _over_list(sheet: Sheet, at: int) -> bool:
    """Whether the first line of a list of entries stands here: number one, or one that a list's entries look like."""
    head = sheet.head(at)
    if head.level or not sheet.headlike(at):
        return False
    if head.number is not None:
        return head.number == 1
    dress = dress_of(sheet, at)
    told = head.bold or head.url is not None or head.day is not None or dress == NUMBER
    return bool(dress) and (told or not dress_of(sheet, at + 1))
