"""Telling people of the desk what concerns them: one row an event and person, in the transaction of the event."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from bulletin.models import Masthead
from editorial.models import Entry, Issue, Message, User


def tell(
    event: str,
    people: Iterable[User],
    *,
    masthead: Masthead,
    about: object,
    issue: Issue | None = None,
    entry: Entry | None = None,
    by: User | None = None,
    remark: str = "",
    key: str = "",
) -> None:
    """Tell every one of ``people`` once, but nobody of what they did themself, nor anybody who has left.

    With a ``key`` a person is told once for good, however often this is called.
    """
    told = {person.pk: person for person in people if person.is_active and person != by}
    Message.objects.bulk_create(
        (
            Message(
                to=person,
                event=event,
                masthead=masthead,
                issue=issue,
                entry=entry,
                about=str(about)[:500],
                remark=remark,
                key=key,
                by=by,
                at=timezone.now(),
            )
            for person in told.values()
        ),
        ignore_conflicts=bool(key),
    )
