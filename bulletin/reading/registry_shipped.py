"""The authorities that are shipped with the reader (``data/*.csv``); the files say what their columns mean."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from .registry import ALONE, FOREIGN, LATIN, PART, SHORT, Known, Name, Registry

DATA = Path(__file__).parent / "data"
_MARKS = {"+": PART, "~": ALONE}
Row = dict[str, str]


@functools.lru_cache(maxsize=1)
def shipped() -> Registry:
    return Registry(rows())


@functools.lru_cache(maxsize=1)
def rows() -> tuple[Known, ...]:
    """Every authority of the files, those of the provinces and towns made from the two tables."""
    named = [("national", "national.csv"), ("local", "local.csv"), ("", "abroad.csv")]
    typed = [_known(row, level) for level, file in named for row in _read(file)]
    return (*typed, *_regional())


def _read(file: str) -> list[Row]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _known(row: Row, level: str) -> Known:
    names = (
        *(_name(each, SHORT) for each in _cells(row["short"])),
        *(_name(each, LATIN) for each in _cells(row["latin"])),
        *(_name(each, FOREIGN) for each in _cells(row["english"])),
    )
    return Known(
        name=row["name"],
        level="local" if row["kind"] == "local" else row.get("level") or level,
        kind=row["kind"],
        parent=row["parent"] or None,
        names=names,
        prefixes=tuple(_cells(row["prefixes"])),
        valid_from_on=_day(row["from"]),
        valid_to_on=_day(row["to"]),
        successor=row["successor"] or None,
    )


def _name(cell: str, kind: str) -> Name:
    """``SIPO@/2018-08-28`` is a name until that day, ``CNIPA@2018-08-28/`` one since."""
    text, _, days = cell.partition("@")
    begins, _, ends = days.partition("/")
    return Name(text.lstrip("+~"), _MARKS.get(text[0], kind), _day(begins), _day(ends))


def _regional() -> Iterator[Known]:
    regions, bodies = _read("regions.csv"), _read("bodies.csv")
    for region in regions:
        for body in bodies:
            if region["kind"] in body["regions"].split() and region["name"] not in body["except"].split():
                yield _regional_body(region, body)


def _regional_body(region: Row, body: Row) -> Known:
    full, short, name = region["name"], region["short"], body["name"]
    parent = f"{full}{body['parent']}" if body["parent"] else _above(region, name)
    places = (full, short, f"{region['of']}{full}")
    names = [f"{place}{each}" for each in (name, *_cells(body["short"])) for place in places]
    return Known(
        name=f"{full}{name}",
        level="local",
        kind=body["kind"],
        parent=parent,
        names=tuple(Name(each) for each in dict.fromkeys(names) if each != f"{full}{name}"),
        prefixes=tuple(_prefixes(region["letter"], body["prefixes"])),
        successor=_successor(full, body["successor"]),
    )


def _above(region: Row, name: str) -> str | None:
    return f"{region['of']}{name}" if region["of"] and name == "人民政府" else None


def _successor(full: str, name: str) -> str | None:
    return f"{full}{name}" if name else None


def _prefixes(letter: str, cell: str) -> Iterator[str]:
    """``{}府@沪渝`` is a prefix in these two places alone."""
    for each in _cells(cell) if letter else ():
        shape, _, letters = each.partition("@")
        if not letters or letter in letters:
            yield shape.format(letter)


def _cells(cell: str) -> list[str]:
    return [each for each in cell.split(";") if each]


def _day(text: str) -> date | None:
    """A month or a year stands for its first day."""
    return date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10]) if text else None
