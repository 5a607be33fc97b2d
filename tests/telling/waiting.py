"""Messages for tests of the mail: told to somebody with an address, at an instant that suits."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from bulletin.models import Masthead
from editorial import telling
from editorial.models import Message, User

Event = Message.Event
LATER = dt.timedelta(minutes=1)


def with_mail(person: User, rhythm: str = "once", address: str = "") -> User:
    address = address or f"{person.username}@example.org"
    User.objects.filter(pk=person.pk).update(email=address, mail_rhythm=rhythm)
    person.refresh_from_db()
    return person


def told(
    person: User,
    masthead: Masthead,
    about: str = "第7期",
    event: str = Event.LATE,
    at: dt.datetime | None = None,
    **more: Any,
) -> Message:
    telling.tell(event, [person], masthead=masthead, about=about, **more)
    message = Message.objects.filter(to=person).latest("pk")
    Message.objects.filter(pk=message.pk).update(at=at or timezone.now() - LATER)
    message.refresh_from_db()
    return message
