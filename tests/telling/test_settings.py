from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from editorial.models import AuditEntry, User
from tests.cast import Cast
from tests.desk.asking import text_of

SignIn = Callable[[User], Client]
PAGE = "/desk/settings/"


def rhythm(person: User) -> str:
    return User.objects.get(pk=person.pk).mail_rhythm


@pytest.mark.parametrize("chosen", User.MailRhythm.values)
def test_a_person_chooses_how_they_get_mail(cast: Cast, signed_in: SignIn, chosen: str) -> None:
    assert signed_in(cast.writer).post(PAGE, {"mail_rhythm": chosen}).status_code == 302
    assert rhythm(cast.writer) == chosen


def test_nobody_chooses_for_another(cast: Cast, signed_in: SignIn) -> None:
    forged = {"mail_rhythm": "never", "user": cast.writer.pk, "pk": cast.writer.pk, "id": cast.writer.pk}
    signed_in(cast.chief).post(PAGE, forged)
    assert rhythm(cast.writer) == "once"
    assert rhythm(cast.chief) == "never"


def test_only_the_rhythm_can_be_changed_there(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    before = User.objects.values().get(pk=cast.writer.pk)
    forged = {"is_superuser": "on", "username": "chief2", "email": "x@example.org", "printed_name": "主编"}
    client.post(PAGE, {"mail_rhythm": "daily", **forged})
    assert User.objects.values().get(pk=cast.writer.pk) == before | {"mail_rhythm": "daily"}


def test_a_rhythm_that_there_is_not_is_refused_on_the_page(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.writer).post(PAGE, {"mail_rhythm": "hourly"})
    assert response.status_code == 200
    assert "Select a valid choice" in text_of(response)
    assert rhythm(cast.writer) == "once"


def test_the_choice_stays_in_the_trail_once(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    for _time in range(2):
        client.post(PAGE, {"mail_rhythm": "daily"})
    assert AuditEntry.objects.get().remark == "daily"
