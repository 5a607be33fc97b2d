"""Rows of a spreadsheet as the dialect: a table island, or one entry a row where the columns say what they hold."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from bulletin import richtext
from editorial.intake.formats import sentences
from editorial.intake.formats.found import Found, Unreadable

MOST_CELLS = 100_000
MOST_COLUMNS = 200
TITLE, LINK, BODY = "标题", "链接", "正文"
_NAMES = {
    TITLE: "标题 名称 题名 文件名称 文件标题 政策名称 题目 title name",
    "发文字号": "文号 发文字号 文件编号 发布文号 公文文号 number",
    "发布机关": "发文机关 发布机关 发布机构 发布单位 发文单位 制定机关 机关 authority issuer",
    "发布日期": "发布日期 发布时间 公布日期 公布时间 日期 published date",
    "成文日期": "成文日期 发文日期 印发日期 签发日期 signed",
    "施行日期": "施行日期 实施日期 生效日期 effective",
    "来源": "来源 信息来源 文章来源 source",
    LINK: "链接 网址 原文链接 原文 地址 原文地址 url link",
    BODY: "正文 内容 摘要 全文 概要 body summary",
}
COLUMNS = {name: column for column, names in _NAMES.items() for name in names.split()}
_FEWEST_KNOWN = 2


@dataclass
class Sheet:
    """Cells by row and column from 0, with the places that a cell spans; ``headed``: the first row is one of names."""

    rows: list[list[str]]
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    headed: bool = False


def check(rows: int, columns: int) -> None:
    """Raises Unreadable for more than is read."""
    if columns > MOST_COLUMNS:
        raise Unreadable(sentences.TOO_MANY_COLUMNS)
    if rows * columns > MOST_CELLS:
        raise Unreadable(sentences.TOO_MANY_CELLS)


def written(sheet: Sheet, found: Found) -> list[str]:
    """The lines of one sheet."""
    above = []
    while len(sheet.rows) > 1 and sum(1 for cell in sheet.rows[0] if cell) == 1 and len(sheet.rows[0]) > 1:
        above.append(next(cell for cell in sheet.rows[0] if cell))
        sheet = _without_first(sheet)
    known = _known(sheet.rows[0]) if sheet.rows else {}
    if len(sheet.rows) > 1 and TITLE in known.values() and len(known) >= _FEWEST_KNOWN:
        return [*above, *_entries(sheet, known, found)]
    return [*above, table(sheet)] if any(any(row) for row in sheet.rows) else above


def table(sheet: Sheet) -> str:
    """The sheet as an island."""
    covered = {
        (row + down, column + right)
        for (row, column), (rows, columns) in sheet.spans.items()
        for down in range(rows)
        for right in range(columns)
        if down or right
    }
    lines = []
    for at, row in enumerate(sheet.rows):
        tag = "th" if at == 0 and sheet.headed and len(sheet.rows) > 1 else "td"
        cells = [
            _cell(tag, text, sheet.spans.get((at, column)))
            for column, text in enumerate(row)
            if (at, column) not in covered
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return richtext.canonical(f"<table>{''.join(lines)}</table>")


def _cell(tag: str, text: str, span: tuple[int, int] | None) -> str:
    rows, columns = span or (1, 1)
    inner = "<br>".join(html.escape(line, quote=False) for line in text.splitlines())
    return f'<{tag} rowspan="{rows}" colspan="{columns}">{inner}</{tag}>'


def _without_first(sheet: Sheet) -> Sheet:
    spans = {(row - 1, column): span for (row, column), span in sheet.spans.items() if row}
    return Sheet(sheet.rows[1:], spans, headed=True)


def _known(names: list[str]) -> dict[int, str]:
    """Column → what it holds; a second column of the same meaning is unknown."""
    found: dict[int, str] = {}
    for at, name in enumerate(names):
        column = COLUMNS.get("".join(name.split()).lower())
        if column and column not in found.values():
            found[at] = column
    return found


def _entries(sheet: Sheet, known: dict[int, str], found: Found) -> list[str]:
    names, *rows = sheet.rows
    found.lose(sentences.ROWS_AS_ENTRIES, names="、".join(names[at] for at in known))
    for at, name in enumerate(names):
        if name and at not in known and any(row[at] for row in rows):
            found.lose(sentences.EMPTY_COLUMNS, name=name)
    lines: list[str] = []
    number = 0
    for row in rows:
        if any(row):
            number += 1
            lines += _entry(number, names, row, known)
    return lines


def _entry(number: int, names: list[str], row: list[str], known: dict[int, str]) -> list[str]:
    """A numbered title, its link, then label：value lines and the text."""
    values = {known[at]: row[at] for at in known if row[at]}
    title = " ".join(values.get(TITLE, "").split())
    link = richtext.safe_href(values.get(LINK, ""))
    linked = link and "[" not in title and "]" not in title and "(" not in link and ")" not in link
    labels = [f"{name}：{value}" for name, value in values.items() if name not in (TITLE, LINK, BODY)]
    if link and not linked:
        labels.append(f"原文链接：{link}")
    others = [f"{names[at]}：{row[at]}" for at in range(len(row)) if at not in known and row[at] and names[at]]
    text = [line for line in values.get(BODY, "").splitlines() if line.strip()]
    return [f"{number}、[{title}]({link})" if linked else f"{number}、{title}", *labels, *text, *others]
