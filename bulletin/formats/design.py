"""The digest of what makes the forms: our modules, those of print that give the words, and the library for Word."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version as installed
from pathlib import Path

from bulletin.rendering import design as print_design

FOLDER = Path(__file__).parent


@functools.cache
def digest() -> str:
    """SHA-256 over all of it: where it is equal, equal snapshots give equal bytes."""
    parts = [path.read_bytes() for path in sorted(FOLDER.rglob("*.py"))]
    told = f"{print_design.digest()} python-docx {installed('python-docx')}"
    return hashlib.sha256(b"\0".join([told.encode(), *parts])).hexdigest()
