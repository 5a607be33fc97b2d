"""The mailing of released editions: addressed once, each delivery claimed before it is sent and settled after.

The rows are the queue. A claim that was never settled becomes a doubt that a person decides; it is never sent again
by itself. No transaction is open while the mail server is spoken to.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.archive import public
from bulletin.delivery.letters import IssueLetter
from bulletin.delivery.mail import PermanentError, Postman, SendingError, UncertainError
from bulletin.models import Delivery, Dispatch, Edition, Subscriber
from bulletin.store import StoreError

State = Delivery.State
# After each failed attempt the next one waits longer; after the last of these the delivery has failed.
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
# Much longer than the mail server is given for an answer; whoever claimed so long ago is no longer there.
ABANDONED_AFTER = dt.timedelta(minutes=15)
BATCH = 50
ON_LIST = Q(confirmed_at__isnull=False, unsubscribed_at__isnull=True)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the mailing of an edition is; ``settled`` counts everything that is not waiting or claimed."""

    dispatch: Dispatch
    total: int
    settled: int
    sent: int
    failed: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended; ``state`` is None when it is to be tried again."""

    state: str | None
    reason: str = ""


def address_all() -> int:
    """Write out the deliveries of every dispatch that has none; the number of dispatches addressed."""
    waiting = Dispatch.objects.filter(addressed_at__isnull=True, edition__in=_to_be_had())
    return sum(address(dispatch) for dispatch in waiting.select_related("edition"))


def address(dispatch: Dispatch) -> bool:
    """One delivery for everybody on the list now; False when another worker did it."""
    now = timezone.now()
    with transaction.atomic():
        if not Dispatch.objects.filter(pk=dispatch.pk, addressed_at__isnull=True).update(addressed_at=now):
            return False
        on_list = Subscriber.objects.filter(ON_LIST, masthead=dispatch.edition.masthead_id)
        keys = on_list.order_by("pk").values_list("pk", flat=True)
        Delivery.objects.bulk_create(
            (Delivery(dispatch=dispatch, subscriber_id=key, next_try_at=now) for key in keys), batch_size=500
        )
    return True


def deliver_due(is_stopping: Callable[[], bool] = lambda: False) -> set[int]:
    """Send a batch of what is due; the keys of the dispatches that moved. Stops between two messages when asked to."""
    moved: set[int] = set()
    letters: dict[tuple[int, str], IssueLetter] = {}
    with Postman() as postman:
        for delivery in due()[:BATCH]:
            if is_stopping():
                break
            claimed_at = timezone.now()
            if claim(delivery.pk, claimed_at):
                settle(delivery, claimed_at, _attempt(delivery, postman, letters))
                moved.add(delivery.dispatch_id)
    return moved


def due() -> QuerySet[Delivery]:
    """What may be sent now, the longest waiting first."""
    found = Delivery.objects.filter(
        state=State.WAITING, next_try_at__lte=timezone.now(), dispatch__edition__in=_to_be_had()
    )
    related = found.select_related("subscriber__masthead", "dispatch__edition__masthead")
    return related.defer("dispatch__edition__snapshot").order_by("next_try_at", "pk")


def _to_be_had() -> QuerySet[Edition]:
    """Nobody is sent what readers can no longer have."""
    return public.deliverable().order_by().values("pk")  # type: ignore[return-value]


def claim(key: int, now: dt.datetime) -> bool:
    """Take a delivery for this worker alone, unless its subscriber has left or another worker has it.

    The condition names columns of the row itself, so that PostgreSQL looks at them again after waiting for a lock.
    """
    on_list = Subscriber.objects.filter(ON_LIST, pk=OuterRef("subscriber_id"))
    free = Delivery.objects.filter(Exists(on_list), pk=key, state=State.WAITING, next_try_at__lte=now)
    return bool(free.update(state=State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1))


def settle(delivery: Delivery, claimed_at: dt.datetime, outcome: Outcome) -> None:
    """Write down how an attempt ended; whoever claimed knows better than the clock that called it uncertain."""
    now = timezone.now()
    ours = Delivery.objects.filter(pk=delivery.pk, claimed_at=claimed_at, state__in=[State.CLAIMED, State.UNCERTAIN])
    wait = WAITS[delivery.attempts] if delivery.attempts < len(WAITS) else None
    if outcome.state is None and wait is not None:
        ours.update(state=State.WAITING, next_try_at=now + wait, reason=outcome.reason)
    else:
        ours.update(state=outcome.state or State.FAILED, settled_at=now, reason=outcome.reason)


def skip_unsubscribed() -> int:
    """Settle what waits for those who left; the number of deliveries."""
    gone = Subscriber.objects.exclude(ON_LIST).filter(pk=OuterRef("subscriber_id"))
    waiting = Delivery.objects.filter(Exists(gone), state=State.WAITING)
    return waiting.update(state=State.SKIPPED, settled_at=timezone.now())


def reap() -> int:
    """Call uncertain what was claimed long ago and never settled; the number of deliveries."""
    now = timezone.now()
    abandoned = Delivery.objects.filter(state=State.CLAIMED, claimed_at__lt=now - ABANDONED_AFTER)
    reason = _("The worker ended while it was sending this message.")
    return abandoned.update(state=State.UNCERTAIN, settled_at=now, reason=reason)


def progress(keys: set[int]) -> list[Progress]:
    """How far these dispatches are."""
    found = Dispatch.objects.filter(pk__in=keys).select_related("edition__masthead").defer("edition__snapshot")
    counted = found.annotate(
        total=Count("deliveries"),
        settled=Count("deliveries", filter=~Q(deliveries__state__in=[State.WAITING, State.CLAIMED])),
        sent=Count("deliveries", filter=Q(deliveries__state=State.SENT)),
        failed=Count("deliveries", filter=Q(deliveries__state=State.FAILED)),
        uncertain=Count("deliveries", filter=Q(deliveries__state=State.UNCERTAIN)),
    )
    names = ("total", "settled", "sent", "failed", "uncertain")
    return [Progress(each, **{name: getattr(each, name) for name in names}) for each in counted.order_by("pk")]


def _attempt(delivery: Delivery, postman: Postman, letters: dict[tuple[int, str], IssueLetter]) -> Outcome:
    # Asked anew for each message: a text may be taken away in the middle of a mailing.
    edition = public.delivered(delivery.dispatch.edition)
    if edition is None:
        return Outcome(None, _("The issue was withdrawn while it was being mailed."))
    try:
        letter = _letter(edition, delivery, letters).to(delivery.subscriber, _message_id(delivery))
        postman.send(letter, delivery.subscriber.email)
    except StoreError as damage:
        logger.error("The mail of an issue cannot be made: %s", damage)
        return Outcome(None, _("The files of the edition are damaged or missing."))
    except PermanentError as refusal:
        return Outcome(State.FAILED, str(refusal))
    except UncertainError as doubt:
        return Outcome(State.UNCERTAIN, str(doubt))
    except SendingError as failure:
        return Outcome(None, str(failure))
    return Outcome(State.SENT)


def _letter(edition: Edition, delivery: Delivery, letters: dict[tuple[int, str], IssueLetter]) -> IssueLetter:
    key = (edition.pk, delivery.subscriber.language)
    if key not in letters:
        letters[key] = IssueLetter(edition, delivery.subscriber.language)
    return letters[key]


def _message_id(delivery: Delivery) -> str:
    """The same for every attempt, so that a mailbox can tell a doubtful second copy from a new message."""
    return f"delivery-{delivery.pk}-{delivery.dispatch.edition.snapshot_digest[:16]}"
