from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Consent, Masthead, Subscriber
from editorial.models import AuditEntry, User
from tests.cast import Cast

SignIn = Callable[[User], Client]


def page(name: str, *arguments: object) -> str:
    return reverse(f"desk:{name}", args=arguments)


def test_an_address_put_on_the_list_by_hand_says_so(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.subscription_manager)
    new = {"masthead": masthead.pk, "email": "reader@example.org", "language": "zh-hans"}
    assert client.post(page("bulletin_subscriber_add"), new).status_code == 302
    subscriber = Subscriber.objects.get()
    assert subscriber.confirmed_at is not None
    assert subscriber.consents.get().act == Consent.Act.IMPORTED
    again = client.post(page("bulletin_subscriber_add"), new | {"email": "Reader@example.org"})
    assert again.status_code == 200
    assert AuditEntry.objects.get().verb == "enlist"


def test_an_address_is_taken_off_the_list(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    subscriber = Subscriber.objects.create(masthead=masthead, email="a@example.org", confirmed_at=timezone.now())
    signed_in(cast.subscription_manager).post(page("bulletin_subscriber_strike", subscriber.pk))
    subscriber.refresh_from_db()
    assert subscriber.unsubscribed_at is not None
    assert subscriber.round == 2
    assert subscriber.consents.get().act == Consent.Act.WITHDRAWN


def test_a_known_address_is_never_rewritten(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    subscriber = Subscriber.objects.create(masthead=masthead, email="a@example.org")
    client = signed_in(cast.subscription_manager)
    client.post(
        page("bulletin_subscriber_change", subscriber.pk), {"email": "b@example.org", "confirmed_at": "2026-01-01"}
    )
    after = Subscriber.objects.get()
    assert (after.email, after.confirmed_at) == ("a@example.org", None)


def test_the_subscribers_of_another_masthead_are_out_of_reach(
    cast: Cast, other_masthead: Masthead, signed_in: SignIn
) -> None:
    stranger = Subscriber.objects.create(masthead=other_masthead, email="stranger@example.org")
    client = signed_in(cast.subscription_manager)
    assert client.post(page("bulletin_subscriber_strike", stranger.pk)).status_code == 404
    assert "stranger" not in client.get(page("bulletin_subscriber_changelist")).content.decode()
    forged = {"masthead": other_masthead.pk, "email": "x@example.org", "language": "en"}
    assert client.post(page("bulletin_subscriber_add"), forged).status_code == 200
    assert Subscriber.objects.count() == 1
