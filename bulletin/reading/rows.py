"""Tables whose rows are entries: a column of titles beside columns of dates, numbers, addresses and sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import dates, labels, markup, numbers, ornaments, pipes
from .heads import Head, link
from .lines import ROW, RULE, Line
from .marks import ENTRY, LEAVE
from .numerals import integer
from .sheet import Sheet

Split = Callable[[str], list[str]]

TITLE, ORDINAL, OTHER = "title", "ordinal", "other"

_TITLES = re.compile(
    r"(?:文件|法规|政策|公告|新闻|信息|内容|案件|文章|资料|案例|公文|条目)?(?:标题|题目|名称|题名)|文件|公文|新闻|标题及链接|标题（.{1,6}）|[Tt]itle|TITLE|[Dd]ocument|[Hh]eadline|[Ss]ubject"
)
_ORDINAL = re.compile(r"序号|编号|No\.?|#|项次|[Nn]umber")
_OTHER_DAYS = re.compile(r"截止|截至|施行|实施|生效|执行|意见|反馈|有效|[Cc]los|[Dd]ue|[Ee]ffective|[Cc]omment")
_SPLIT = re.compile(r"[ \u3000]*\t[ \u3000]*")
_NONE = frozenset({"", "-", "—", "–", "无", "/", "暂无", "N/A", "n/a"})
_COLUMNS = {
    "日期": labels.PUBLISHED,
    "时间": labels.PUBLISHED,
    "链接": labels.LINK,
    "网址": labels.LINK,
    "地址": labels.LINK,
    "来源": labels.SOURCE,
    "机关": labels.ISSUER,
    "机构": labels.ISSUER,
    "部门": labels.ISSUER,
    "单位": labels.ISSUER,
    "文号": labels.NUMBER,
    "字号": labels.NUMBER,
    "date": labels.PUBLISHED,
    "published": labels.PUBLISHED,
    "link": labels.LINK,
    "url": labels.LINK,
    "source": labels.SOURCE,
    "agency": labels.ISSUER,
    "authority": labels.ISSUER,
    "reference": labels.NUMBER,
    "docket": labels.NUMBER,
}


_FIELDS = frozenset(_COLUMNS.values())


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a table: its heading, and the cells that fill no field of the heading, as label and words."""

    head: Head
    beside: tuple[tuple[str, str], ...]


def places(sheet: Sheet) -> tuple[dict[int, str], dict[int, Row]]:
    """Place → rank of the rows of every such table, and what each row says."""
    roles: dict[int, str] = {}
    found: dict[int, Row] = {}
    for top, end, split in _tables(sheet):
        heads = split(sheet.lines[top].text)
        columns = [_column(name) for name in heads]
        if TITLE in columns and {*columns} & _FIELDS:
            said = {at: row for at in range(top + 1, end) if (row := _said(sheet.lines[at], split, columns, heads))}
            found.update(said)
            roles.update({at: ENTRY if at in said else LEAVE for at in range(top, end)})
    return roles, found


def _said(line: Line, split: Split, columns: list[str], heads: list[str]) -> Row | None:
    """What a row says; nothing for a rule and for the heads of the columns come again."""
    cells = split(line.text)
    if cells == heads or all(not cell.strip("-: ") for cell in cells):
        return None
    return _row(cells, columns, heads)


def _tables(sheet: Sheet) -> Iterator[tuple[int, int, Split]]:
    """First place, end, and the way to the cells of every table, typed with pipes or parted by tabs."""
    at = 0
    while at < len(sheet):
        end = at + 1
        for holds, split in ((_is_pipe, pipes.cells_of), (_is_tabbed, _cells_of)):
            if holds(sheet.lines[at]):
                end = _end(sheet, at, holds)
                yield at, end, split
        at = end


def _end(sheet: Sheet, at: int, holds: Callable[[Line], bool]) -> int:
    end = at + 1
    while end < len(sheet) and not sheet.lines[end].gap and holds(sheet.lines[end]):
        end += 1
    return end


def _is_pipe(line: Line) -> bool:
    return line.kind in {ROW, RULE} and not line.mark


def _is_tabbed(line: Line) -> bool:
    return "\t" in line.running


def _cells_of(text: str) -> list[str]:
    return [cell.strip() for cell in _SPLIT.split(text)]


def _column(name: str) -> str:
    bare = markup.plain(name).strip("* \u3000")
    if _TITLES.fullmatch(bare):
        return TITLE
    if _ORDINAL.fullmatch(bare):
        return ORDINAL
    if _OTHER_DAYS.match(bare):
        return OTHER
    last = bare.lower().split(" ")[-1] if bare.isascii() else bare[-2:]
    return _COLUMNS.get(last, OTHER)


def _row(cells: list[str], columns: list[str], names: list[str]) -> Row | None:
    """The entry of one row; None where its title is missing."""
    told: dict[str, str] = {}
    beside: list[tuple[str, str]] = []
    for name, column, cell in zip(names, columns, cells, strict=False):
        if cell in _NONE:
            continue
        if column == OTHER or column in told or not _fits(column, cell):
            beside.append((name, cell))
        else:
            told[column] = cell
    beside += [("", cell) for cell in cells[len(columns) :] if cell not in _NONE]
    url, title = link(told.get(TITLE, "").strip("* "))
    title = ornaments.trim(title).title if url is None else title
    if len(title) < 2 or "](" in title:
        return None
    address = url or told.get(labels.LINK)
    linked = re.search(r"\]\(([^()\s]{1,1000})\)", address or "")
    day = dates.first(told.get(labels.PUBLISHED, ""))
    issuer = [(labels.ISSUER, told[labels.ISSUER])] if labels.ISSUER in told else []
    ordinal = integer(told[ORDINAL]) if ORDINAL in told else None
    head = Head(
        title,
        "1、" if ordinal is not None else "",
        ordinal,
        url=linked[1] if linked else address,
        day=day.on() if day else None,
        own=told.get(labels.NUMBER),
        source=told.get(labels.SOURCE),
    )
    return Row(head, (*issuer, *beside))


def _fits(column: str, cell: str) -> bool:
    if column == labels.PUBLISHED:
        return dates.whole(cell) is not None
    if column == labels.NUMBER:
        return numbers.whole(cell) is not None
    if column == labels.LINK:
        return "://" in cell
    if column == ORDINAL:
        return integer(cell) is not None
    return True
