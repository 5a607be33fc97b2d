"""Looks whether everything that was published still is what it was; changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connection

from bulletin import recording, rendering, store
from bulletin import snapshot as shape
from bulletin.management import plain
from bulletin.models import Dispatch, Edition, guards
from bulletin.rendering import enclosures


class Command(plain.PlainCommand):
    help = (
        "Verify every edition: snapshot, entries, stored files, guards; with --rerender also that it renders the same."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rerender", action="store_true", help="render each snapshot again and compare the digests"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = [f"The database's guard {name} is missing." for name in sorted(guards.missing(connection))]
        count = 0
        for edition in Edition.objects.order_by("pk").iterator(chunk_size=20):
            count += 1
            found += [f"{edition}: {sentence}" for sentence in self._flaws(edition, options["rerender"])]
        for digest in sorted(set(store.released().digests()) - _expected_digests()):
            self.stdout.write(f"{digest} belongs to no edition (an interrupted release left it, or it is scheduled).")
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{count} editions are what they were.")

    def _flaws(self, edition: Edition, rerender: bool) -> Iterator[str]:
        stored = bytes(edition.snapshot)
        if hashlib.sha256(stored).hexdigest() != edition.snapshot_digest:
            yield "its snapshot was altered."
            return
        snapshot = shape.loads(stored)
        yield from _entry_flaws(edition, snapshot)
        yield from _blob_flaws(edition, snapshot)
        yield from _origin_flaws(edition, snapshot)
        if rerender:
            yield from self._render_flaws(edition, snapshot)

    def _render_flaws(self, edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
        if rendering.renderer_version() != edition.renderer:
            self.stdout.write(f"{edition}: made by another renderer ({edition.renderer}), not compared.")
            return
        for name, data in _made_anew(snapshot):
            if hashlib.sha256(data).hexdigest() != getattr(edition, f"{name.lower()}_digest"):
                yield f"its {name} renders differently."


def _made_anew(snapshot: shape.Snapshot) -> Iterator[tuple[str, bytes]]:
    """Both forms; a PDF that is the original file of a back issue was never made, only its digest can be compared."""
    if _original(snapshot):
        yield "HTML", rendering.render_html(snapshot)
        return
    rendered = rendering.render(snapshot)
    yield "HTML", rendered.html
    yield "PDF", rendered.pdf


def _origin_flaws(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    """A back issue is recorded as one, was mailed to nobody, and bears the very file that its imprint names."""
    if edition.is_back_issue != recording.is_back_issue(snapshot):
        yield "its imprint and its row differ about whether it is a back issue."
    if edition.is_back_issue and Dispatch.objects.filter(edition=edition).exists():
        yield "it is a back issue and has a dispatch."
    original = _original(snapshot)
    if original and original != edition.pdf_digest:
        yield "its PDF is not the original file that its imprint names."


def _original(snapshot: shape.Snapshot) -> str | None:
    """The digest of the file that stands as the PDF of a back issue."""
    found = snapshot.imprint.back_issue if snapshot.imprint else None
    return found.original if found and found.pdf == "original" else None


def _entry_flaws(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    published = {row.ref: bytes(row.content) for row in edition.entries.all()}
    expected = {entry.ref: shape.canonical(entry) for entry in snapshot.entries()}
    if published != expected:
        yield "its entries are not those of its snapshot."


def _blob_flaws(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    for digest in (edition.html_digest, edition.pdf_digest, *_promised_digests(snapshot)):
        try:
            store.released().get(digest)
        except store.StoreError as error:
            yield f"{error}."


def _expected_digests() -> set[str]:
    expected: set[str] = set()
    for edition in Edition.objects.iterator(chunk_size=20):
        snapshot = shape.loads(bytes(edition.snapshot))
        expected |= {edition.html_digest, edition.pdf_digest, *_promised_digests(snapshot)}
    return expected


def _promised_digests(snapshot: shape.Snapshot) -> Iterator[str]:
    yield from (each.digest for entry in snapshot.entries() for each in entry.attachments if each.digest)
    yield from (each.digest for each in enclosures.named(snapshot))
