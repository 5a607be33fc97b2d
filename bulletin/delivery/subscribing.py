"""Asking for mail, confirming and leaving; only an address that confirmed is ever written to again.

Each function answers the same way for addresses it knows and does not know, with the same statements.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from bulletin.delivery import letters, mail, tokens
from bulletin.delivery.tokens import Purpose
from bulletin.models import Consent, Delivery, Masthead, Subscriber

# At most one answer to an address in this time, whoever asks (CHECKS H7).
BETWEEN_ANSWERS = dt.timedelta(hours=1)
logger = logging.getLogger(__name__)


def ask(masthead: Masthead, address: str, language: str) -> None:
    """Send a link to confirm, or, to an address on the list, word that it is; once an hour at most."""
    now = timezone.now()
    with transaction.atomic():
        subscriber = _known(masthead, address, language)
        is_first = _claim_answer(subscriber, now)
        if is_first:
            _record(subscriber, Consent.Act.ASKED, now)
    if is_first:
        _answer(subscriber)


def confirm(token: str) -> Subscriber | None:
    """Put the subscriber on the list; None when the link is not genuine, has expired or was used."""
    claim = tokens.read(token, Purpose.CONFIRM)
    if claim is None:
        return None
    now = timezone.now()
    with transaction.atomic():
        changed = Subscriber.objects.filter(pk=claim.subscriber, round=claim.round).update(
            confirmed_at=now, unsubscribed_at=None, round=F("round") + 1
        )
        if not changed:
            return None
        subscriber = Subscriber.objects.select_related("masthead").get(pk=claim.subscriber)
        _record(subscriber, Consent.Act.CONFIRMED, now)
    return subscriber


def unsubscribe(token: str) -> Subscriber | None:
    """Take the subscriber off the list; what waits for them is not sent. None when the link no longer works."""
    claim = tokens.read(token, Purpose.UNSUBSCRIBE)
    if claim is None:
        return None
    now = timezone.now()
    with transaction.atomic():
        changed = Subscriber.objects.filter(pk=claim.subscriber, round=claim.round).update(
            unsubscribed_at=now, round=F("round") + 1
        )
        if not changed:
            return None
        subscriber = Subscriber.objects.select_related("masthead").get(pk=claim.subscriber)
        # The rows themselves are changed, so that a worker about to claim one of them finds it taken.
        waiting = Delivery.objects.filter(subscriber=subscriber, state=Delivery.State.WAITING)
        waiting.update(state=Delivery.State.SKIPPED, settled_at=now)
        _record(subscriber, Consent.Act.WITHDRAWN, now)
    return subscriber


def holder(token: str, purpose: Purpose) -> Subscriber | None:
    """Whom a link that still works belongs to; looks and changes nothing."""
    claim = tokens.read(token, purpose)
    if claim is None:
        return None
    found = Subscriber.objects.filter(pk=claim.subscriber, round=claim.round)
    return found.select_related("masthead").first()


def _known(masthead: Masthead, address: str, language: str) -> Subscriber:
    """The row of an address, made when there is none; one INSERT and one SELECT in both cases."""
    fresh = Subscriber(masthead=masthead, email=address, language=language)
    Subscriber.objects.bulk_create([fresh], ignore_conflicts=True)
    return Subscriber.objects.select_related("masthead").get(masthead=masthead, email__iexact=address)


def _claim_answer(subscriber: Subscriber, now: dt.datetime) -> bool:
    quiet = Q(asked_at__isnull=True) | Q(asked_at__lte=now - BETWEEN_ANSWERS)
    return bool(Subscriber.objects.filter(quiet, pk=subscriber.pk).update(asked_at=now))


def _answer(subscriber: Subscriber) -> None:
    """Mail that cannot be sent is for the log alone: what the page says must not depend on the address."""
    is_on_list = subscriber.confirmed_at is not None and subscriber.unsubscribed_at is None
    try:
        write = letters.reminder if is_on_list else letters.confirmation
        mail.deliver(write(subscriber), subscriber.email)
    except mail.SendingError as failure:
        logger.error("The answer to a request to subscribe could not be sent: %s", failure)
        Subscriber.objects.filter(pk=subscriber.pk).update(asked_at=None)


def _record(subscriber: Subscriber, act: Consent.Act, at: dt.datetime) -> None:
    Consent.objects.create(subscriber=subscriber, act=act, at=at)
