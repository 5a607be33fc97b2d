from __future__ import annotations

import pytest
from django.test import Client

from bulletin import store
from bulletin.models import Edition, Withdrawal
from bulletin.refusal import Refused
from editorial.models import Message, User
from editorial.publishing import taking_down, withdrawing
from tests.cast import Cast
from tests.withdrawing.conftest import CLAIM, REF, WRONG

PATHS = ("", "pdf/", "html/", f"{REF}/", "1.1.2/", "r1/", "r1/pdf/", "r1/html/", f"r1/{REF}/")


def test_everything_of_a_withdrawn_issue_is_gone_and_says_why(edition: Edition, cast: Cast, client: Client) -> None:
    withdrawing.withdraw(edition, WRONG, by=cast.chief)
    for path in PATHS:
        response = client.get(f"/weekly/7/{path}")
        assert response.status_code == 410, path
        assert WRONG.reason in response.content.decode()
        assert "雪豹" not in response.content.decode()
    for path in ("/", "/weekly/", "/weekly/feed.atom", "/weekly/entries/"):
        assert "/weekly/7/" not in client.get(path).content.decode()
    assert store.released().get(edition.pdf_digest)
    assert Edition.objects.count() == 1


def test_a_document_that_supersedes_is_named_and_linked(edition: Edition, cast: Cast, client: Client) -> None:
    ground = withdrawing.Ground("superseded", basis="https://www.example.org/new")
    withdrawing.withdraw(edition, ground, by=cast.chief)
    page = client.get("/weekly/7/").content.decode()
    assert '<a href="https://www.example.org/new" rel="noopener noreferrer">https://www.example.org/new</a>' in page


@pytest.mark.parametrize("basis", ["javascript:alert(1)", "https://x@evil.example.org/", "<script>alert(1)</script>"])
def test_a_basis_is_text_unless_it_is_an_address_of_the_web(
    edition: Edition, cast: Cast, client: Client, basis: str
) -> None:
    reason = "<img src=x onerror=alert(1)> 原因说明文字"
    withdrawing.withdraw(edition, withdrawing.Ground("superseded", reason, basis), by=cast.chief)
    page = client.get("/weekly/7/").content.decode()
    assert f'href="{basis}"' not in page
    assert "<script>" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_an_entry_taken_down_in_a_withdrawn_issue_brings_nothing_back(
    edition: Edition, cast: Cast, client: Client
) -> None:
    withdrawing.withdraw(edition, WRONG, by=cast.chief)
    assert taking_down.take_down(edition, REF, CLAIM, by=cast.chief).edition is not None
    assert {client.get(f"/weekly/7/{path}").status_code for path in (*PATHS, "r2/", "r2/pdf/")} == {410}


def test_an_issue_is_withdrawn_once(edition: Edition, cast: Cast) -> None:
    withdrawing.withdraw(edition, WRONG, by=cast.chief)
    with pytest.raises(Refused) as refused:
        withdrawing.withdraw(edition, WRONG, by=cast.chief)
    assert refused.value.reasons == [withdrawing.GONE]
    assert Withdrawal.objects.count() == 1


def test_every_chief_but_who_did_it_is_told(edition: Edition, cast: Cast, founder: User) -> None:
    withdrawing.withdraw(edition, WRONG, by=cast.chief)
    assert [(each.to, each.event) for each in Message.objects.filter(event="withdrawn")] == [(founder, "withdrawn")]
