"""The annotated texts as they lie in the folders of this package; reads nothing else and judges nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TUNING, HELD_OUT = "tuning", "held_out"
SPLITS = (TUNING, HELD_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One entry as an editor reads it; ``effective`` holds ISO dates or rules such as "on-publication"."""

    title: str
    kind: str
    document_type: str | None = None
    number: str | None = None
    signed_on: str | None = None
    closes_on: str | None = None
    authorities: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    effective: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with its annotation; ``split`` is the folder it lies in."""

    name: str
    split: str
    layout: str
    text: str
    parts: tuple[str, ...]
    sections: tuple[str, ...]
    entries: tuple[Wanted, ...]


def texts(*splits: str) -> tuple[Text, ...]:
    """Every text of the splits (all of them when none is named), by name."""
    paths = [path for split in splits or SPLITS for path in sorted((HERE / split).glob("*.json"))]
    return tuple(_text(path) for path in paths)


def _text(path: Path) -> Text:
    found = json.loads(path.read_text(encoding="utf-8"))
    [source] = [each for each in path.parent.glob(f"{path.stem}.*") if each != path]
    return Text(
        name=path.stem,
        split=path.parent.name,
        layout=found["layout"],
        text=source.read_bytes().decode(),
        parts=tuple(found["parts"]),
        sections=tuple(found["sections"]),
        entries=tuple(_wanted(each) for each in found["entries"]),
    )


def _wanted(found: dict[str, Any]) -> Wanted:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}
    return Wanted(**values)
