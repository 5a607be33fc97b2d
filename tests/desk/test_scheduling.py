from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Edition, Masthead
from editorial.drafting import history
from editorial.models import Deadline, Issue, Proof, User
from tests.builders import refreshed, signed_issue, submitted_issue
from tests.cast import Cast
from tests.desk.asking import said, text_of

SignIn = Callable[[User], Client]
MINUTES = "%Y-%m-%dT%H:%M"


def shown(client: Client, issue: Issue, name: str = "release") -> str:
    return text_of(client.get(reverse(f"desk:editorial_issue_{name}", args=[issue.pk])))


def post(client: Client, name: str, issue: Issue, **values: Any) -> Any:
    fields = {"version": refreshed(issue).generation} | values
    return client.post(reverse(f"desk:editorial_issue_{name}", args=[issue.pk]), fields)


def tomorrow(masthead: Masthead) -> str:
    local = timezone.now().astimezone(ZoneInfo(masthead.time_zone)) + timedelta(days=1)
    return local.strftime(MINUTES)


def test_an_hour_is_typed_on_the_clock_of_the_masthead(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    Masthead.objects.filter(pk=masthead.pk).update(time_zone="America/Sao_Paulo")
    masthead.refresh_from_db()
    issue, client = signed_issue(cast, masthead), signed_in(cast.editor)
    typed = tomorrow(masthead)
    response = post(client, "schedule", issue, release_at=typed)
    assert "goes out" in said(response)[0]
    local = Proof.objects.get().release_at.astimezone(ZoneInfo("America/Sao_Paulo"))
    assert local.strftime(MINUTES) == typed
    page = shown(client, issue)
    assert f'value="{typed}"' in page
    assert "America/Sao_Paulo" in page


def test_the_planned_hour_of_the_rhythm_stands_in_the_form(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = signed_issue(cast, masthead)
    due_at = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    Deadline.objects.create(issue=issue, code="release", name="发布", due_at=due_at)
    local = due_at.astimezone(ZoneInfo(masthead.time_zone)).strftime(MINUTES)
    assert f'value="{local}"' in shown(signed_in(cast.editor), issue)


def test_a_scheduled_issue_shows_its_hour_its_lock_and_the_ways_out(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue, client = signed_issue(cast, masthead), signed_in(cast.chief)
    post(client, "schedule", issue, release_at=tomorrow(masthead))
    page = shown(client, issue)
    for words in ("Goes out on", "locked for everyone", "Unschedule", "Move to this hour"):
        assert words in page
    assert "Release now" not in page
    assert "Goes out on" in shown(client, issue, "change")
    assert "Another hour, or unschedule" not in shown(signed_in(cast.writer), issue, "change")


def test_unscheduling_brings_the_buttons_of_release_back(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue, client = signed_issue(cast, masthead), signed_in(cast.chief)
    post(client, "schedule", issue, release_at=tomorrow(masthead))
    response = post(client, "unschedule", issue)
    assert "no longer scheduled" in said(response)[-1]
    assert "Release now" in shown(client, issue)


def test_another_hour_is_a_move_of_the_same_proof(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue, client = signed_issue(cast, masthead), signed_in(cast.chief)
    post(client, "schedule", issue, release_at=tomorrow(masthead))
    before = Proof.objects.get()
    post(client, "schedule", issue, release_at=tomorrow(masthead)[:-5] + "23:59")
    now = Proof.objects.get()
    assert now.pk == before.pk
    assert now.release_at.astimezone(ZoneInfo(masthead.time_zone)).strftime("%H:%M") == "23:59"


def test_a_refused_hour_keeps_what_was_typed_and_says_why(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue, client = signed_issue(cast, masthead), signed_in(cast.chief)
    for typed, sentence in [("2020-01-01T10:00", "still to come"), ("sometime", "valid date"), ("", "required")]:
        page = text_of(post(client, "schedule", issue, release_at=typed))
        assert sentence in page
        assert not Proof.objects.exists()
    stale = text_of(post(client, "schedule", issue, release_at=tomorrow(masthead), version=1))
    assert str(history.STALE) in stale


def test_an_issue_that_is_not_ready_offers_no_hour(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue, client = submitted_issue(cast, masthead), signed_in(cast.editor)
    assert "datetime-local" not in shown(client, issue)
    page = text_of(post(client, "schedule", issue, release_at=tomorrow(masthead)))
    assert "still lacks its sign-off" in page
    assert not Proof.objects.exists()


def test_why_it_was_not_released_stands_on_the_issue(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue, client = signed_issue(cast, masthead), signed_in(cast.chief)
    post(client, "schedule", issue, release_at=tomorrow(masthead))
    Proof.objects.update(refusal="终审的签发已被撤销。")
    assert "终审的签发已被撤销。" in shown(client, issue, "change")
    assert not Edition.objects.exists()
