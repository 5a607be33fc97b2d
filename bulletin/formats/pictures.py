"""Where the pictures of a text are: the archive's own address of each, as far as the issue's address is known."""

from __future__ import annotations

from bulletin.snapshot import Entry


def address_of(issue: str, entry: Entry, digest: str) -> str:
    """The absolute address of a picture under its entry, or nothing; ``issue`` is the frozen address of the issue."""
    return f"{issue.rstrip('/')}/{entry.ref}/files/{digest}/" if issue and entry.ref else ""
