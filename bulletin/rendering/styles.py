"""The print style sheets of the page designs: one text a design, put together from shared files, and tokens over it.

A design is these files and nothing else; a masthead changes tokens (its colour), never rules.
"""

from __future__ import annotations

import colorsys
import functools
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "static/bulletin/edition/print"
SHARED = ("page", "front", "body")
DESIGNS = ("classic", "digest")
# Of a full turn of hues, and of full colour.
REDDISH, GREYISH = 20 / 360, 0.3


@functools.cache
def sheet(design: str) -> str:
    """The whole style sheet of a design; an unknown one, from a later version or elsewhere, prints as the first."""
    names = (*SHARED, design if design in DESIGNS else DESIGNS[0])
    return "\n".join((FOLDER / f"{name}.css").read_text("utf-8") for name in names)


def families() -> frozenset[str]:
    """The fonts that the sheets of all designs name, and the two that stand in for any other."""
    named = re.findall(r"\bfont(?:-family)?:([^;}]*)", "".join(map(sheet, DESIGNS)))
    return frozenset({"serif", "sans-serif", *re.findall('"([^"]+)"', " ".join(named))})


def tokens(accent: str | None) -> str:
    """What a masthead has of its own, to stand after the sheet; what is no colour is left out, and so is red.

    A red head says that a document is official (GB/T 9704—2012, 7.2.4), which a bulletin is not.
    """
    plain = accent and re.fullmatch("#[0-9a-f]{6}", accent)
    return f":root {{ --accent: {accent} }}" if accent and plain and not _is_red(accent) else ""


def _is_red(colour: str) -> bool:
    """Of the hues within 20 degrees of pure red, and with more colour than grey in it."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, _lightness, saturation = colorsys.rgb_to_hls(*shares)
    return saturation > GREYISH and not REDDISH < hue < 1 - REDDISH


def block(design: str) -> str:
    """The element of a page that holds the sheet, which a warm renderer has parsed already."""
    return f"<style>{sheet(design)}</style>"
