from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Membership, SignOff, User
from editorial.review.facts import ISSUE
from tests.builders import submitted_issue
from tests.cast import PASSWORD, Cast
from tests.desk.asking import digest, press

SignIn = Callable[[User], Client]
PAGES = ("/desk/", "/desk/inbox/", "/desk/settings/", "/desk/editorial/issue/", "/desk/editorial/auditentry/")
LOGIN = reverse("desk:login")


def asked(client: Client) -> set[str]:
    """Where the pages of the desk lead: nowhere else, or to the sign-in."""
    return {LOGIN if client.get(page).headers.get("Location", "").startswith(LOGIN) else "" for page in PAGES}


def password_sign_in(user: User) -> Client:
    client = Client()
    assert client.post(LOGIN, {"username": user.username, "password": PASSWORD}).status_code == 302
    return client


def test_the_sessions_of_a_closed_account_are_over(cast: Cast, signed_in: SignIn) -> None:
    first, second = signed_in(cast.chief), signed_in(cast.chief)
    assert asked(first) == asked(second) == {""}
    User.objects.filter(pk=cast.chief.pk).update(is_active=False)
    assert asked(first) == asked(second) == {LOGIN}


def test_nobody_without_a_role_stays_on_the_desk(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    Membership.objects.filter(user=cast.chief).delete()
    assert asked(client) == {LOGIN}


@pytest.mark.parametrize("change", [{"role": "writer"}, {"part_code": "news"}, {"to_on": "2026-01-01"}])
def test_a_role_that_was_taken_away_is_refused_at_the_next_request(
    cast: Cast, masthead: Masthead, signed_in: SignIn, change: dict[str, Any]
) -> None:
    issue = submitted_issue(cast, masthead)
    client = signed_in(cast.reviewer1)
    assert client.get(reverse("desk:editorial_issue_change", args=[issue.pk])).status_code == 200
    Membership.objects.filter(user=cast.reviewer1).update(**change)
    press(client, "sign", issue, stage="first", digest=digest(issue, ISSUE))
    assert not SignOff.objects.exists()


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(cast: Cast) -> None:
    client = Client()
    client.get(LOGIN)
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["bulletin-session"] = planted.session_key or ""
    client.post(LOGIN, {"username": cast.editor.username, "password": PASSWORD})
    assert client.session.session_key != planted.session_key
    other = Client()
    other.cookies["bulletin-session"] = planted.session_key or ""
    assert asked(other) == {LOGIN}


def test_a_session_that_was_signed_out_opens_nothing_any_more(cast: Cast) -> None:
    client = password_sign_in(cast.editor)
    kept = client.cookies["bulletin-session"].value
    client.post(reverse("desk:logout"))
    other = Client()
    other.cookies["bulletin-session"] = kept
    assert asked(other) == {LOGIN}


def test_who_was_idle_too_long_signs_in_again(cast: Cast) -> None:
    with time_machine.travel("2026-03-02 01:00Z", tick=False) as clock:
        client = password_sign_in(cast.chief)
        for _hour in range(3):
            assert asked(client) == {""}
            clock.shift(timedelta(minutes=119))
        assert asked(client) == {""}
        clock.shift(timedelta(minutes=122))
        assert asked(client) == {LOGIN}


def test_an_open_page_alone_keeps_nobody_signed_in(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    beat = reverse("desk:editorial_issue_presence", args=[issue.pk])
    with time_machine.travel("2026-03-02 01:00Z", tick=False) as clock:
        client = password_sign_in(cast.chief)
        assert client.get(PAGES[0]).status_code == 200
        for _quarter in range(9):
            clock.shift(timedelta(minutes=15))
            client.post(beat, {"active": ""})
        assert asked(client) == {LOGIN}


def test_nobody_stays_longer_than_a_working_day(cast: Cast) -> None:
    with time_machine.travel("2026-03-02 01:00Z", tick=False) as clock:
        client = password_sign_in(cast.chief)
        for _hour in range(12):
            assert asked(client) == {""}
            clock.shift(timedelta(hours=1))
        clock.shift(timedelta(minutes=1))
        assert asked(client) == {LOGIN}
        assert asked(password_sign_in(cast.chief)) == {""}


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    here, elsewhere = password_sign_in(cast.chief), password_sign_in(cast.chief)
    new = "quite another long word"
    words = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post(reverse("desk:password_change"), words).status_code == 302
    assert asked(here) == {""}
    assert asked(elsewhere) == {LOGIN}
