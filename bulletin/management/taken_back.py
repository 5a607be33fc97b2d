"""Looks whether withdrawals and editions agree: what is withdrawn is missing, and what is missing was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin import snapshot as shape
from bulletin.archive import withdrawn
from bulletin.models import Edition, Withdrawal

TAKING = (Edition.Occasion.WITHDRAWAL, Edition.Occasion.TAKEDOWN)


def flaws(edition: Edition, snapshot: shape.Snapshot) -> Iterator[str]:
    """Of the newest revision of a number what its withdrawals ask for; of every one that it did what it says."""
    stubs = {entry.ref for entry in snapshot.entries() if entry.removal is not None}
    if edition.occasion in TAKING and not stubs and not _unquotes(edition):
        yield "it was made to take something away, and nothing is missing in it."
    if Edition.objects.filter(supersedes=edition).exists():
        return
    gone = {each.ref for each in withdrawn.in_force(edition) if each.ref and not each.is_quote}
    texts = {entry.ref for entry in snapshot.entries()} - stubs
    for each in Withdrawal.objects.unfinished().filter(edition=edition, ref__contains="/"):
        yield f"entry {each.ref} was taken down, and the revision that no longer quotes it is still to be made."
    for ref in sorted(gone & texts):
        yield f"entry {ref} was withdrawn, and the revision without it is still to be made."
    for ref in sorted(each or "" for each in stubs - gone):
        yield f"entry {ref} is missing in it, and no withdrawal in force says why."


def _unquotes(edition: Edition) -> bool:
    """Whether it was made to leave out what quoted an entry of another number, whatever became of that since."""
    return Withdrawal.objects.filter(edition=edition.supersedes_id, ref__contains="/").exists()
