"""The files of this repository: those that git tracks, or would if they were added."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.architecture.rules import Source

ROOT = Path(__file__).resolve().parents[2]


def files(*patterns: str) -> list[str]:
    """Paths from the root, as git sees them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return sorted(path for path in listing.split("\0") if path and (ROOT / path).is_file())


def texts(*patterns: str) -> list[tuple[str, str]]:
    """Path and text of every file that is UTF-8 text."""
    found = []
    for path in files(*patterns):
        try:
            found.append((path, (ROOT / path).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def sources() -> list[Source]:
    """Our own Python; migrations are written by Django."""
    return [Source(path, text) for path, text in texts("*.py") if "/migrations/" not in path]
