"""The one publish path: freeze, render, store, record. Until the last step commits, nothing of an issue is public."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import recording, rendering, store
from bulletin import snapshot as shape
from bulletin.models import Edition
from bulletin.recording import Blob, Rendition
from bulletin.refusal import Refused, require
from bulletin.rendering import images
from editorial.drafting import history, trail
from editorial.models import Entry, Issue, Submission, User
from editorial.publishing import freeze
from editorial.review import readiness
from editorial.review.facts import Facts
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to release an issue.")
DAMAGED = _("The attachment “%(title)s” of “%(entry)s” cannot be read from the drafts store.")


def release(issue: Issue, *, by: User, seen_generation: int | None = None) -> Edition:
    """Publish an issue that is ready. Raises Refused with every reason, and then nothing is public.

    ``seen_generation`` is the issue's generation that the releasing person looked at.
    """
    with trail.refusals("release", issue, by=by):
        require((may(by, Verb.RELEASE, issue), FORBIDDEN))
        facts = freeze.facts_of(issue)
        _require_ready(facts, seen_generation)
        snapshot = freeze.snapshot_of(facts)
        _carry_files(snapshot)
        rendition = _store(rendering.render(snapshot))
        return _publish(facts, snapshot, rendition, by=by)


def _require_ready(facts: Facts, seen_generation: int | None) -> None:
    reasons: list[object] = [*readiness.blockers(facts)]
    if seen_generation is not None and seen_generation != facts.issue.generation:
        reasons = [history.STALE, *reasons]
    if reasons:
        raise Refused(reasons)


def _carry_files(snapshot: shape.Snapshot) -> None:
    """Carry images and uploaded attachments from the desk's store into that of released blobs."""
    for digest in images.named(snapshot):
        # An image that is nowhere is named by the renderer.
        _carried(digest)
    require(
        *(
            (_carried(attachment.digest), DAMAGED % {"title": attachment.title, "entry": entry.title})
            for entry in snapshot.entries()
            for attachment in entry.attachments
            if attachment.digest
        )
    )


def _carried(digest: str) -> bool:
    """Whether the released store has the bytes of a digest, after taking them over where it had not."""
    for origin in (store.released(), store.drafts()):
        try:
            store.released().put(origin.get(digest))
        except store.StoreError:
            continue
        return True
    return False


def _store(rendered: rendering.Rendered) -> Rendition:
    released = store.released()
    return Rendition(
        html=Blob(released.put(rendered.html), len(rendered.html)),
        pdf=Blob(released.put(rendered.pdf), len(rendered.pdf)),
        pages=rendered.pages,
        renderer=rendered.renderer,
    )


def _publish(facts: Facts, snapshot: shape.Snapshot, rendition: Rendition, *, by: User) -> Edition:
    """Claim the very generation that was frozen, then record: of two who release, one does."""
    issue = facts.issue
    with transaction.atomic(), trail.acting("release", issue, by=by) as act:
        claimed = Issue.objects.filter(pk=issue.pk, state=Issue.State.SUBMITTED, generation=facts.issue.generation)
        if not claimed.update(state=Issue.State.RELEASED, version=F("version") + 1):
            raise Refused([history.STALE])
        edition = recording.record(snapshot, rendition, released_at=timezone.now())
        _settle(facts, snapshot)
        act.before_digest = act.after_digest = shape.issue_digest(replace(snapshot, imprint=None))
    return edition


def _settle(facts: Facts, snapshot: shape.Snapshot) -> None:
    """Entries keep for good the refs under which they were published; what was submitted no longer waits."""
    entries = facts.assembled.entries()
    for row, frozen in zip(entries, snapshot.entries(), strict=True):
        row.ref = frozen.ref or ""
    Entry.objects.bulk_update(entries, ["ref"], batch_size=200)
    Submission.objects.filter(issue=facts.issue, ended_at=None).update(ended_at=timezone.now())
