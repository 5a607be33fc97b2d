"""The mail of the desk: what people were told, as a letter, when each of them wants it.

The rows of the inbox are the queue. Each is claimed before it is sent and settled after, so that nobody gets a letter
twice; a claim that was never settled becomes a doubt, with its reason beside it, and is not sent again by itself.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.delivery.letters import Letter
from bulletin.delivery.mail import PermanentError, Postman, SendingError, UncertainError
from editorial import roles, telling
from editorial.models import Message, User
from editorial.roles import Verb

Rhythm = User.MailRhythm
# What nobody may have missed: 特批 is answered for by somebody who heard of it.
ALWAYS = (Message.Event.OVERRIDDEN,)
# What comes to one person within this time is one letter.
HOLD = dt.timedelta(seconds=30)
# When the daily letter is written, in the time zone of the house.
MORNING = dt.time(8)
# A server that would not take a letter is asked again after a while, and after two days it is no news any more.
WAIT = dt.timedelta(minutes=5)
TOO_OLD = dt.timedelta(days=2)
# No letter takes so long: whoever claimed it is gone.
ABANDONED_AFTER = dt.timedelta(minutes=10)
# Letters a round, so that nothing else that waits for the round waits long.
BATCH = 20
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bundle:
    """What one letter tells one person: rows that wait, in the order in which they came."""

    person: User
    language: str
    messages: tuple[Message, ...]


class Post:
    """Posts round after round; remembers whose mail server asked for patience."""

    def __init__(self) -> None:
        self._not_before: dict[int, dt.datetime] = {}

    def round(self, now: dt.datetime | None = None, is_stopping: Callable[[], bool] = lambda: False) -> int:
        """Write and send some of the letters that are due; how many. Stops between two letters when asked to."""
        now, sent = now or timezone.now(), 0
        put_aside()
        reap(now)
        ready = (each for each in due(now) if self._not_before.get(each.person.pk, now) <= now)
        with Postman() as postman:
            for bundle in islice(ready, BATCH):
                if is_stopping() or not self._send(bundle, postman, now):
                    break
                sent += 1
        return sent

    def _send(self, bundle: Bundle, postman: Postman, now: dt.datetime) -> bool:
        """Whether to go on; a server that asks for patience gets it, and the round ends."""
        claimed_at = timezone.now()
        mine = _seen(claim(bundle, claimed_at), claimed_at)
        try:
            if mine:
                postman.send(letter(Bundle(bundle.person, bundle.language, tuple(mine))), bundle.person.email)
        except PermanentError as refusal:
            _settle(mine, claimed_at, failure=str(refusal))
        except UncertainError as doubt:
            logger.warning("Whether message %s was mailed is not known: %s", mine[0].pk, doubt)
            _settle(mine, claimed_at, failure=str(doubt))
        except SendingError as failure:
            self._postpone(mine, claimed_at, now, str(failure))
            return False
        else:
            _settle(mine, claimed_at, mailed_at=timezone.now())
        return True

    def _postpone(self, mine: list[Message], claimed_at: dt.datetime, now: dt.datetime, failure: str) -> None:
        self._not_before[mine[0].to_id] = now + WAIT
        if mine[0].at < now - TOO_OLD:
            _settle(mine, claimed_at, failure=failure)
        else:
            _settle(mine, claimed_at, claimed_at=None)


def due(now: dt.datetime) -> Iterator[Bundle]:
    """The letters to write now: soon after the event, or in the morning, as each person chose.

    That an issue went out without review is mailed to every chief at once, whatever they chose.
    """
    ripe = Q(event__in=ALWAYS) | Q(to__mail_rhythm=Rhythm.ONCE) | Q(to__mail_rhythm=Rhythm.DAILY, at__lt=morning(now))
    related = waiting().filter(ripe).select_related("to", "by", "masthead", "issue__masthead", "entry__section__part")
    rows = related.order_by("to", "masthead__language", "pk")
    for (_person, language), found in groupby(rows, key=lambda row: (row.to_id, row.masthead.language)):
        messages = tuple(found)
        is_held = messages[0].to.mail_rhythm == Rhythm.ONCE and messages[0].at > now - HOLD
        if not is_held:
            yield Bundle(messages[0].to, language, messages)


def waiting() -> QuerySet[Message]:
    """What no letter has told yet; what was read on the desk needs none."""
    return Message.objects.filter(claimed_at=None, mailed_at=None, failure="", read_at=None)


def morning(now: dt.datetime) -> dt.datetime:
    """The last eight o'clock of the house that has passed."""
    zone = ZoneInfo(settings.TIME_ZONE)
    today = now.astimezone(zone)
    eight = dt.datetime.combine(today.date(), MORNING, zone)
    return eight if eight <= now else dt.datetime.combine(today.date() - dt.timedelta(days=1), MORNING, zone)


def claim(bundle: Bundle, now: dt.datetime) -> list[Message]:
    """Take the rows of a letter for this worker alone; without those that another has, or that were read meanwhile.

    The condition names columns of the row itself, so that PostgreSQL looks at them again after waiting for a lock.
    """
    with transaction.atomic():
        return [each for each in bundle.messages if waiting().filter(pk=each.pk).update(claimed_at=now)]


def put_aside() -> None:
    """Settle what nobody is to get by mail, so that it does not come when they think of mail again."""
    reasons = {
        _("This person wants no mail."): Q(to__mail_rhythm=Rhythm.NEVER) & ~Q(event__in=ALWAYS),
        _("This account is closed."): Q(to__is_active=False),
        _("This account has no e-mail address."): Q(to__email=""),
    }
    for reason, condition in reasons.items():
        keys = list(waiting().filter(condition).values_list("pk", flat=True))
        if keys:
            waiting().filter(pk__in=keys).update(failure=reason)


def reap(now: dt.datetime) -> None:
    """Call a doubt what was claimed long ago and never settled: the letter may have gone, so it is not sent again."""
    abandoned = Message.objects.filter(
        claimed_at__lt=now - ABANDONED_AFTER, mailed_at=None, failure="", claimed_at__isnull=False
    )
    count = abandoned.update(failure=_("The worker ended while it was sending this letter; it may have arrived."))
    if count:
        logger.warning("Whether %s messages were mailed is not known; their rows say so.", count)


def letter(bundle: Bundle) -> Letter:
    """One letter, in the language of the masthead; every link leads to the desk at DESK_ROOT."""
    with translation.override(bundle.language.lower()):
        lines = [
            {"text": _one_line(telling.sentence(each)), "remark": each.remark.strip(), "address": _address(each)}
            for each in bundle.messages
        ]
        context = {
            "name": bundle.person.name,
            "lines": lines,
            "count": len(lines),
            "daily": bundle.person.mail_rhythm == Rhythm.DAILY,
            "settings_address": f"{settings.DESK_ROOT}{reverse('desk:settings')}",
        }
        return Letter(_subject(bundle), render_to_string("editorial/mail/told.txt", context), headers=_headers(bundle))


def _subject(bundle: Bundle) -> str:
    titles = dict.fromkeys(each.masthead.title for each in bundle.messages)
    place = next(iter(titles)) if len(titles) == 1 else _("Bulletin desk")
    count = len(bundle.messages)
    told = ngettext("%(count)s message from the desk", "%(count)s messages from the desk", count) % {"count": count}
    return f"{place}{_(': ')}{telling.sentence(bundle.messages[0]) if count == 1 else told}"


def _headers(bundle: Bundle) -> dict[str, str]:
    """The same identity for every attempt, so that a mailbox can tell a second copy from a new letter."""
    host = urlsplit(settings.DESK_ROOT).hostname or "localhost"
    first, last = bundle.messages[0].pk, bundle.messages[-1].pk
    return {"Auto-Submitted": "auto-generated", "Message-ID": f"<desk-{first}-{last}@{host}>"}


def _address(message: Message) -> str:
    return f"{settings.DESK_ROOT}{reverse('desk:inbox_open', args=[message.pk])}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _seen(messages: list[Message], claimed_at: dt.datetime) -> list[Message]:
    """Without what the person may not look at any more, judged now; that is settled with its reason."""
    allowed = [each for each in messages if _may_look(each)]
    refused = [each for each in messages if each not in allowed]
    if refused:
        _settle(refused, claimed_at, failure=_("This person may not look at it any more."))
    return allowed


def _may_look(message: Message) -> bool:
    person = User.objects.filter(pk=message.to_id, is_active=True).first()
    row = message.entry or message.issue or message.masthead
    return person is not None and roles.may(person, Verb.VIEW, row)


def _settle(messages: list[Message], held_since: dt.datetime, **columns: object) -> None:
    keys = [each.pk for each in messages]
    Message.objects.filter(pk__in=keys, claimed_at=held_since).update(**columns)
