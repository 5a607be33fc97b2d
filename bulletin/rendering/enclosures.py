"""Saved copies of sources that go into the PDF as associated files, where the masthead says so (ISO 19005-3, 6.8).

A copy is never shown by the page itself; it lies in the file, named after its entry, with the address it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bulletin.refusal import Refused
from bulletin.rendering import reasons
from bulletin.snapshot import Snapshot
from bulletin.store import Store, StoreError, released

# What a reader's computer and a mail still carry, and well within what a render may answer (confinement/limits.py).
MOST_BYTES = 100 * 1024 * 1024
_PLACE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}")


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
    for at, entry in enumerate(snapshot.entries(), start=1):
        # A snapshot from elsewhere may say anything of an entry's place, and nothing.
        where = entry.ref if _PLACE.fullmatch(entry.ref or "") else f"entry-{at}"
        kept = [each for each in entry.sources if each.digest and each.fetched_at]
        for place, each in enumerate(kept, start=1):
            name = f"source-{where}-{place}"
            yield Enclosure(each.digest or "", name, f"{each.url} {each.fetched_at}", each.fetched_at or "")


def granted(snapshot: Snapshot, store: Store | None = None) -> list[tuple[Enclosure, bytes]]:
    """The copies with their bytes. Raises Refused naming every one that the store has not or that bears no instant."""
    store, found, faults, size = store or released(), [], [], 0
    for each in named(snapshot):
        try:
            found.append((replace(each, fetched_at=_instant(each.fetched_at)), store.get(each.digest)))
        except StoreError:
            faults.append(reasons.missing_copy(each.description))
        except (ValueError, OverflowError):
            faults.append(reasons.undated_copy(each.description))
        else:
            size += len(found[-1][1])
        if size > MOST_BYTES:
            raise Refused([reasons.many_copies(MOST_BYTES)])
    if faults:
        raise Refused(faults)
    return found


def _instant(text: str) -> str:
    """In UTC, which one without a zone is taken to be in. Raises ValueError and OverflowError."""
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
