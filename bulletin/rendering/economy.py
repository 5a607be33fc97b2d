"""Keeps a render cheap and the cost of a page the same however many pages there are; what is drawn does not change.

pydyf gathers the references of all pages anew for every element of the structure tree, which is quadratic, and packs
fonts, which hardly shrink, at zlib's dearest level: a tenth of a render for a hundredth of the size. The collector of
cycles walks over a layout that stays alive to the end, again and again.
"""

from __future__ import annotations

import gc
import types
import zlib
from typing import Any

import pydyf

LEVEL = 6
_plain_references = pydyf.PDF.page_references.fget


def install() -> None:
    pydyf.PDF.page_references = property(page_references)
    pydyf.zlib = types.SimpleNamespace(compress=zlib.compress, compressobj=_compressobj)


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """pydyf's own answer, kept until a page is added."""
    count = len(pdf.pages["Kids"])
    kept: tuple[int, tuple[bytes, ...]] = getattr(pdf, "kept_references", (0, ()))
    if kept[0] != count:
        kept = pdf.kept_references = (count, tuple(_plain_references(pdf)))
    return kept[1]


def _compressobj(level: int) -> Any:
    return zlib.compressobj(min(level, LEVEL))


def spare_collection() -> None:
    """For a process that makes one document and ends: look for cycles fifty times as seldom."""
    gc.set_threshold(50_000, 20, 100)
