from __future__ import annotations

from collections.abc import Iterator

from tests.hostile import packages, texts
from tests.hostile.packages import Case

# Refused by the parser itself, which knows no better than that the document is none.
UNNAMED = {"package: other root", "package: bad cells"}


def quick() -> Iterator[Case]:
    """Those that every run reads."""
    yield from _numbered(packages.quick(), "package")
    yield from _numbered(texts.quick(), "text")


def every() -> Iterator[Case]:
    """Those, and the ones that are large or take long."""
    yield from quick()
    yield from _numbered(packages.heavy(), "package")
    yield from _numbered(texts.heavy(), "text")


def _numbered(cases: Iterator[Case], sort: str) -> Iterator[Case]:
    for name, file_name, data in cases:
        yield f"{sort}: {name}", file_name, data
