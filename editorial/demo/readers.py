"""The demo's subscribers; their addresses lie in a domain that nobody can receive mail at (RFC 2606)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bulletin.models import Consent, Masthead, Subscriber

ADDRESSES = ("regulatory@example.org", "patents@example.org", "library@example.org")


def seed(masthead: Masthead) -> None:
    """Subscribers who asked and confirmed; whoever is on the list, or has left it, is left alone."""
    for address in ADDRESSES:
        with transaction.atomic():
            _subscribe(masthead, address)


def _subscribe(masthead: Masthead, address: str) -> None:
    now = timezone.now()
    instants = {"asked_at": now, "confirmed_at": now}
    subscriber, is_new = Subscriber.objects.get_or_create(masthead=masthead, email=address, defaults=instants)
    if is_new:
        for act in (Consent.Act.ASKED, Consent.Act.CONFIRMED):
            Consent.objects.create(subscriber=subscriber, act=act, at=now)
