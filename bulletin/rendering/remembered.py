"""Renders that were made already, in a folder, each under the digest of its renderer's version and of all it was given.

What is found is used only whole: a file that is damaged or cut short is as good as none. Whoever can read the folder
can read what was rendered, so it lies among the drafts.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bulletin.rendering.typeset import Typeset

MOST_BYTES = 256 * 1024 * 1024
# The digest of what follows, the number of pages, the PDF.
_DIGEST, _PAGES = 32, 4


def key(version: str, request: bytes) -> str:
    """What a render is found by: equal ones give equal bytes."""
    return hashlib.sha256(version.encode() + b"\0" + request).hexdigest()


@dataclass(frozen=True, slots=True)
class Remembered:
    """At most ``most`` bytes of renders; those that nobody asked for longest go first."""

    folder: Path
    most: int = MOST_BYTES

    def get(self, key: str) -> Typeset | None:
        path = self.folder / key
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        digest, rest = content[:_DIGEST], content[_DIGEST:]
        if len(rest) <= _PAGES or hashlib.sha256(key.encode() + rest).digest() != digest:
            return None
        return Typeset(rest[_PAGES:], int.from_bytes(rest[:_PAGES]))

    def put(self, key: str, typeset: Typeset) -> None:
        """Best effort: a disk that refuses costs time later, never the render that was asked for."""
        rest = typeset.pages.to_bytes(_PAGES) + typeset.pdf
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(key, hashlib.sha256(key.encode() + rest).digest() + rest)
            self._forget()

    def _write(self, key: str, content: bytes) -> None:
        """Under its name only when it is whole; two who write one key write the same."""
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(self.folder / key)
        finally:
            Path(temporary).unlink(missing_ok=True)

    def _forget(self) -> None:
        found = [(path.stat(), path) for path in self.folder.iterdir()]
        left = sum(status.st_size for status, _path in found)
        for status, path in sorted(found, key=lambda each: each[0].st_mtime_ns):
            if left <= self.most:
                return
            path.unlink(missing_ok=True)
            left -= status.st_size
