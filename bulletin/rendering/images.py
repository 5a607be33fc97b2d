"""Reads the images that a snapshot names from the store, all of them before rendering begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.refusal import Refused
from bulletin.rendering import assets, colophon, metadata, reasons
from bulletin.snapshot import Snapshot
from bulletin.store import Store, StoreError, released

_DIGEST = re.compile(r'data-digest="([0-9a-f]{64})"')


def named(snapshot: Snapshot) -> Iterator[str]:
    """The digests of the images that the snapshot prints."""
    if snapshot.masthead.logo_digest:
        yield snapshot.masthead.logo_digest
    for entry in snapshot.entries():
        yield from of_body(entry.body_html)


def of_body(body: str | None) -> list[str]:
    """The digests of the images of a canonical body."""
    return _DIGEST.findall(body or "")


def granted(snapshot: Snapshot, store: Store | None = None) -> dict[str, bytes]:
    """The named images by digest, without what they say of themselves beside their dots.

    Raises Refused naming every one that the store has not or that is no raster image.
    """
    store = store or released()
    found = {digest: _content(digest, store) for digest in dict.fromkeys(named(snapshot))}
    missing = [reasons.missing_image(digest) for digest, content in found.items() if content is None]
    if missing:
        raise Refused(missing)
    return {digest: content for digest, content in found.items() if content is not None} | colophon.pictures(snapshot)


def _content(digest: str, store: Store) -> bytes | None:
    try:
        content = store.get(digest)
    except StoreError:
        return None
    return metadata.without(content) if assets.image_type(content) else None
