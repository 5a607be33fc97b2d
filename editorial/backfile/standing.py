"""How a batch stands: claimed by whoever changes it, and the attestations that a change unseats."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused
from editorial.backfile.digesting import digest
from editorial.models import Attestation, BackIssue, Batch

CLOSED = _("This batch is released; what is in it changes no more.")
# Two people, of whom neither brought anything in.
ENOUGH = 2


def claim(batch: Batch) -> None:
    """Hold the batch until this transaction ends; one that was released refuses."""
    if not Batch.objects.filter(pk=batch.pk, released_at=None).update(version=F("version") + 1):
        raise Refused([CLOSED])


def unseat(batch: Batch) -> None:
    """Both attestations go: what they were given for is not what the batch is now."""
    Attestation.objects.filter(batch=batch, unseated_at=None).update(unseated_at=timezone.now())


def live(batch: Batch) -> list[Attestation]:
    """The attestations of what the batch is now."""
    rows = Attestation.objects.filter(batch=batch, unseated_at=None, digest=batch.digest or digest(batch))
    return list(rows.select_related("by"))


def involved(batch: Batch) -> frozenset[int]:
    """Whoever opened the batch, brought in a file, or changed a row last."""
    rows = batch.rows.exclude(state=BackIssue.State.LEFT_OUT).order_by()
    people = {batch.by_id, *rows.values_list("by", flat=True), *rows.values_list("changed_by", flat=True)}
    return frozenset(each for each in people if each is not None)


def waiting() -> QuerySet[BackIssue]:
    """What is still to be read, in every open batch."""
    rows = BackIssue.objects.filter(state=BackIssue.State.WAITING, batch__released_at=None)
    return rows.select_related("batch__masthead", "by").order_by("batch", "pk")


def to_record(batch: Batch | None = None) -> QuerySet[BackIssue]:
    """What is released and not recorded, lowest number first."""
    rows = BackIssue.objects.filter(state=BackIssue.State.READ, batch__released_at__isnull=False)
    found = rows.filter(batch=batch) if batch else rows
    return found.select_related("batch__masthead", "batch__released_by", "document").order_by("batch", "number")
