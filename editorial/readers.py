"""Subscribers as the desk sees them: put on the list, or taken off it, by a person who answers for that."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Consent, Delivery, Masthead, Subscriber
from bulletin.refusal import require
from editorial import roles
from editorial.drafting import trail
from editorial.models import User
from editorial.roles import Verb

FORBIDDEN = _("Your role does not allow you to keep the subscribers of this masthead.")
KNOWN = _("This address is on the list, or has left it; whoever left must ask for mail again themself.")
GONE = _("This address has left the list already.")


def refusals(subscriber: Subscriber, *, by: User) -> list[object]:
    """Why ``by`` may not put this new address on the list; empty when they may."""
    allowed = roles.may(by, Verb.MANAGE_SUBSCRIBERS, subscriber)
    is_known = known(subscriber.masthead, subscriber.email) is not None
    return [reason for holds, reason in ((allowed, FORBIDDEN), (not is_known, KNOWN)) if not holds]


def known(masthead: Masthead, email: str) -> Subscriber | None:
    """The row of an address, however it is spelt in capitals."""
    return Subscriber.objects.filter(masthead=masthead, email__iexact=email).first()


def enlist(subscriber: Subscriber, *, by: User) -> None:
    """Put a new address on the list without its own confirmation; the consent says so. Raises Refused."""
    now = timezone.now()
    with trail.attempt("enlist", subscriber, by=by):
        require(*((False, reason) for reason in refusals(subscriber, by=by)))
        subscriber.confirmed_at = now
        subscriber.save()
        Consent.objects.create(subscriber=subscriber, act=Consent.Act.IMPORTED, at=now)


def strike(subscriber: Subscriber, *, by: User) -> None:
    """Take an address off the list at once, as its own link would. Raises Refused."""
    now = timezone.now()
    with trail.attempt("strike", subscriber, by=by):
        require((roles.may(by, Verb.MANAGE_SUBSCRIBERS, subscriber), FORBIDDEN))
        rows = Subscriber.objects.filter(pk=subscriber.pk, unsubscribed_at=None)
        require((bool(rows.update(unsubscribed_at=now, round=F("round") + 1)), GONE))
        waiting = Delivery.objects.filter(subscriber=subscriber, state=Delivery.State.WAITING)
        waiting.update(state=Delivery.State.SKIPPED, settled_at=now)
        Consent.objects.create(subscriber=subscriber, act=Consent.Act.WITHDRAWN, at=now)
