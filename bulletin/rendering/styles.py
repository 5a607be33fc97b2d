"""The print style sheets of the page designs: one text a design, put together from shared files, and tokens over it.

A design is these files and nothing else; a masthead changes tokens (its colour), never rules.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from bulletin import colours

FOLDER = Path(__file__).resolve().parents[2] / "static/bulletin/edition/print"
SHARED = ("page", "front", "body")
DESIGNS = ("classic", "digest")


@functools.cache
def sheet(design: str) -> str:
    """The whole style sheet of a design; an unknown one, from a later version or elsewhere, prints as the first."""
    names = (*SHARED, design if design in DESIGNS else DESIGNS[0])
    return "\n".join((FOLDER / f"{name}.css").read_text("utf-8") for name in names)


def families() -> frozenset[str]:
    """The fonts that the sheets of all designs name, in tokens and in rules, and the two that stand in for others."""
    named = re.findall(r"(?:--(?:sans|serif|kai)|\bfont(?:-family)?):([^;}]*)", "".join(map(sheet, DESIGNS)))
    return frozenset({"serif", "sans-serif", *re.findall('"([^"]+)"', " ".join(named))})


def tokens(accent: str | None) -> str:
    """What a masthead has of its own, to stand after the sheet; a colour that the desk does not take is left out.

    A snapshot may come from elsewhere.
    """
    return _root(accent) if accent and colours.is_fit_for_titles(accent) else ""


def web_tokens(accent: str | None) -> str:
    """The same for the page that is read on screens, which may be dark."""
    if accent is None or not (light := tokens(accent)):
        return ""
    return f"{light}\n@media (prefers-color-scheme: dark) {{ {_root(colours.on_dark(accent))} }}"


def _root(accent: str) -> str:
    return f":root {{ --accent: {accent} }}"


def block(design: str) -> str:
    """The element of a page that holds the sheet, which a warm renderer has parsed already."""
    return f"<style>{sheet(design)}</style>"
