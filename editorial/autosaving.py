"""What somebody typed into the form of an entry and has not saved: kept for that person alone, part of no issue."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from editorial.models import Autosave, Entry, User


def keep(row: Entry, posted: str, *, by: User) -> datetime:
    """Keep a form as it would be sent (urlencoded) in place of what was kept before; returns when.

    ``row`` is a stored entry, or one that does not exist yet in its section.
    """
    now = timezone.now()
    if not _of(row, by).update(posted=posted, at=now):
        place = {"entry": row} if row.pk else {"section": row.section}
        try:
            with transaction.atomic():
                Autosave.objects.create(user=by, kind=row.kind, posted=posted, at=now, **place)
        except IntegrityError:
            _of(row, by).update(posted=posted, at=now)  # The same person's other window was quicker.
    return now


def kept(row: Entry, *, by: User) -> Autosave | None:
    """What this person typed here and neither saved nor threw away."""
    return _of(row, by).first()


def discard(row: Entry, *, by: User) -> None:
    """It was saved, or is not wanted."""
    _of(row, by).delete()


def _of(row: Entry, by: User) -> QuerySet[Autosave]:
    if row.pk:
        return Autosave.objects.filter(user=by, entry=row.pk)
    return Autosave.objects.filter(user=by, entry=None, section=row.section_id, kind=row.kind)
