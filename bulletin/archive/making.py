"""The forms of an edition that are made when somebody asks: from verified bytes, one at a time, kept for a while."""

from __future__ import annotations

import hashlib
import threading

from django.core.cache import caches

from bulletin import formats
from bulletin.archive import public
from bulletin.formats import design
from bulletin.models import Edition
from bulletin.store import StoreError

# Beyond this a form is made anew each time; the cache holds so many of them in memory (settings, CACHES).
LARGEST_KEPT = 4 * 1024 * 1024
PATIENCE_SECONDS = 20
_one_at_a_time = threading.BoundedSemaphore(1)


def digest(edition: Edition, form: str) -> str:
    """What names the bytes without making them: equal digests have equal bytes."""
    return hashlib.sha256(f"{form} {design.digest()} {edition.snapshot_digest}".encode()).hexdigest()


def content(edition: Edition, form: str) -> bytes:
    """The bytes of a form. Raises StoreError, also when too many others are waiting for theirs, and Refused."""
    key, kept = f"form:{digest(edition, form)}", caches["forms"]
    found: bytes | None = kept.get(key)
    if found is not None:
        return found
    if not _one_at_a_time.acquire(timeout=PATIENCE_SECONDS):
        raise StoreError("too many forms of editions are being made")
    try:
        made: bytes = kept.get(key) or formats.made(form, public.snapshot_of(edition))
    finally:
        _one_at_a_time.release()
    if len(made) <= LARGEST_KEPT:
        kept.set(key, made)
    return made
