from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Edition, Masthead
from editorial.models import AuditEntry, Issue, Membership, Override, User
from editorial.publishing import overriding, press
from tests.builders import refreshed, signed_issue, submitted_issue
from tests.cast import Cast, make_user
from tests.desk.asking import said, text_of

SignIn = Callable[[User], Client]
REASON = "终审人出差，药监局通告今日生效，必须当天发布。"
REPORT = "desk:editorial_override_changelist"


def post(client: Client, issue: Issue, reason: str, **values: Any) -> Any:
    fields = {"version": refreshed(issue).generation, "reason": reason} | values
    return client.post(reverse("desk:editorial_issue_override", args=[issue.pk]), fields)


def answer(client: Client, row: Override, text: str) -> Any:
    return client.post(reverse("desk:editorial_override_answer", args=[row.pk]), {f"{row.pk}-text": text})


def report(client: Client, **query: str) -> str:
    return text_of(client.get(reverse(REPORT), query))


def released(cast: Cast, masthead: Masthead, number: int = 7) -> Override:
    issue = submitted_issue(cast, masthead, number=number)
    press.release(issue, by=cast.chief, override_reason=REASON)
    return Override.objects.get(issue=issue)


def test_only_a_chief_is_offered_it_and_only_where_nothing_but_sign_offs_is_missing(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = submitted_issue(cast, masthead)
    address = reverse("desk:editorial_issue_release", args=[issue.pk])
    offer = "Why it cannot wait"
    assert offer in text_of(signed_in(cast.chief).get(address))
    assert offer not in text_of(signed_in(cast.editor).get(address))
    Issue.objects.filter(pk=issue.pk).update(dated_on=None)
    assert offer not in text_of(signed_in(cast.chief).get(address))
    ready = signed_issue(cast, masthead, number=8)
    assert offer not in text_of(signed_in(cast.chief).get(reverse("desk:editorial_issue_release", args=[ready.pk])))


def test_a_short_reason_comes_back_with_what_was_typed(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = submitted_issue(cast, masthead)
    page = text_of(post(signed_in(cast.chief), issue, "赶时间先发"))
    assert "Say why in 20 characters or more" in page
    assert "赶时间先发" in page
    assert not Edition.objects.exists()


def test_a_stale_page_overrides_nothing(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = submitted_issue(cast, masthead)
    page = text_of(post(signed_in(cast.chief), issue, REASON, version=issue.generation - 1))
    assert "Somebody else changed this" in page
    assert not Edition.objects.exists()


def test_nobody_else_gets_through_by_posting_and_the_attempt_is_traced(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = submitted_issue(cast, masthead)
    assert post(signed_in(cast.editor), issue, REASON).status_code == 403
    assert AuditEntry.objects.get(verb="override").refused
    assert not Edition.objects.exists()


@pytest.mark.parametrize("name", ["writer", "reviewer1", "chief", "auditor"])
def test_the_flag_is_up_on_the_home_page_the_issue_and_the_report(
    name: str, cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = submitted_issue(cast, masthead)
    response = post(signed_in(cast.chief), issue, REASON)
    assert "is released without review" in said(response)[0]
    client = signed_in(getattr(cast, name))
    pages = [reverse("desk:index"), reverse("desk:editorial_issue_change", args=[issue.pk]), reverse(REPORT)]
    for address in pages:
        page = text_of(client.get(address))
        assert REASON in page, address
        assert "Released without review" in page, address


def test_the_flag_goes_down_once_somebody_has_answered_and_the_answer_stays(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    row, client = released(cast, masthead), signed_in(cast.reviewer1)
    response = answer(client, row, "已逐条核对原文，无误。")
    assert "You have answered" in said(response)[0]
    assert REASON not in text_of(client.get(reverse("desk:index")))
    assert "已逐条核对原文，无误。" in report(client)
    assert "已逐条核对原文，无误。" in text_of(client.get(reverse("desk:editorial_issue_change", args=[row.issue_id])))


def test_who_released_it_is_told_why_they_cannot_answer(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    row, client = released(cast, masthead), signed_in(cast.chief)
    assert "somebody else must answer for it" in report(client)
    assert "Your answer" not in report(client)
    assert "somebody else must answer for it" in text_of(answer(client, row, "我自己核对过了。"))
    row.refresh_from_db()
    assert row.answered_at is None


def test_an_empty_answer_comes_back(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    row = released(cast, masthead)
    assert "Write what you looked at" in text_of(answer(signed_in(cast.reviewer1), row, "  "))


def test_the_report_puts_open_flags_first_and_filters(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    first, second, third = (released(cast, masthead, number) for number in (7, 8, 9))
    overriding.answer(first, text="已核对。", by=cast.reviewer1)
    client = signed_in(cast.writer)
    places = [report(client).index(f'id="override-{row.pk}"') for row in (second, third, first)]
    assert places == sorted(places)
    assert f'id="override-{first.pk}"' not in report(client, state="open")
    assert f'id="override-{second.pk}"' not in report(client, state="answered")
    assert "2 releases without review wait" in report(client)


def test_the_report_shows_nothing_of_other_mastheads(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    row = released(cast, masthead)
    stranger = signed_in(make_user("elsewhere", "他刊主编", Membership.Role.CHIEF, other_masthead))
    assert REASON not in report(stranger)
    assert answer(stranger, row, "已核对。").status_code == 404
