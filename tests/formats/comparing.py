"""What a form holds of an issue's parts: the tree without what ``losses`` lists, texts as far as they come back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bulletin import richtext
from bulletin import snapshot as sn

_SPACE = re.compile(r"\s+")
BODY = "entry.body_html"


def held(found: sn.Snapshot, losses: Mapping[str, str]) -> list[Any]:
    """The parts as JSON, every lost field left out."""
    parts = [_present(_part(sn.to_json(part), losses)) for part in found.parts]
    return [part for part in parts if part]


def _part(part: dict[str, Any], losses: Mapping[str, str]) -> dict[str, Any]:
    sections = [{**_without(each, "section", losses)} for each in part["sections"]]
    for section in sections:
        section["entries"] = [_entry(each, losses) for each in section["entries"]]
    return {**_without(part, "part", losses), "sections": sections}


def _entry(entry: dict[str, Any], losses: Mapping[str, str]) -> dict[str, Any]:
    held = _without(entry, "entry", losses)
    if BODY not in losses:
        held["body_html"] = body(entry["body_html"] or "", losses)
    return held


def _without(value: dict[str, Any], path: str, losses: Mapping[str, str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, each in value.items():
        place = f"{path}.{name}"
        if place in losses:
            continue
        if isinstance(each, dict):
            each = _without(each, place, losses)
        elif isinstance(each, list) and name not in ("sections", "entries"):
            rows = [_without(row, place, losses) if isinstance(row, dict) else row for row in each]
            each = [row for row in rows if _present(row)]
        kept[name] = each
    return kept


def body(html: str, losses: Mapping[str, str]) -> list[tuple[str, str]]:
    """The words of every block, with what the block is where that comes back."""
    lost = {path.partition("/")[2] for path in losses if path.startswith(f"{BODY}/")}
    gone = {"h4", "h5", "h6", "p"} if "headings" in lost else set()
    gone |= {"li"} if "lists" in lost else set()
    gone |= {"blockquote"} if "quotations" in lost else set()
    found = []
    for kind, words, _ in richtext.passages(html):
        kind = kind.partition(".")[0] if "classes" in lost else kind
        kind = "td" if kind == "th" and "tables" in lost else kind
        if kind not in ("img", "figcaption") or "pictures" not in lost:
            lines = words.split("\n") if "breaks" in lost else [words]
            found += [("" if kind in gone else kind, _SPACE.sub("", line)) for line in lines if line.strip()]
    return found


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        present = {key: _present(each) for key, each in value.items()}
        return {key: each for key, each in present.items() if each is not None and each not in ([], {}, "")}
    if isinstance(value, (list, tuple)):
        return [_present(each) for each in value]
    return value
