"""A further revision that only takes something away or puts it back: made from the newest one, without any review.

It is frozen, rendered and stored before the transaction that records it, as every edition is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bulletin import recording, rendering
from bulletin import snapshot as shape
from bulletin.archive import public
from bulletin.models import Edition, Masthead, Withdrawal
from bulletin.recording import Rendition
from bulletin.refusal import Refused, require
from bulletin.store import StoreError
from editorial.drafting import history, trail
from editorial.models import Issue
from editorial.publishing import carrying, press

DAMAGED = _("The stored snapshot of %(edition)s is damaged, so no revision can be made from it.")


@dataclass(frozen=True)
class Prepared:
    """A further revision, rendered and stored, which nothing public names yet; ``base`` is what it was made from."""

    base: Edition
    snapshot: shape.Snapshot
    rendition: Rendition


def newest(edition: Edition) -> Edition:
    """The last revision of the number of an edition, whether or not it is to be had."""
    rows = Edition.objects.filter(masthead=edition.masthead_id, number=edition.number)
    return rows.select_related("masthead").latest("revision")


def issue_of(edition: Edition) -> Issue | None:
    """The issue on the desk; a back issue has none."""
    return Issue.objects.filter(masthead=edition.masthead_id, number=edition.number).first()


def claim(edition: Edition) -> Edition:
    """Hold a number until the caller's transaction ends, and say what its newest revision is now.

    Whoever froze the issue before finds it changed; a back issue is held by its masthead's row, as its recording is.
    """
    rows = Issue.objects.filter(masthead=edition.masthead_id, number=edition.number)
    if not rows.update(version=F("version") + 1, generation=F("generation") + 1):
        Masthead.objects.select_for_update().get(pk=edition.masthead_id)
    return newest(edition)


def prepare(base: Edition, change: Callable[[shape.Snapshot], shape.Snapshot], occasion: str) -> Prepared:
    """The next revision of a number, rendered and stored. Raises Refused and OSError."""
    snapshot = _imprinted(change(snapshot_of(base)), base, occasion)
    carrying.carry(snapshot)
    return Prepared(base, snapshot, carrying.keep(rendering.render(snapshot)))


def record(prepared: Prepared, now: Edition) -> Edition:
    """Record it in the caller's transaction, which has claimed the number and found ``now`` to be its newest revision.

    Raises Refused when another revision came in between.
    """
    require((now.pk == prepared.base.pk, history.STALE))
    instant = press.instant(now.masthead_id)
    return recording.record(prepared.snapshot, prepared.rendition, released_at=instant)


def snapshot_of(edition: Edition) -> shape.Snapshot:
    """What an edition froze. Raises Refused when its stored bytes are no longer that."""
    try:
        return public.snapshot_of(edition)
    except StoreError as damage:
        raise Refused([DAMAGED % {"edition": edition}]) from damage


def earlier(edition: Edition, ref: str) -> int:
    """How often something was withdrawn by naming this very revision: it may happen again after it was put back."""
    return Withdrawal.objects.filter(edition=edition, ref=ref).count()


def _imprinted(snapshot: shape.Snapshot, base: Edition, occasion: str) -> shape.Snapshot:
    """With the sign-offs that its texts have. The file of a back issue stands for its first revision alone."""
    before = snapshot.imprint or shape.Imprint(revision=base.revision)
    late = replace(before.back_issue, pdf=None) if before.back_issue else None
    imprint = replace(
        before,
        revision=base.revision + 1,
        occasion=occasion,
        audit_head=trail.head(base.masthead),
        back_issue=late,
    )
    return replace(snapshot, imprint=imprint)
