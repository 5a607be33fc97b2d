"""A trial of the whole release but its last step: what cannot be typeset or read is found before anyone signs."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin import snapshot as shape
from bulletin import store
from bulletin.refusal import Refused
from editorial.models import Issue, User
from editorial.publishing import freeze, preview
from editorial.publishing.carrying import DAMAGED


def render(issue: Issue, *, by: User) -> int:
    """Typeset the issue as it now is and read every file of it; keeps nothing, returns the number of pages.

    Raises Refused with every reason: characters without a glyph, images and attachments that cannot be read.
    """
    reasons: list[object] = list(_unreadable(freeze.freeze(issue)))
    pages = 0
    try:
        pages = preview.preview(issue, by=by).pages
    except Refused as refused:
        reasons = [*refused.reasons, *reasons]
    if reasons:
        raise Refused(reasons)
    return pages


def _unreadable(snapshot: shape.Snapshot) -> Iterator[object]:
    for entry in snapshot.entries():
        for attachment in entry.attachments:
            if attachment.digest and not _is_readable(attachment.digest):
                yield DAMAGED % {"title": attachment.title, "entry": entry.title}


def _is_readable(digest: str) -> bool:
    for origin in (store.drafts(), store.released()):
        try:
            origin.get(digest)
        except store.StoreError:
            continue
        return True
    return False
