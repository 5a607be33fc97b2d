"""The version of what makes the forms: our modules, those of print that give the words, and the library for Word."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version as installed
from pathlib import Path

from bulletin.rendering import design

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("formats/**/*.py", "markup.py", "richtext.py", "tables.py")


@functools.cache
def version() -> str:
    """SHA-256 over all of it."""
    files = sorted(path for place in PLACES for path in ROOT.glob(place))
    parts = [path.read_bytes() for path in files]
    told = f"{design.digest()} python-docx {installed('python-docx')}"
    return hashlib.sha256(b"\0".join([told.encode(), *parts])).hexdigest()
