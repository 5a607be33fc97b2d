from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bulletin import store
from bulletin.delivery import dispatching
from bulletin.delivery.dispatching import ABANDONED_AFTER, WAITS
from bulletin.models import Delivery, Dispatch, Edition, Masthead, Withdrawal
from tests.archive import builders
from tests.delivery.builders import states, subscriber
from tests.delivery.sink import Sink

NOON = dt.datetime(2021, 1, 8, 4, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def drain() -> None:
    while dispatching.deliver_due():
        pass


def test_everybody_on_the_list_gets_one_delivery(masthead: Masthead, edition: Edition) -> None:
    subscriber(masthead, "here@example.org")
    subscriber(masthead, "waiting@example.org", confirmed_at=None)
    subscriber(masthead, "gone@example.org", unsubscribed_at=timezone.now())
    subscriber(builders.masthead("other", "另一刊物"), "elsewhere@example.org")
    assert dispatching.address_all() == 1
    assert states(edition) == {"here@example.org": "waiting"}


def test_addressing_twice_changes_nothing(masthead: Masthead, edition: Edition) -> None:
    subscriber(masthead, "early@example.org")
    dispatching.address_all()
    subscriber(masthead, "late@example.org")
    assert dispatching.address_all() == 0
    assert not dispatching.address(edition.dispatch)
    assert states(edition) == {"early@example.org": "waiting"}


def test_addressing_ten_times_as_many_needs_no_more_statements_a_reader(masthead: Masthead, edition: Edition) -> None:
    for place in range(40):
        subscriber(masthead, f"reader{place}@example.org")
    with CaptureQueriesContext(connection) as captured:
        dispatching.address_all()
    assert len(captured) <= 8


def test_a_claim_is_given_once(masthead: Masthead, edition: Edition) -> None:
    subscriber(masthead)
    dispatching.address_all()
    key = Delivery.objects.get().pk
    assert [dispatching.claim(key, timezone.now()) for _ in range(3)] == [True, False, False]


def test_what_was_claimed_is_sent_and_settled(masthead: Masthead, edition: Edition, smtp: Sink) -> None:
    for place in range(3):
        subscriber(masthead, f"reader{place}@example.org")
    dispatching.address_all()
    drain()
    assert sorted(smtp.recipients) == [f"reader{place}@example.org" for place in range(3)]
    assert set(states(edition).values()) == {"sent"}
    assert Delivery.objects.filter(settled_at__isnull=True).count() == 0


def test_each_answer_of_the_server_settles_its_own_delivery(masthead: Masthead, edition: Edition, smtp: Sink) -> None:
    names = ("reader", "later", "busy", "full", "hangup", "gone", "spam", "drop")
    for name in names:
        subscriber(masthead, f"{name}@example.org")
    subscriber(masthead, "bad\naddress@example.org")
    dispatching.address_all()
    drain()
    found = {address.partition("@")[0]: state for address, state in states(edition).items()}
    assert found == {
        "reader": "sent",
        **dict.fromkeys(("later", "busy", "full", "hangup"), "waiting"),
        **dict.fromkeys(("gone", "spam", "bad\naddress"), "failed"),
        "drop": "uncertain",
    }
    assert all(row.reason for row in Delivery.objects.exclude(state="sent"))


def test_a_temporary_failure_waits_longer_each_time_and_then_fails(
    masthead: Masthead, edition: Edition, smtp: Sink, clock: time_machine.Traveller
) -> None:
    subscriber(masthead, "later@example.org")
    dispatching.address_all()
    for place, wait in enumerate(WAITS, start=1):
        assert len(dispatching.deliver_due()) == 1
        row = Delivery.objects.get()
        assert (row.state, row.attempts, row.next_try_at - timezone.now()) == ("waiting", place, wait)
        clock.shift(wait - dt.timedelta(seconds=1))
        assert dispatching.deliver_due() == set()
        clock.shift(1)
    dispatching.deliver_due()
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == ("failed", len(WAITS) + 1)
    assert "451" in row.reason
    assert list(WAITS) == sorted(WAITS)


def test_a_recovered_server_gets_what_waited(
    masthead: Masthead, edition: Edition, smtp: Sink, clock: time_machine.Traveller
) -> None:
    subscriber(masthead, "reader@example.org")
    dispatching.address_all()
    smtp.stop()
    dispatching.deliver_due()
    assert states(edition) == {"reader@example.org": "waiting"}
    smtp.start()
    clock.shift(WAITS[0])
    dispatching.deliver_due()
    assert states(edition) == {"reader@example.org": "sent"}
    assert smtp.recipients == ["reader@example.org"]


def test_whoever_leaves_before_the_claim_gets_nothing(masthead: Masthead, edition: Edition, smtp: Sink) -> None:
    reader = subscriber(masthead)
    dispatching.address_all()
    # As an import or the admin might do it, past the function that also settles the deliveries.
    type(reader).objects.update(unsubscribed_at=timezone.now())
    drain()
    dispatching.skip_unsubscribed()
    assert states(edition) == {"reader@example.org": "skipped"}
    assert smtp.envelopes == []


def test_a_claim_that_was_never_settled_becomes_a_doubt_and_is_not_sent_again(
    masthead: Masthead, edition: Edition, smtp: Sink, clock: time_machine.Traveller
) -> None:
    subscriber(masthead)
    dispatching.address_all()
    dispatching.claim(Delivery.objects.get().pk, timezone.now())
    clock.shift(ABANDONED_AFTER)
    assert dispatching.reap() == 0
    clock.shift(1)
    assert dispatching.reap() == 1
    clock.shift(dt.timedelta(days=30))
    drain()
    assert states(edition) == {"reader@example.org": "uncertain"}
    assert smtp.envelopes == []


def test_a_slow_worker_may_still_say_how_it_ended(
    masthead: Masthead, edition: Edition, clock: time_machine.Traveller
) -> None:
    subscriber(masthead)
    dispatching.address_all()
    delivery = Delivery.objects.get()
    claimed_at = timezone.now()
    dispatching.claim(delivery.pk, claimed_at)
    clock.shift(ABANDONED_AFTER + dt.timedelta(seconds=1))
    dispatching.reap()
    dispatching.settle(delivery, claimed_at, dispatching.Outcome(Delivery.State.SENT))
    assert states(edition) == {"reader@example.org": "sent"}


def test_nobody_settles_the_claim_of_another(masthead: Masthead, edition: Edition) -> None:
    subscriber(masthead)
    dispatching.address_all()
    delivery = Delivery.objects.get()
    dispatching.claim(delivery.pk, timezone.now())
    other = timezone.now() - dt.timedelta(hours=1)
    dispatching.settle(delivery, other, dispatching.Outcome(Delivery.State.SENT))
    assert states(edition) == {"reader@example.org": "claimed"}


def test_a_damaged_pdf_keeps_the_mail_waiting(masthead: Masthead, edition: Edition, smtp: Sink) -> None:
    subscriber(masthead)
    dispatching.address_all()
    store.released().path(edition.pdf_digest).unlink()
    dispatching.deliver_due()
    assert states(edition) == {"reader@example.org": "waiting"}
    assert smtp.envelopes == []


def test_a_withdrawn_issue_is_not_mailed(masthead: Masthead, edition: Edition, smtp: Sink) -> None:
    subscriber(masthead)
    dispatching.address_all()
    Withdrawal.objects.create(edition=edition, reason="整期撤稿。", by="主编丙", at=timezone.now())
    later = builders.release(masthead, 145)
    Withdrawal.objects.create(edition=later, reason="整期撤稿。", by="主编丙", at=timezone.now())
    assert dispatching.address_all() == 0
    drain()
    assert smtp.envelopes == []


def test_readers_who_wait_are_sent_what_stands_when_an_entry_is_taken_away(
    masthead: Masthead, edition: Edition, smtp: Sink
) -> None:
    for place in range(4):
        subscriber(masthead, f"reader{place}@example.org")
    dispatching.address_all()
    # In the middle of a batch, whose letter is written already.
    dispatching.deliver_due(lambda: _take_away_after(2, masthead, edition, smtp))
    assert sorted(states(edition).values()) == ["sent"] * 4
    title = builders.notice(1).title
    assert [title in _text(message) for _address, message in smtp.accepted] == [True, True, False, False]
    assert Dispatch.objects.count() == 1


def test_nobody_is_sent_an_issue_while_the_revision_without_a_text_is_still_to_be_made(
    masthead: Masthead, edition: Edition, smtp: Sink
) -> None:
    subscriber(masthead)
    dispatching.address_all()
    Withdrawal.objects.create(edition=edition, ref="1.1.1", reason="x", by="主编丙", at=timezone.now())
    drain()
    assert smtp.envelopes == []
    assert states(edition) == {"reader@example.org": "waiting"}


def test_readers_of_a_correction_are_not_sent_what_stands_twice(
    masthead: Masthead, edition: Edition, smtp: Sink
) -> None:
    subscriber(masthead)
    dispatching.address_all()
    later = builders.corrected(masthead, edition)
    dispatching.address_all()
    builders.withdrawn(masthead, later, "1.1.1")
    drain()
    assert len(smtp.envelopes) == 1
    assert (states(edition), states(later)) == ({"reader@example.org": "waiting"}, {"reader@example.org": "sent"})


def _take_away_after(count: int, masthead: Masthead, edition: Edition, smtp: Sink) -> bool:
    """Asked between two messages whether to stop; it never says so."""
    if len(smtp.accepted) == count and not Withdrawal.objects.exists():
        builders.withdrawn(masthead, edition, "1.1.1")
    return False


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def test_a_batch_stops_between_two_messages_when_asked_to(masthead: Masthead, edition: Edition, smtp: Sink) -> None:
    for place in range(5):
        subscriber(masthead, f"reader{place}@example.org")
    dispatching.address_all()
    dispatching.deliver_due(lambda: len(smtp.accepted) >= 2)
    assert sorted(states(edition).values()) == ["sent"] * 2 + ["waiting"] * 3


def test_progress_counts_every_delivery_once(masthead: Masthead, edition: Edition, smtp: Sink) -> None:
    for name in ("reader", "gone", "drop", "later"):
        subscriber(masthead, f"{name}@example.org")
    dispatching.address_all()
    moved = dispatching.deliver_due()
    [progress] = dispatching.progress(moved)
    assert (progress.total, progress.settled) == (4, 3)
    assert (progress.sent, progress.failed, progress.uncertain) == (1, 1, 1)
