"""A table typed with pipes, or a list typed with dashes, as an island in the form that bulletin/richtext.py gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from . import markup

WIDEST = 200

_EDGE = re.compile(r"(?<!\\)\|")
_ITEM = re.compile(r"- {1,4}(?=\S)")


def table(rows: Sequence[str], unusable: Callable[[str], None] | None = None) -> str:
    """The island for the row of headings and the rows under it (the rule between them left out by the caller)."""
    cells = [cells_of(row) for row in rows]
    width = max(len(row) for row in cells)
    if width > WIDEST:
        return "".join(markup.block(" ".join(row), unusable=unusable) for row in cells)
    head, *body = [_row(row, width, "td" if at else "th", unusable) for at, row in enumerate(cells)]
    return f"<table><tbody>{head}{''.join(body)}</tbody></table>"


def cells_of(row: str) -> list[str]:
    """What stands between the pipes; ``\\|`` is a pipe of the text."""
    return [cell.strip().replace("\\|", "|") for cell in _EDGE.split(row.strip()[1:-1])]


def bulleted(items: Sequence[str], unusable: Callable[[str], None] | None = None) -> str:
    """The island for lines that each begin with a dash."""
    return "<ul>" + "".join(f"<li>{markup.block(item_of(item), unusable=unusable)}</li>" for item in items) + "</ul>"


def item_of(text: str) -> str:
    return _ITEM.sub("", text, count=1)


def is_item(text: str) -> bool:
    return text[:1] == "-" and _ITEM.match(text) is not None


def _row(cells: Sequence[str], width: int, tag: str, unusable: Callable[[str], None] | None) -> str:
    missing = width - len(cells)
    span = f' colspan="{missing}"' if missing > 1 else ""
    filled = [f"<{tag}>{markup.block(cell, unusable=unusable)}</{tag}>" for cell in cells]
    return f"<tr>{''.join(filled)}{f'<{tag}{span}><p></p></{tag}>' if missing else ''}</tr>"
