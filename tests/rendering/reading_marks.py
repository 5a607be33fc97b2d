"""The text of each marked piece of a page, read from the page's own operators and the fonts' way back to Unicode."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf

# Where lines may break is no text.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")


def texts(page: pikepdf.Page) -> dict[int | None, str]:
    """By the number of the mark; under None what is marked as an artifact."""
    found: dict[int | None, str] = defaultdict(str)
    stack: list[_Span] = []
    ways: dict[str, dict[int, str]] = {}
    way: dict[int, str] = {}
    for each in pikepdf.parse_content_stream(page):
        operands, name = each.operands, str(each.operator)
        if name in ("BDC", "BMC"):
            stack.append(_Span.opened(operands, stack[-1] if stack else None))
            found[stack[-1].number] += stack[-1].said
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            key = str(operands[0])
            way = ways.setdefault(key, _to_unicode(page.resources.Font[key]))
        elif name in ("Tj", "TJ"):
            assert stack, "text without a mark"
            pieces = operands[0] if name == "TJ" else [operands[0]]
            strings = (bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            if not stack[-1].replaced:
                found[stack[-1].number] += "".join(_read(string, way) for string in strings)
    return {number: text.translate(INVISIBLE) for number, text in found.items()}


@dataclass(frozen=True)
class _Span:
    """A marked piece: its number, and whether what it says is given (ActualText) instead of drawn."""

    number: int | None
    said: str = ""
    replaced: bool = False

    @classmethod
    def opened(cls, operands: Any, around: _Span | None) -> _Span:
        properties: Any = operands[1] if len(operands) > 1 else {}
        number = around.number if around else None
        if "/MCID" in properties:
            number = int(properties["/MCID"])
        given = "/ActualText" in properties
        return cls(number, str(properties["/ActualText"]) if given else "", given or bool(around and around.replaced))


def _read(codes: bytes, way: dict[int, str]) -> str:
    return "".join(way.get(int.from_bytes(codes[at : at + 2], "big"), "\ufffd") for at in range(0, len(codes), 2))


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    return dict(_pairs(font.ToUnicode.read_bytes()))


@cache
def _pairs(table: bytes) -> tuple[tuple[int, str], ...]:
    lines = table.split(b"beginbfchar")[1:]
    pairs = (pair for part in lines for pair in _PAIR.findall(part.split(b"endbfchar")[0]))
    return tuple((int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be")) for code, text in pairs)
