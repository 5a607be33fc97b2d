"""Bringing files into a batch: each in its own transaction, the same bytes once, and a batch goes on where it ended."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import store
from bulletin.models import Masthead
from bulletin.refusal import require
from editorial.backfile import standing
from editorial.drafting import trail
from editorial.intake import envelope
from editorial.models import BackIssue, Batch, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to bring in back issues.")
NO_SOURCE = _("Name the folder or file that the back issues come from.")


class Brought(StrEnum):
    """What became of a file: a new row, one that the batch has already, or one that another batch has."""

    NEW = "new"
    AGAIN = "again"
    ELSEWHERE = "elsewhere"


def open_batch(masthead: Masthead, source: str, *, by: User) -> Batch:
    """The open batch of that source, a new one where there is none. Raises Refused."""
    source = source.strip()[:200]
    with trail.refusals("open batch", masthead, by=by):
        require((may(by, Verb.BACKFILL, masthead), FORBIDDEN), (bool(source), NO_SOURCE))
        found = _open(masthead, source)
        if found is not None:
            return found
        try:
            with transaction.atomic(), trail.acting("open batch", masthead, by=by) as act:
                batch = Batch.objects.create(masthead=masthead, source=source, by=by, at=timezone.now())
                act.row = batch
        except IntegrityError:
            # Somebody else began at the same moment; both go on in that one.
            return Batch.objects.select_related("masthead").get(masthead=masthead, source=source, released_at=None)
    return batch


def bring_in(batch: Batch, name: str, data: bytes, *, by: User) -> tuple[BackIssue, Brought]:
    """Keep a file as a row of the batch, to be read later. Raises Refused; then nothing is kept of it."""
    digest = hashlib.sha256(data).hexdigest()
    name = name.replace("\x00", "")[-200:] or digest[:12]
    with trail.refusals("bring in", batch, by=by):
        require(
            (may(by, Verb.BACKFILL, batch), FORBIDDEN),
            (bool(data.strip()), f"{name}: {envelope.EMPTY}"),
            (len(data) <= envelope.LARGEST, f"{name}: {envelope.TOO_LARGE}"),
        )
        known = _known(batch, digest)
        if known is not None and (known.batch_id != batch.pk or name in (known.name, *known.also_named)):
            return known, Brought.AGAIN if known.batch_id == batch.pk else Brought.ELSEWHERE
        store.drafts().put(data)
        with transaction.atomic(), trail.acting("bring in", batch, by=by) as act:
            standing.claim(batch)
            row, created = _kept(batch, name, data, digest, by=by)
            act.row, act.after_digest, act.remark = row, digest, name
            if created:
                standing.unseat(batch)
            elif name in (row.name, *row.also_named):
                act.void()  # Somebody else brought it in at the same moment.
            else:
                BackIssue.objects.filter(pk=row.pk).update(also_named=[*row.also_named, name])
    return row, Brought.NEW if created else Brought.AGAIN


def _kept(batch: Batch, name: str, data: bytes, digest: str, *, by: User) -> tuple[BackIssue, bool]:
    given = {"name": name, "size": len(data), "is_pdf": data.startswith(b"%PDF"), "by": by, "at": timezone.now()}
    return BackIssue.objects.get_or_create(batch=batch, digest=digest, defaults=given)


def _open(masthead: Masthead, source: str) -> Batch | None:
    return Batch.objects.select_related("masthead").filter(masthead=masthead, source=source, released_at=None).first()


def _known(batch: Batch, digest: str) -> BackIssue | None:
    """The row that holds these bytes: of this batch first, else what was recorded or still waits in another."""
    rows = BackIssue.objects.filter(batch__masthead=batch.masthead_id, digest=digest).select_related("batch")
    elsewhere = Q(batch__released_at=None) | Q(state=BackIssue.State.RECORDED)
    own = rows.filter(batch=batch).first()
    return own or rows.filter(elsewhere).exclude(state=BackIssue.State.LEFT_OUT).first()
