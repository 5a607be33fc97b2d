from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from bulletin.models import Masthead
from editorial import guests
from editorial.models import GuestLink, Issue, User
from tests.builders import submitted_issue
from tests.cast import Cast
from tests.desk.asking import text_of
from tests.guests.inviting import invited

SignIn = Callable[[User], Client]


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return submitted_issue(cast, masthead)


def page(issue: Issue) -> str:
    return f"/desk/guests/{issue.pk}/"


def offers(client: Client, issue: Issue) -> list[str]:
    return re.findall(r'<option value="([^"]+)"', text_of(client.get(page(issue))))


def test_a_chief_makes_a_link_and_sees_it_once(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    (offer,) = offers(client, issue)
    fields = {"text": offer, "name": "王工", "email": "guest@example.org", "days": "5"}
    response = client.post(page(issue), fields)
    found = re.search(r'value="http://localhost:8001/desk/guest/([\w-]+)/"', text_of(response))
    assert found is not None
    assert guests.held_by(found[1]) == GuestLink.objects.get()
    assert found[1] in str(mail.outbox[0].body)
    again = text_of(client.get(page(issue)))
    assert found[1] not in again
    assert "王工" in again
    assert "waits for an answer" in again


def test_only_what_the_chief_could_sign_is_offered(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    assert len(offers(signed_in(cast.chief), issue)) == 1
    Issue.objects.filter(pk=issue.pk).update(state="open")
    response = text_of(signed_in(cast.chief).get(page(issue)))
    assert "nothing here that you could send out" in response


@pytest.mark.parametrize("change", [{"text": "1-0-0-" + "0" * 64}, {"name": ""}, {"days": "31"}, {"email": "x"}])
def test_what_cannot_be_is_said_and_nothing_is_made(
    cast: Cast, issue: Issue, signed_in: SignIn, change: dict[str, str]
) -> None:
    client = signed_in(cast.chief)
    (offer,) = offers(client, issue)
    response = client.post(page(issue), {"text": offer, "name": "王工", "days": "3"} | change)
    assert "errorlist" in text_of(response)
    assert not GuestLink.objects.exists()
    assert mail.outbox == []


def test_what_was_offered_of_a_text_that_changed_is_not_sent_out(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    (offer,) = offers(client, issue)
    Issue.objects.filter(pk=issue.pk).update(title="改过的题名")
    client.post(page(issue), {"text": offer, "name": "王工", "days": "3"})
    assert not GuestLink.objects.exists()


def test_a_chief_revokes_a_link(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    issued = invited(issue, by=cast.chief)
    client = signed_in(cast.chief)
    response = client.post(f"{page(issue)}{issued.link.pk}/", follow=True)
    assert "does not work any more" in text_of(response)
    assert "revoked" in text_of(response)
    assert guests.held_by(issued.token) is None


def test_the_link_of_another_issue_is_not_revoked_from_here(
    cast: Cast, masthead: Masthead, issue: Issue, signed_in: SignIn
) -> None:
    other = submitted_issue(cast, masthead, number=8)
    issued = invited(other, by=cast.chief)
    assert signed_in(cast.chief).post(f"{page(issue)}{issued.link.pk}/").status_code == 404
    assert guests.held_by(issued.token)


def test_the_list_says_what_became_of_each_link(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    answered, expired, moved = (invited(issue, by=cast.chief) for _place in range(3))
    guests.answer(answered.link, "remarked", remark="好。")
    GuestLink.objects.filter(pk=expired.link.pk).update(expires_at="2026-01-01T00:00Z")
    GuestLink.objects.filter(pk=moved.link.pk).update(digest="0" * 64)
    text = text_of(signed_in(cast.chief).get(page(issue)))
    assert [words in text for words in ("remarked", "expired", "text changed since")] == [True] * 3


def test_the_page_with_a_token_is_kept_by_nobody(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    assert signed_in(cast.chief).get(page(issue))["Cache-Control"].startswith("no-store")


def test_the_issue_leads_its_chief_to_the_guests_and_nobody_else(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    address = f"/desk/editorial/issue/{issue.pk}/change/"
    assert f'href="{page(issue)}"' in text_of(signed_in(cast.chief).get(address))
    assert f'href="{page(issue)}"' not in text_of(signed_in(cast.editor).get(address))
