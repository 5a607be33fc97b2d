"""Content-addressed files: bytes go in once under their SHA-256 and come out verified, or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

DIGEST = re.compile(r"[0-9a-f]{64}")


class StoreError(Exception):
    """The bytes of a digest cannot be had: they are missing, or are no longer what they were."""


@dataclass(frozen=True)
class Store:
    """A folder of files named by digest, two levels deep; ``put`` is atomic and idempotent."""

    root: Path

    def put(self, data: bytes) -> str:
        """Store ``data`` durably and return its digest. Raises OSError when the disk refuses."""
        digest = hashlib.sha256(data).hexdigest()
        path = self.path(digest)
        if not (path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_durably(path, data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a digest. Raises StoreError."""
        try:
            data = self.path(digest).read_bytes()
        except OSError as error:
            raise StoreError(f"{digest} is missing") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoreError(f"{digest} is damaged")
        return data

    def path(self, digest: str) -> Path:
        """Where the bytes of a digest lie. Raises StoreError for what is no digest."""
        if not DIGEST.fullmatch(digest):
            raise StoreError("not a digest")
        return self.root / digest[:2] / digest[2:4] / digest

    def digests(self) -> Iterator[str]:
        """Every digest that has a file here."""
        return (path.name for path in sorted(self.root.glob("??/??/*")) if DIGEST.fullmatch(path.name))


def released() -> Store:
    """The store of released blobs."""
    return Store(folder(settings.STORE_URL))


def drafts() -> Store:
    """The store of what was uploaded to the desk; no public process reads it."""
    return Store(folder(settings.DRAFTS_URL))


def folder(url: str) -> Path:
    """The folder of a ``file://`` address. Raises ImproperlyConfigured for any other scheme."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        raise ImproperlyConfigured(f"A store is a folder given as file:///path; “{url}” is not.")
    return Path(unquote(parts.path))


def _write_durably(path: Path, data: bytes) -> None:
    """Temporary file, fsync, rename, fsync of the folder: after a crash the file is whole or absent."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        try:
            _write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(temporary, path)  # noqa: PTH105 - the call the fault tests inject into
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
