from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Edition, Masthead, Subscriber
from editorial.admin.shown import sandbox
from editorial.drafting import history
from editorial.models import Issue, User
from editorial.review import readiness
from editorial.review.facts import gather
from tests import builders
from tests.cast import Cast
from tests.desk.asking import press, said, text_of

SignIn = Callable[[User], Client]


def confirmation(client: Client, issue: Issue) -> str:
    return text_of(client.get(reverse("desk:editorial_issue_release", args=[issue.pk])))


def test_the_confirmation_says_what_goes_out_and_to_how_many(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.signed_issue(cast, masthead)
    now = timezone.now()
    for place, (where, confirmed, left) in enumerate(
        [
            (masthead, now, None),
            (masthead, now, None),
            (masthead, now, now),
            (masthead, None, None),
            (other_masthead, now, None),
        ]
    ):
        Subscriber.objects.create(
            masthead=where, email=f"reader{place}@example.org", confirmed_at=confirmed, unsubscribed_at=left
        )
    text = confirmation(signed_in(cast.editor), issue)
    assert "to 2 confirmed subscribers" in text
    assert "政策法规篇: 国家级 1, 地方级 1" in text
    assert "终审: 朱主编" in text
    assert "Release now" in text


def test_an_issue_that_is_not_ready_has_no_button_but_every_reason(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    text = confirmation(signed_in(cast.editor), issue)
    assert "Release now" not in text
    for reason in readiness.blockers(gather(issue.pk)):
        assert str(reason) in text


def test_release_publishes_and_says_so(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.signed_issue(cast, masthead)
    client = signed_in(cast.chief)
    response = press(client, "release", issue)
    edition = Edition.objects.get()
    assert said(response) == [f"{edition.title} is released."]
    assert builders.refreshed(issue).state == Issue.State.RELEASED
    page = text_of(client.get(response["Location"]))
    assert reverse("archive:issue", args=[masthead.code, issue.number]) in page
    assert "Release…" not in page


@pytest.mark.parametrize("stale", [True, False], ids=["stale", "not ready"])
def test_a_refused_release_shows_the_reasons_and_publishes_nothing(
    cast: Cast, masthead: Masthead, signed_in: SignIn, stale: bool
) -> None:
    issue = builders.signed_issue(cast, masthead) if stale else builders.submitted_issue(cast, masthead)
    response = press(signed_in(cast.chief), "release", issue, version=issue.generation - stale)
    expected = str(history.STALE) if stale else str(readiness.blockers(gather(issue.pk))[0])
    assert expected in text_of(response)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_preview_is_watermarked_private_and_kept_by_nobody(
    cast: Cast, masthead: Masthead, signed_in: SignIn, form: str
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = signed_in(cast.auditor).get(reverse(f"desk:editorial_issue_preview_{form}", args=[issue.pk]))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    if form == "pdf":
        assert response.content.startswith(b"%PDF-")
        assert response["Content-Type"] == "application/pdf"
    else:
        assert "预览稿" in response.content.decode()
        assert "第1项技术指导原则" in response.content.decode()


def test_the_web_preview_runs_in_a_sandbox_with_its_own_styles_alone(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = signed_in(cast.editor).get(reverse("desk:editorial_issue_preview_html", args=[issue.pk]))
    policy = response["Content-Security-Policy"]
    style = response.content.split(b"<style>")[1].split(b"</style>")[0]
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'" in policy
    assert policy.endswith("sandbox")
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_a_page_without_styles_may_have_none() -> None:
    assert "style-src 'none'" in sandbox(b"<p>")


def test_a_preview_that_is_refused_says_why_on_the_issue(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    entry = builders.entries_of(issue)[0]
    type(entry).objects.filter(pk=entry.pk).update(body_html='<p onclick="x()">原文</p>')
    response = signed_in(cast.editor).get(reverse("desk:editorial_issue_preview_html", args=[issue.pk]))
    assert response["Location"] == reverse("desk:editorial_issue_change", args=[issue.pk])
    assert entry.title in said(response)[0]
