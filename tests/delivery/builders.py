"""Subscribers for the tests of the mailing."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from bulletin.models import Delivery, Edition, Masthead, Subscriber
from tests.archive import builders


def subscriber(of: Masthead, email: str = "reader@example.org", **fields: object) -> Subscriber:
    """Somebody on the list since yesterday."""
    yesterday = timezone.now() - dt.timedelta(days=1)
    given = {"asked_at": yesterday, "confirmed_at": yesterday, **fields}
    return Subscriber.objects.create(masthead=of, email=email, **given)


def states(edition: Edition) -> dict[str, str]:
    """The state of each delivery of an edition by address."""
    rows = Delivery.objects.filter(dispatch__edition=edition)
    return dict(rows.values_list("subscriber__email", "state"))


__all__ = ["builders", "states", "subscriber"]
