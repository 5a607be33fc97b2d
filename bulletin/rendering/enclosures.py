"""What goes into the PDF as associated files, where the masthead says so (ISO 19005-3, 6.8): sources, the snapshot.

A file is never shown by the page itself. A saved copy is named after its entry, with the address it came from; the
snapshot is the very bytes whose digest the edition bears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bulletin.refusal import Refused
from bulletin.rendering import reasons
from bulletin.snapshot import Snapshot, canonical, snapshot_digest
from bulletin.store import Store, StoreError, released

# What a reader's computer and a mail still carry, and well within what a render may answer (confinement/limits.py).
MOST_BYTES = 100 * 1024 * 1024
# PDF has no earlier year that its readers know.
UNDATED = "1970-01-01"
_PLACE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file: its name and description in the PDF, what it is to the page, and the instant (ISO 8601) it is of."""

    digest: str
    name: str
    description: str
    fetched_at: str
    relationship: str = "Source"


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
    """All that lies in the PDF, with its bytes. Raises Refused, as ``copies`` does."""
    return [*_itself(snapshot), *copies(snapshot, store)]


def _itself(snapshot: Snapshot) -> Iterator[tuple[Enclosure, bytes]]:
    """The snapshot in canonical form, imprint included, dated as the issue is."""
    if not snapshot.masthead.embeds_snapshot:
        return
    number = snapshot.issue.number
    name = "bulletin.json" if number is None else f"bulletin-{number}.json"
    digest = snapshot_digest(snapshot)
    dated = _instant(snapshot.issue.dated_on or UNDATED)
    yield Enclosure(digest, name, f"SHA-256 {digest}", dated, relationship="Data"), canonical(snapshot)


def copies(snapshot: Snapshot, store: Store | None = None) -> list[tuple[Enclosure, bytes]]:
    """The copies with their bytes. Raises Refused naming every one that the store has not or that bears no instant."""
    store, found, faults, size = store or released(), [], [], 0
    for each in named(snapshot):
        try:
            content = store.get(each.digest)
            ending = "pdf" if content.startswith(b"%PDF-") else "html"
            found.append((replace(each, name=f"{each.name}.{ending}", fetched_at=_instant(each.fetched_at)), content))
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
