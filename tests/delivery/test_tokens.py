from __future__ import annotations

import base64
import random
import string

import pytest
import time_machine
from django.core import signing
from django.test import Client
from pytest_django import Settings

from bulletin.delivery import subscribing, tokens
from bulletin.delivery.tokens import Claim, Purpose
from bulletin.models import Masthead, Subscriber
from tests.delivery.builders import subscriber

ALPHABET = string.ascii_letters + string.digits + "-_~:."


def mutations(token: str, count: int) -> set[str]:
    """Tokens that differ from ``token`` by a few characters, cuts, doublings and other signs of the same length."""
    chance = random.Random(20210108)
    found: set[str] = set()
    while len(found) < count:
        letters = list(token)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(letters))
            change = chance.choice(["replace", "drop", "insert", "swap", "case"])
            if change == "replace":
                letters[place] = chance.choice(ALPHABET)
            elif change == "drop":
                del letters[place]
            elif change == "insert":
                letters.insert(place, chance.choice(ALPHABET))
            elif change == "case":
                letters[place] = letters[place].swapcase()
            else:
                letters[place - 1], letters[place] = letters[place], letters[place - 1]
        found.add("".join(letters))
    return found - {token}


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_names_its_subscriber_and_round(masthead: Masthead, purpose: Purpose) -> None:
    reader = subscriber(masthead, round=3)
    assert tokens.read(tokens.issue(reader, purpose), purpose) == Claim(reader.pk, 3)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_ten_thousand_mutated_tokens_are_refused(masthead: Masthead, purpose: Purpose) -> None:
    token = tokens.issue(subscriber(masthead), purpose)
    assert [each for each in mutations(token, 10_001) if tokens.read(each, purpose) is not None] == []


def test_a_token_is_for_one_purpose_only(masthead: Masthead) -> None:
    reader = subscriber(masthead)
    assert tokens.read(tokens.issue(reader, Purpose.CONFIRM), Purpose.UNSUBSCRIBE) is None
    assert tokens.read(tokens.issue(reader, Purpose.UNSUBSCRIBE), Purpose.CONFIRM) is None


def test_a_signature_has_at_least_128_bits(masthead: Masthead) -> None:
    signature = tokens.issue(subscriber(masthead), Purpose.CONFIRM).rpartition("~")[2]
    assert len(base64.urlsafe_b64decode(signature + "=")) * 8 >= 128


def test_a_signature_for_something_else_is_none_of_ours(masthead: Masthead) -> None:
    reader = subscriber(masthead)
    other = signing.TimestampSigner(sep="~", salt="another.purpose").sign(f"{reader.pk}-{reader.round}")
    assert tokens.read(other, Purpose.CONFIRM) is None
    odd = signing.TimestampSigner(sep="~", salt=Purpose.CONFIRM.salt).sign("1-1; DROP TABLE")
    assert tokens.read(odd, Purpose.CONFIRM) is None


def test_another_secret_key_makes_every_token_worthless(masthead: Masthead, settings: Settings) -> None:
    token = tokens.issue(subscriber(masthead), Purpose.CONFIRM)
    settings.SECRET_KEY = "another key of enough length for a signature to be made with it"
    assert tokens.read(token, Purpose.CONFIRM) is None


@pytest.mark.parametrize(("purpose", "days"), [(Purpose.CONFIRM, 7), (Purpose.UNSUBSCRIBE, 730)])
def test_a_token_expires(masthead: Masthead, purpose: Purpose, days: int) -> None:
    with time_machine.travel(0, tick=False) as clock:
        token = tokens.issue(subscriber(masthead), purpose)
        clock.shift(days * 86_400 - 1)
        assert tokens.read(token, purpose) is not None
        clock.shift(2)
        assert tokens.read(token, purpose) is None


def test_a_confirmation_works_once(masthead: Masthead) -> None:
    reader = subscriber(masthead, confirmed_at=None)
    token = tokens.issue(reader, Purpose.CONFIRM)
    assert subscribing.confirm(token) == reader
    assert subscribing.confirm(token) is None


def test_a_confirmation_does_not_undo_a_later_leaving(masthead: Masthead) -> None:
    reader = subscriber(masthead, confirmed_at=None)
    token = tokens.issue(reader, Purpose.CONFIRM)
    subscribing.confirm(token)
    subscribing.unsubscribe(tokens.issue(Subscriber.objects.get(), Purpose.UNSUBSCRIBE))
    assert subscribing.confirm(token) is None
    assert Subscriber.objects.get().unsubscribed_at is not None


@pytest.mark.parametrize("token", ["x", "~~~", "1-1~x~y", "%00", "é", "1-1", "../../x", "a" * 3000])
@pytest.mark.parametrize("purpose", ["confirm", "unsubscribe"])
def test_any_nonsense_gets_the_page_for_dead_links(client: Client, db: None, token: str, purpose: str) -> None:
    for method in ("GET", "POST", "HEAD"):
        response = client.generic(method, f"/subscription/{purpose}/{token}/")
        assert response.status_code in (404, 200)
        assert not response.headers.get("Location")
