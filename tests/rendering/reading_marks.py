"""The text of each marked piece of a page, read from the page's own operators and the fonts' way back to Unicode."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any

import pikepdf

_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")


def texts(page: pikepdf.Page) -> dict[int | None, str]:
    """By the number of the mark; under None what is marked as an artifact."""
    found: dict[int | None, str] = defaultdict(str)
    stack: list[int | None] = []
    ways: dict[str, dict[int, str]] = {}
    way: dict[int, str] = {}
    for each in pikepdf.parse_content_stream(page):
        operands, operator = each.operands, each.operator
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties: Any = operands[1] if name == "BDC" else {}
            stack.append(int(properties["/MCID"]) if "/MCID" in properties else None)
            found[stack[-1]] += ""
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            key = str(operands[0])
            way = ways.setdefault(key, _to_unicode(page.resources.Font[key]))
        elif name in ("Tj", "TJ"):
            assert stack, "text without a mark"
            pieces = operands[0] if name == "TJ" else [operands[0]]
            found[stack[-1]] += "".join(
                _read(bytes(piece), way) for piece in pieces if isinstance(piece, pikepdf.String)
            )
    return dict(found)


def _read(codes: bytes, way: dict[int, str]) -> str:
    return "".join(way.get(int.from_bytes(codes[at : at + 2], "big"), "\ufffd") for at in range(0, len(codes), 2))


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    return dict(_pairs(font.ToUnicode.read_bytes()))


@cache
def _pairs(table: bytes) -> tuple[tuple[int, str], ...]:
    lines = table.split(b"beginbfchar")[1:]
    pairs = (pair for part in lines for pair in _PAIR.findall(part.split(b"endbfchar")[0]))
    return tuple((int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be")) for code, text in pairs)
