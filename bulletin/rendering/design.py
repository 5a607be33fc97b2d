"""The digest of everything of ours that decides what an edition looks like: templates, styles and modules."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    "templates/bulletin/edition/*.html",
    "static/bulletin/edition/**/*.css",
    "bulletin/rendering/**/*.py",
    # What makes a stored body the HTML that is printed, and says which colours are.
    *(f"bulletin/{name}.py" for name in ("colours", "markup", "richtext", "tables")),
)


def files() -> list[Path]:
    return sorted(path for place in PLACES for path in ROOT.glob(place))


@functools.cache
def digest() -> str:
    """SHA-256 over the files' names and bytes, in the order of their names."""
    parts = (part for path in files() for part in (path.name.encode(), path.read_bytes()))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
