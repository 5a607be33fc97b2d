"""Saved copies of sources that go into the PDF as associated files, where the masthead says so (ISO 19005-3, 6.8).

A copy is never shown by the page itself; it lies in the file, named after its entry, with the address it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.refusal import Refused
from bulletin.rendering import reasons
from bulletin.snapshot import Snapshot
from bulletin.store import Store, StoreError, released


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file: its name and description in the PDF, and the instant (ISO 8601) at which it was fetched."""

    digest: str
    name: str
    description: str
    fetched_at: str


def named(snapshot: Snapshot) -> Iterator[Enclosure]:
    """The saved copies that the snapshot wants in its PDF, in the order of the entries."""
    if not snapshot.masthead.embeds_sources:
        return
    for entry in snapshot.entries():
        kept = [each for each in entry.sources if each.digest and each.fetched_at]
        for place, each in enumerate(kept, start=1):
            name = f"source-{entry.ref or entry.number}-{place}"
            yield Enclosure(each.digest or "", name, f"{each.url} {each.fetched_at}", each.fetched_at or "")


def granted(snapshot: Snapshot, store: Store | None = None) -> list[tuple[Enclosure, bytes]]:
    """The copies with their bytes. Raises Refused naming every one that the store has not."""
    store, found, missing = store or released(), [], []
    for each in named(snapshot):
        try:
            found.append((each, store.get(each.digest)))
        except StoreError:
            missing.append(each)
    if missing:
        raise Refused([reasons.missing_copy(each.description) for each in missing])
    return found
