"""Looks whether withdrawals and editions agree: what is withdrawn is missing, and what is missing was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin import snapshot as shape
from bulletin.archive import withdrawn
from bulletin.models import Edition

TAKING = (Edition.Occasion.WITHDRAWAL, Edition.Occasion.TAKEDOWN)


def flaws(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    """Of the newest revision of a number what its withdrawals ask for; of every one that it did what it says."""
    stubs = {entry.ref for entry in snapshot.entries() if entry.removal is not None}
    if edition.occasion in TAKING and not stubs:
        yield "it was made to take something away, and nothing is missing in it."
    if Edition.objects.filter(supersedes=edition).exists():
        return
    gone = {each.ref for each in withdrawn.in_force(edition) if each.ref}
    texts = {entry.ref for entry in snapshot.entries()} - stubs
    for ref in sorted(gone & texts):
        yield f"entry {ref} was withdrawn, and the revision without it is still to be made."
    for ref in sorted(each or "" for each in stubs - gone):
        yield f"entry {ref} is missing in it, and no withdrawal in force says why."
