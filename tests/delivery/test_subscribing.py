from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bulletin.delivery import subscribing, tokens
from bulletin.delivery.tokens import Purpose
from bulletin.models import Consent, Delivery, Edition, Masthead, Subscriber
from tests.delivery.builders import subscriber
from tests.delivery.sink import Sink

FORM = "/tech-weekly/subscribe/"
ADDRESS = "reader@example.org"


def ask(client: Client, address: str = ADDRESS) -> Any:
    return client.post(FORM, {"email": address})


def link() -> str:
    """The path of the link in the newest letter."""
    found = re.search(r"http://localhost:8000(/subscription/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def acts() -> list[str]:
    return list(Consent.objects.values_list("act", flat=True))


def test_whoever_asks_and_confirms_is_on_the_list(client: Client, masthead: Masthead) -> None:
    assert ask(client).status_code == 200
    reader = Subscriber.objects.get()
    assert (reader.email, reader.confirmed_at, acts()) == (ADDRESS, None, ["asked"])
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    path = link()
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 200
    reader.refresh_from_db()
    assert reader.confirmed_at is not None
    assert acts() == ["asked", "confirmed"]


def test_looking_at_a_link_changes_nothing(client: Client, masthead: Masthead) -> None:
    ask(client)
    for _ in range(3):
        client.get(link())
        client.head(link())
    assert Subscriber.objects.get().confirmed_at is None
    reader = subscriber(masthead, "other@example.org")
    leaving = f"/subscription/unsubscribe/{tokens.issue(reader, Purpose.UNSUBSCRIBE)}/"
    client.get(leaving)
    client.head(leaving)
    reader.refresh_from_db()
    assert (reader.unsubscribed_at, reader.round) == (None, 1)


def test_confirming_needs_the_form_token_and_leaving_does_not(masthead: Masthead) -> None:
    strict = Client(enforce_csrf_checks=True)
    waiting = subscriber(masthead, confirmed_at=None)
    assert strict.post(f"/subscription/confirm/{tokens.issue(waiting, Purpose.CONFIRM)}/").status_code == 403
    assert strict.post(FORM, {"email": ADDRESS}).status_code == 403
    reader = subscriber(masthead, "other@example.org")
    assert strict.post(f"/subscription/unsubscribe/{tokens.issue(reader, Purpose.UNSUBSCRIBE)}/").status_code == 200
    reader.refresh_from_db()
    assert reader.unsubscribed_at is not None


def test_the_form_works_in_a_browser_that_checks_everything(masthead: Masthead) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(FORM).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    assert strict.post(FORM, {"email": ADDRESS, "csrfmiddlewaretoken": token[1]}).status_code == 200
    assert len(mail.outbox) == 1


def test_one_click_leaves_without_a_session_and_answers_200_to_any_link(masthead: Masthead, edition: Edition) -> None:
    reader = subscriber(masthead)
    token = tokens.issue(reader, Purpose.UNSUBSCRIBE)
    for _ in range(2):
        response = Client(enforce_csrf_checks=True).post(
            f"/subscription/unsubscribe/{token}/", {"List-Unsubscribe": "One-Click"}
        )
        assert (response.status_code, response.cookies.output()) == (200, "")
    assert Client().post("/subscription/unsubscribe/unknown/").status_code == 200
    reader.refresh_from_db()
    assert reader.unsubscribed_at is not None
    assert acts() == ["withdrawn"]


def test_what_waits_for_somebody_who_leaves_is_not_sent(masthead: Masthead, edition: Edition) -> None:
    reader = subscriber(masthead)
    delivery = Delivery.objects.create(dispatch=edition.dispatch, subscriber=reader, next_try_at=timezone.now())
    subscribing.unsubscribe(tokens.issue(reader, Purpose.UNSUBSCRIBE))
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.SKIPPED


def test_whoever_left_may_come_back(client: Client, masthead: Masthead) -> None:
    reader = subscriber(masthead)
    old = tokens.issue(reader, Purpose.UNSUBSCRIBE)
    subscribing.unsubscribe(old)
    ask(client)
    assert client.post(link()).status_code == 200
    reader.refresh_from_db()
    assert (reader.unsubscribed_at, reader.round) == (None, 3)
    assert subscribing.unsubscribe(old) is None
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize("again", [ADDRESS, "READER@example.org", "Reader@Example.Org"])
def test_an_address_gets_one_answer_an_hour(client: Client, masthead: Masthead, again: str) -> None:
    with time_machine.travel(dt.datetime(2021, 1, 8, tzinfo=dt.UTC), tick=False) as clock:
        pages = {ask(client, address).content for address in (ADDRESS, again, again)}
        assert (len(mail.outbox), len(pages)) == (1, 1)
        clock.shift(3_601)
        ask(client, again)
        assert len(mail.outbox) == 2
    assert Subscriber.objects.count() == 1


def test_every_address_gets_the_same_answer_with_the_same_statements(client: Client, masthead: Masthead) -> None:
    subscriber(masthead, "confirmed@example.org")
    subscriber(masthead, "awaited@example.org", confirmed_at=None)
    subscriber(masthead, "departed@example.org", unsubscribed_at=timezone.now())
    seen = set()
    for name in ("unknown", "confirmed", "awaited", "departed"):
        with CaptureQueriesContext(connection) as captured:
            response = ask(client, f"{name}@example.org")
        shapes = tuple(re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured)
        seen.add((response.status_code, response.content, str(sorted(response.headers.items())), shapes))
    assert len(seen) == 1
    assert len(mail.outbox) == 4


def test_somebody_on_the_list_is_told_so_and_stays_on_it(client: Client, masthead: Masthead) -> None:
    reader = subscriber(masthead)
    ask(client)
    assert "/subscription/unsubscribe/" in link()
    reader.refresh_from_db()
    assert reader.confirmed_at is not None


def test_a_mail_server_that_is_away_shows_on_no_page_and_blocks_no_second_try(
    client: Client, masthead: Masthead, smtp: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    usual = ask(client, "first@example.org").content
    smtp.stop()
    assert ask(client).content == usual
    assert Subscriber.objects.get(email=ADDRESS).asked_at is None
    assert "could not be sent" in caplog.text
    assert ADDRESS not in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "reader",
        "reader@",
        "@example.org",
        "a@b@c.org",
        "reader@example.org,other@example.org",
        "reader@example.org other@example.org",
        "Reader <reader@example.org>",
        '"reader\x01"@example.org',
        '"a b"@example.org',
        "reader@[127.0.0.1]",
        "读者@example.org",
        "reader\u2028@example.org",
        "x" * 65 + "@example.org",
        "reader@" + "x" * 250 + ".org",
    ],
)
def test_what_is_no_plain_address_is_refused_beside_the_field(client: Client, masthead: Masthead, address: str) -> None:
    response = ask(client, address)
    assert response.status_code == 200
    assert response.content.decode().count('class="field-error"') >= 1
    assert (Subscriber.objects.count(), len(mail.outbox)) == (0, 0)


def test_an_international_host_name_is_kept_as_dns_has_it(client: Client, masthead: Masthead) -> None:
    ask(client, "reader@例子.cn")
    assert Subscriber.objects.get().email == "reader@xn--fsqu00a.cn"


def test_the_letter_speaks_the_language_of_the_page(client: Client, masthead: Masthead) -> None:
    client.post(FORM, {"email": ADDRESS}, headers={"accept-language": "en"})
    assert mail.outbox[0].subject == "科技信息周报: Please confirm your subscription"
    assert Subscriber.objects.get().language == "en"


def test_pages_with_links_are_kept_by_nobody(client: Client, masthead: Masthead) -> None:
    reader = subscriber(masthead)
    for purpose in Purpose:
        path = f"/subscription/{purpose.value[0]}/{tokens.issue(reader, purpose)}/"
        response = client.get(path)
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")
        assert response["Referrer-Policy"] == "same-origin"
