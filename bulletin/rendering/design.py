"""The digest of everything of ours that decides what an edition looks like: templates, styles and these modules."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("templates/bulletin/edition/*.html", "static/bulletin/edition/**/*.css", "bulletin/rendering/**/*.py")


@functools.cache
def digest() -> str:
    """SHA-256 over the files' names and bytes, in the order of their names."""
    files = sorted(path for place in PLACES for path in ROOT.glob(place))
    parts = (part for path in files for part in (path.name.encode(), path.read_bytes()))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
