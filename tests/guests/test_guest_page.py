from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bulletin import store
from bulletin.models import Masthead
from editorial import guests
from editorial.guests import Issued
from editorial.models import AuditEntry, Entry, GuestLink, Issue, Membership, Message, Remark, SignOff
from editorial.review import signing
from tests.builders import entries_of, png, submitted_issue
from tests.cast import Cast
from tests.desk.asking import text_of
from tests.guests.inviting import invited, signed_up_to

APPROVED, RETURNED, REMARKED = "approved", "returned", "remarked"
BODIES = ["现将第1项技术指导原则予以发布", "现将第2项技术指导原则予以发布", "第3场培训讲解了新的申报要求"]


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    for role in ("first_reviewer", "second_reviewer"):
        Membership.objects.create(user=cast.chief, masthead=masthead, role=role)
    return submitted_issue(cast, masthead)


def page(issued: Issued | str) -> str:
    return f"/desk/guest/{issued if isinstance(issued, str) else issued.token}/"


def guest() -> Client:
    return Client(headers={"accept-language": "en"})


def shown(response: Any) -> list[bool]:
    return [body in text_of(response) for body in BODIES]


def rows() -> list[Any]:
    tables = (GuestLink, Issue, Entry, SignOff, Remark, Message, AuditEntry)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize(
    ("scope", "seen"),
    [("entry", [True, False, False]), ("part", [True, True, False]), ("issue", [True, True, True])],
)
def test_a_guest_reads_exactly_what_they_were_invited_to(
    cast: Cast, issue: Issue, scope: str, seen: list[bool]
) -> None:
    response = guest().get(page(invited(issue, scope, by=cast.chief)))
    assert response.status_code == 200
    assert shown(response) == seen
    assert "王工" in text_of(response)
    assert "朱主编" in text_of(response)


def test_the_text_is_that_of_the_digest_and_of_no_later_version(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, "entry", by=cast.chief)
    entry = entries_of(issue)[0]
    Entry.objects.filter(pk=entry.pk).update(body_html="<p>后来改写的一句话。</p>")
    response = guest().get(page(issued))
    assert "后来改写的一句话" not in text_of(response)
    assert shown(response) == [True, False, False]
    assert "was changed after you were invited" in text_of(response)
    assert 'value="approved"' not in text_of(response)
    assert 'value="remarked"' in text_of(response)


@pytest.mark.parametrize("scope", ["part", "issue"])
def test_a_part_or_issue_that_moved_on_is_not_shown_at_all(cast: Cast, issue: Issue, scope: str) -> None:
    issued = invited(issue, scope, by=cast.chief)
    Entry.objects.filter(pk=entries_of(issue)[0].pk).update(body_html="<p>后来改写的一句话。</p>")
    response = guest().get(page(issued))
    assert shown(response) == [False, False, False]
    assert "后来改写的一句话" not in text_of(response)
    assert 'value="approved"' not in text_of(response)


def test_pictures_come_with_the_page_and_from_nowhere_else(cast: Cast, issue: Issue) -> None:
    digest = store.drafts().put(png())
    entry = entries_of(issue)[0]
    figure = f'<p>如图。</p><figure><img alt="示意图" data-digest="{digest}"></figure>'
    Entry.objects.filter(pk=entry.pk).update(body_html=figure)
    text = text_of(guest().get(page(invited(issue, "entry", by=cast.chief))))
    assert '<img alt="示意图" src="data:image/png;base64,' in text
    assert not re.findall(r'<(?:script|iframe|object|embed)\b|(?:src|href)="(?:https?:)?//[^"]*\.(?:js|css)', text)


def test_looking_changes_nothing(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    before = rows()
    for _time in range(3):
        assert guest().get(page(issued)).status_code == 200
        assert guest().head(page(issued)).status_code == 200
    for method in ("put", "delete", "patch", "options"):
        assert getattr(guest(), method)(page(issued)).status_code == 405
    assert rows() == before


def test_an_answer_is_given_without_an_account(cast: Cast, issue: Issue) -> None:
    signed_up_to(issue, cast.reviewer1, cast.reviewer2)
    issued = invited(issue, by=cast.chief)
    response = guest().post(page(issued), {"answer": APPROVED, "remark": "同意。"})
    assert response.status_code == 200
    assert "Your approval is recorded" in text_of(response)
    assert SignOff.objects.get(guest_name="王工").remark == "同意。"
    assert guest().get(page(issued)).status_code == 404


def test_a_return_without_a_remark_is_asked_for_one_and_keeps_the_link(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    before = rows()
    response = guest().post(page(issued), {"answer": RETURNED, "remark": " "})
    assert "Write in the remark" in text_of(response)
    assert rows() == before
    assert "goes back" in text_of(guest().post(page(issued), {"answer": RETURNED, "remark": "有误。"}))


def test_what_was_typed_stays_when_an_answer_is_refused(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    response = guest().post(page(issued), {"answer": APPROVED, "remark": "同意，但第二段宜改。"})
    assert "同意，但第二段宜改。" in text_of(response)
    assert "cannot be done at present; please ask 朱主编" in text_of(response)
    assert "still lacks" not in text_of(response)
    assert not SignOff.objects.exists()
    assert guests.held_by(issued.token)


def test_an_answer_that_there_is_not_is_refused(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    for posted in ({}, {"answer": "released"}, {"answer": ""}):
        assert guest().post(page(issued), posted).status_code == 200
    assert guests.held_by(issued.token)


def test_every_dead_link_answers_alike(cast: Cast, issue: Issue, django_assert_num_queries: Any) -> None:
    issued = {name: invited(issue, by=cast.chief) for name in ("answered", "revoked", "expired")}
    guests.answer(issued["answered"].link, REMARKED, remark="好。")
    guests.revoke(issued["revoked"].link, by=cast.chief)
    GuestLink.objects.filter(pk=issued["expired"].link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    tokens = [*(each.token for each in issued.values()), "no-such-token", "x" * 43, "x" * 5000, "%00"]
    answers = set()
    for token in tokens:
        for method in ("get", "post"):
            with django_assert_num_queries(1):
                response = getattr(guest(), method)(page(token), {"answer": APPROVED} if method == "post" else {})
            body = text_of(response).replace(token, "").replace(token.replace("%", "%25"), "")
            answers.add((response.status_code, re.sub(r'value="[\w/%-]*"', "", body), response["Cache-Control"]))
    assert len(answers) == 1
    assert not SignOff.objects.exists()


def test_the_page_is_kept_by_nobody_and_runs_nothing(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    for response in (
        guest().get(page(issued)),
        guest().get(page("no-such-token")),
        guest().post(page(issued), {"answer": REMARKED, "remark": "好。"}),
    ):
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Frame-Options"] == "DENY"
        policy = response["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert "script" not in policy
        assert "<script" not in text_of(response)


def test_the_page_has_nothing_of_the_desk(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    client = guest()
    client.force_login(cast.chief)
    for asking in (guest(), client):
        text = text_of(asking.get(page(issued)))
        assert set(re.findall(r'href="(/desk/[^"]*)"', text)) == set()
        assert "desk-nav" not in text


def test_a_forged_form_is_refused(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    client = Client(enforce_csrf_checks=True)
    assert client.post(page(issued), {"answer": REMARKED, "remark": "好。"}).status_code == 403
    form = client.get(page(issued)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.partition("guest-answer")[2])
    assert token is not None
    fields = {"answer": REMARKED, "remark": "好。", "csrfmiddlewaretoken": token[1]}
    assert client.post(page(issued), fields, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(page(issued), fields).status_code == 200


def test_hostile_words_of_the_desk_and_of_the_guest_stay_words(cast: Cast, issue: Issue) -> None:
    signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1)
    hostile = "<script>alert(1)</script>\"'{{ x }}"
    issued = invited(issue, by=cast.chief, name=hostile)
    text = guest().post(page(issued), {"answer": RETURNED, "remark": ""}).content.decode()
    assert "<script>alert" not in text
    text = guest().post(page(issued), {"answer": "x", "remark": f"</textarea>{hostile}"}).content.decode()
    assert "<script>alert" not in text
    assert "{{ x }}" in text
