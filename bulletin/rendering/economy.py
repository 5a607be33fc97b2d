"""Keeps the cost of a page the same however many pages there are; what is written does not change by a byte.

pydyf gathers the references of all pages anew for every element of the structure tree, which is quadratic; and the
collector of cycles walks over a layout that stays alive to the end, again and again.
"""

from __future__ import annotations

import gc
from typing import Any

import pydyf

_plain_references = pydyf.PDF.page_references.fget


def install() -> None:
    pydyf.PDF.page_references = property(page_references)


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """pydyf's own answer, kept until a page is added."""
    count = len(pdf.pages["Kids"])
    kept: tuple[int, tuple[bytes, ...]] = getattr(pdf, "kept_references", (0, ()))
    if kept[0] != count:
        kept = pdf.kept_references = (count, tuple(_plain_references(pdf)))
    return kept[1]


def spare_collection() -> None:
    """For a process that makes one document and ends: look for cycles fifty times as seldom."""
    gc.set_threshold(50_000, 20, 100)
