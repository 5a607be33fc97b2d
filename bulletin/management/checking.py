"""Looks whether an edition still is what its snapshot says: its rows, its stored files; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin import recording, store
from bulletin import snapshot as shape
from bulletin.management import taken_back
from bulletin.models import Dispatch, Edition
from bulletin.rendering import enclosures, images


def flaws(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    """A sentence for everything that is not as it was published, or that nobody can have any more."""
    yield from _entry_flaws(edition, snapshot)
    yield from _blob_flaws(promised(edition, snapshot))
    yield from _origin_flaws(edition, snapshot)
    yield from taken_back.flaws(edition, snapshot)


def promised(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    """The digest of every stored file that belongs to the edition."""
    yield edition.html_digest
    yield edition.pdf_digest
    yield from (each.digest for entry in snapshot.entries() for each in entry.attachments if each.digest)
    yield from (each.digest for each in enclosures.named(snapshot))
    yield from images.named(snapshot)


def original(snapshot: shape.Snapshot) -> str | None:
    """The digest of the file that stands as the PDF of a back issue."""
    found = snapshot.imprint.back_issue if snapshot.imprint else None
    return found.original if found and found.pdf == "original" else None


def _entry_flaws(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    published = {row.ref: bytes(row.content) for row in edition.entries.all()}
    expected = {entry.ref: shape.canonical(entry) for entry in snapshot.entries()}
    if published != expected:
        yield "its entries are not those of its snapshot."


def _blob_flaws(digests: Iterator[str]) -> Iterator[str]:
    for digest in dict.fromkeys(digests):
        try:
            store.released().get(digest)
        except store.StoreError as error:
            yield f"{error}."


def _origin_flaws(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    """A back issue is recorded as one, was mailed to nobody, and bears the very file that its imprint names."""
    if edition.is_back_issue != recording.is_back_issue(snapshot):
        yield "its imprint and its row differ about whether it is a back issue."
    if edition.is_back_issue and Dispatch.objects.filter(edition=edition).exists():
        yield "it is a back issue and has a dispatch."
    file = original(snapshot)
    if file and file != edition.pdf_digest:
        yield "its PDF is not the original file that its imprint names."
