from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bulletin.delivery import dispatching, subscribing, tokens
from bulletin.delivery.tokens import Purpose
from bulletin.models import Delivery, Edition, Subscriber
from tests.archive import builders
from tests.delivery.builders import states, subscriber

# SQLite lets one writer in at a time and so shows no race; these are about PostgreSQL.
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 60


def addressed(readers: int) -> Edition:
    masthead = builders.masthead()
    edition = builders.release(masthead, 144)
    for place in range(readers):
        subscriber(masthead, f"reader{place}@example.org")
    dispatching.address_all()
    return edition


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """The results of the actions, all begun at the same moment on connections of their own."""
    gate = threading.Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        try:
            gate.wait()
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_eight_workers_after_the_same_delivery_get_it_once() -> None:
    addressed(ROUNDS)
    for key in Delivery.objects.values_list("pk", flat=True):
        now = timezone.now()
        claims = at_once(*[partial(dispatching.claim, key, now)] * 8)
        assert sorted(claims) == [False] * 7 + [True]
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


def test_two_workers_address_a_dispatch_once() -> None:
    masthead = builders.masthead()
    for place in range(20):
        subscriber(masthead, f"reader{place}@example.org")
    for number in range(1, 11):
        dispatch = builders.release(masthead, number).dispatch
        assert sorted(at_once(*[partial(dispatching.address, dispatch)] * 4)) == [False] * 3 + [True]
        assert dispatch.deliveries.count() == 20


def test_after_somebody_has_left_nothing_is_claimed_for_them() -> None:
    edition = addressed(ROUNDS)
    for delivery in Delivery.objects.select_related("subscriber"):
        token = tokens.issue(delivery.subscriber, Purpose.UNSUBSCRIBE)
        left, _claimed = at_once(
            partial(subscribing.unsubscribe, token),
            partial(dispatching.claim, delivery.pk, timezone.now()),
        )
        assert left is not None
        assert not dispatching.claim(delivery.pk, timezone.now())
    dispatching.skip_unsubscribed()
    assert set(states(edition).values()) <= {"claimed", "skipped"}
    assert Subscriber.objects.filter(unsubscribed_at__isnull=True).count() == 0
