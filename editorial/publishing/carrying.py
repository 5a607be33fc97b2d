"""What an edition needs beside its snapshot: carried into the store of released blobs, and looked for there."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from bulletin import rendering, store
from bulletin import snapshot as shape
from bulletin.recording import Blob, Rendition
from bulletin.refusal import require
from bulletin.rendering import enclosures, images

DAMAGED = _("The attachment “%(title)s” of “%(entry)s” cannot be read from the drafts store.")
NO_COPY = _("The saved copy of %(source)s cannot be read from the drafts store.")
LOST = _("A stored file of this issue is missing or damaged (%(digest)s). Unschedule it and schedule it anew.")


def carry(snapshot: shape.Snapshot) -> None:
    """Carry images and uploaded attachments from the desk's store into that of released blobs. Raises Refused."""
    for digest in images.named(snapshot):
        # An image that is nowhere is named by the renderer.
        _carried(digest)
    require(
        *(
            (_carried(attachment.digest), DAMAGED % {"title": attachment.title, "entry": entry.title})
            for entry in snapshot.entries()
            for attachment in entry.attachments
            if attachment.digest
        ),
        *((_carried(each.digest), NO_COPY % {"source": each.description}) for each in enclosures.named(snapshot)),
    )


def keep(rendered: rendering.Rendered) -> Rendition:
    """Store both forms, which nothing public names yet. Raises OSError when the disk refuses."""
    released = store.released()
    return Rendition(
        html=Blob(released.put(rendered.html), len(rendered.html)),
        pdf=Blob(released.put(rendered.pdf), len(rendered.pdf)),
        pages=rendered.pages,
        renderer=rendered.renderer,
    )


def require_held(snapshot: shape.Snapshot, rendition: Rendition) -> None:
    """Refuse unless the store has every byte that the edition will promise."""
    require(*((_is_held(digest), LOST % {"digest": digest[:12]}) for digest in _needed(snapshot, rendition)))


def _needed(snapshot: shape.Snapshot, rendition: Rendition) -> Iterator[str]:
    yield rendition.html.digest
    yield rendition.pdf.digest
    yield from (each.digest for entry in snapshot.entries() for each in entry.attachments if each.digest)
    yield from (each.digest for each in enclosures.named(snapshot))


def _is_held(digest: str) -> bool:
    try:
        store.released().get(digest)
    except store.StoreError:
        return False
    return True


def _carried(digest: str) -> bool:
    """Whether the released store has the bytes of a digest, after taking them over where it had not."""
    for origin in (store.released(), store.drafts()):
        try:
            store.released().put(origin.get(digest))
        except store.StoreError:
            continue
        return True
    return False
