"""Lists that Word counts itself: one kind with bullets, one with figures, and for every list its own beginning."""

from __future__ import annotations

from bulletin.formats.word.xml import el, whole

LEVELS = 9
BULLETS, FIGURES = 1, 2
_SIGNS = ("•", "◦", "▪")
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")


class Numbering:
    """Gives every list its number in the part that tells how lists are counted."""

    def __init__(self) -> None:
        self._lists = [_list(BULLETS, BULLETS), _list(FIGURES, FIGURES)]

    def bulleted(self) -> int:
        return BULLETS

    def counted(self, start: int, level: int) -> int:
        """A new list whose figures begin at ``start`` on its ``level``."""
        number = len(self._lists) + 1
        override = el("lvlOverride", el("startOverride", val=start), ilvl=min(level, LEVELS - 1))
        self._lists.append(_list(number, FIGURES, override))
        return number

    def xml(self) -> str:
        bullets = [_level(level, "bullet", _SIGNS[level % 3]) for level in range(LEVELS)]
        figures = [_level(level, _FORMATS[level % 3], f"%{level + 1}.") for level in range(LEVELS)]
        kinds = _kind(BULLETS, bullets) + _kind(FIGURES, figures)
        return whole("numbering", kinds + "".join(self._lists))


def place(number: int, level: int) -> str:
    """What puts a paragraph into a list."""
    return el("numPr", el("ilvl", val=min(level, LEVELS - 1)), el("numId", val=number))


def _list(number: int, kind: int, override: str = "") -> str:
    return el("num", el("abstractNumId", val=kind), override, numId=number)


def _kind(kind: int, levels: list[str]) -> str:
    return el("abstractNum", el("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=kind)


def _level(level: int, form: str, sign: str) -> str:
    indent = el("pPr", el("ind", left=420 * (level + 1), hanging=420, firstLineChars=0))
    told = (el("start", val=1), el("numFmt", val=form), el("lvlText", val=sign), el("lvlJc", val="left"), indent)
    return el("lvl", *told, ilvl=level)
