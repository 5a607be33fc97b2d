"""What stands in a cell: text and nothing else, harmless in CSV, cut where a cell ends; it decides nothing."""

from __future__ import annotations

import re

# A cell of a workbook holds 32,767 characters.
MOST = 32_000
CUT_MARK = "［…］"
LIST_MARK = "；"
# What spreadsheet programs take for the beginning of a formula (CWE-1236), behind any number of our own marks.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")
_GUARDED = re.compile(r"'(?='*[=+\-@\t\r\n\0＝＋－＠])")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LISTED = re.compile(r"[；;\n]")


def text(value: object) -> str:
    """A value as its cell gives it back: no controls, one kind of line end, no blanks around it."""
    plain = _UNWRITABLE.sub("", "" if value is None else str(value))
    return plain.replace("\r\n", "\n").replace("\r", "\n").strip()


def cut(value: str) -> str:
    """The text as far as a cell takes it; what was cut says so, and is never taken for the whole."""
    return value if len(value) <= MOST else value[:MOST] + CUT_MARK


def is_cut(value: str) -> bool:
    return len(value) > MOST and value.endswith(CUT_MARK)


def several(value: str) -> list[str]:
    """The entries of a list in a cell, each once."""
    return list(dict.fromkeys(each.strip() for each in _LISTED.split(value) if each.strip()))


def guarded(value: str) -> str:
    """A cell of CSV that no program computes; ``unguarded`` takes the mark away again."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguarded(value: str) -> str:
    return value[1:] if _GUARDED.match(value) else value
