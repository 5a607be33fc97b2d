"""Who else has an issue or an entry open: information for people, in nobody's way and part of no issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from editorial.models import Entry, Issue, Presence, User

# Three heartbeats may get lost before somebody counts as gone.
UNSEEN = timedelta(seconds=45)
# Whoever touched nothing for so long is idle, whatever their page says.
STILL = timedelta(minutes=2)


@dataclass(frozen=True)
class Here:
    """Somebody else at the same place; ``entry`` is the one they have open, None for the issue's own pages."""

    name: str
    entry: Entry | None
    is_active: bool
    active_at: datetime


def heard(issue: Issue, entry: Entry | None, *, by: User, is_active: bool) -> None:
    """A page says that it is still open, and whether its person does something there; rows of the gone are swept."""
    now = timezone.now()
    sweep(now)
    seen = {"seen_at": now} | ({"active_at": now} if is_active else {})
    if _of(issue, entry, by).update(**seen):
        return
    try:
        with transaction.atomic():
            Presence.objects.create(user=by, issue=issue, entry=entry, seen_at=now, active_at=now)
    except IntegrityError:
        pass  # The same person's other window was quicker; one row is all there need be.


def sweep(now: datetime) -> None:
    """Forget the pages that were not heard of any more."""
    Presence.objects.filter(seen_at__lt=now - UNSEEN).delete()


def left(issue: Issue, entry: Entry | None, *, by: User) -> None:
    """A page was closed."""
    _of(issue, entry, by).delete()


def others(issue: Issue, entry: Entry | None, *, by: User) -> list[Here]:
    """Who else has this entry open; at an issue, whoever has any of it open, each once and where they were last."""
    now = timezone.now()
    rows = Presence.objects.filter(issue=issue, seen_at__gte=now - UNSEEN).exclude(user=by)
    if entry is not None:
        rows = rows.filter(entry=entry)
    latest = {row.user_id: row for row in rows.select_related("user", "entry").order_by("active_at")}
    found = [Here(row.user.name, row.entry, now - row.active_at < STILL, row.active_at) for row in latest.values()]
    return sorted(found, key=lambda here: (not here.is_active, here.name))


def _of(issue: Issue, entry: Entry | None, by: User) -> QuerySet[Presence]:
    return Presence.objects.filter(user=by, issue=issue, entry=entry)
