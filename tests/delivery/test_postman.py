from __future__ import annotations

import pytest

from bulletin.delivery.letters import Letter
from bulletin.delivery.mail import PermanentError, Postman, SendingError, TemporaryError, UncertainError, deliver
from tests.delivery.sink import Sink

LETTER = Letter(subject="《科技信息周报》第144期", text="正文。")


def test_a_letter_reaches_its_one_recipient(smtp: Sink) -> None:
    deliver(LETTER, "reader@example.org")
    [(address, message)] = smtp.accepted
    assert (address, message["To"], message["Subject"]) == ("reader@example.org",) * 2 + (LETTER.subject,)
    assert smtp.envelopes == [["reader@example.org"]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("later", TemporaryError),
        ("busy", TemporaryError),
        ("full", TemporaryError),
        ("hangup", TemporaryError),
        ("gone", PermanentError),
        ("spam", PermanentError),
        ("drop", UncertainError),
    ],
)
def test_each_refusal_has_its_kind(smtp: Sink, name: str, kind: type[SendingError]) -> None:
    with pytest.raises(kind) as caught:
        deliver(LETTER, f"{name}@example.org")
    assert "@" not in str(caught.value)


def test_a_server_that_is_away_is_a_temporary_failure(smtp: Sink) -> None:
    smtp.stop()
    with pytest.raises(TemporaryError):
        deliver(LETTER, "reader@example.org")


def test_after_any_failure_the_next_letter_goes_out(smtp: Sink) -> None:
    with Postman() as postman:
        for name in ("later", "busy", "hangup", "gone", "drop", "spam"):
            with pytest.raises(SendingError):
                postman.send(LETTER, f"{name}@example.org")
            postman.send(LETTER, f"reader-{name}@example.org")
    assert len(smtp.accepted) == 7


def test_a_connection_that_broke_between_two_letters_is_no_doubt(smtp: Sink) -> None:
    with Postman() as postman:
        postman.send(LETTER, "first@example.org")
        smtp.stop()
        with pytest.raises(TemporaryError):
            postman.send(LETTER, "second@example.org")


@pytest.mark.parametrize(
    "address", ["a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "", "a b@example.org", "a@例子.cn"]
)
def test_what_is_no_single_plain_address_is_never_sent_to(smtp: Sink, address: str) -> None:
    with pytest.raises(PermanentError):
        deliver(LETTER, address)
    assert smtp.envelopes == []
