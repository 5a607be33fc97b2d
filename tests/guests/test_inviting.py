from __future__ import annotations

import hashlib
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import guests
from editorial.models import AuditEntry, Entry, GuestLink, Issue, Membership, User
from editorial.review import workflow
from editorial.review.facts import gather
from tests.builders import entries_of, open_issue, submitted_issue
from tests.cast import Cast, make_user
from tests.guests.inviting import invited, signed_up_to, target_of


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return submitted_issue(cast, masthead)


def test_a_token_has_256_bits_and_only_its_digest_is_kept(cast: Cast, issue: Issue) -> None:
    first, second = invited(issue, by=cast.chief), invited(issue, by=cast.chief)
    assert first.token != second.token
    assert len(first.token) >= 43
    assert first.link.token_digest == hashlib.sha256(first.token.encode()).hexdigest()
    row = GuestLink.objects.values().get(pk=first.link.pk)
    assert first.token not in str(row)
    assert first.token not in str(list(AuditEntry.objects.values()))


def test_a_link_works_for_three_days_unless_another_number_is_given(cast: Cast, issue: Issue) -> None:
    links = [invited(issue, by=cast.chief).link, invited(issue, by=cast.chief, days=30).link]
    assert [link.expires_at - link.at for link in links] == [timedelta(days=3), timedelta(days=30)]


@pytest.mark.parametrize("days", [0, -1, 31, 365])
def test_no_link_works_for_longer_than_a_month(cast: Cast, issue: Issue, days: int) -> None:
    with pytest.raises(Refused, match="30 days"):
        invited(issue, by=cast.chief, days=days)


@pytest.mark.parametrize(
    "name", ["writer", "editor", "proofreader", "reviewer1", "reviewer2", "auditor", "subscription_manager", "nobody"]
)
def test_only_a_chief_invites(cast: Cast, issue: Issue, name: str) -> None:
    with pytest.raises(Refused, match="Only a chief"):
        invited(issue, by=getattr(cast, name))
    assert not GuestLink.objects.exists()


def test_the_chief_of_another_masthead_invites_nobody(issue: Issue, other_masthead: Masthead) -> None:
    with pytest.raises(Refused, match="Only a chief"):
        invited(issue, by=make_user("elsewhere", role="chief", masthead=other_masthead))


def test_a_chief_invites_only_for_a_stage_that_they_could_sign_themself(cast: Cast, issue: Issue) -> None:
    for scope in ("entry", "part"):
        with pytest.raises(Refused, match="do not hold the role"):
            invited(issue, scope, by=cast.chief)
    Membership.objects.create(user=cast.chief, masthead=issue.masthead, role="first_reviewer")
    assert invited(issue, "entry", by=cast.chief)


def test_whoever_submitted_a_text_sends_it_to_no_guest(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    workflow.submit(issue, by=cast.chief)
    with pytest.raises(Refused, match="You submitted"):
        invited(issue, by=cast.chief)


def test_whoever_changed_a_text_sends_it_to_no_guest(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.chief)
    workflow.submit(issue, by=cast.editor)
    with pytest.raises(Refused, match="You changed"):
        invited(issue, by=cast.chief)


def test_whoever_signed_another_stage_sends_it_to_no_guest(cast: Cast, issue: Issue) -> None:
    Membership.objects.create(user=cast.chief, masthead=issue.masthead, role="first_reviewer")
    signed_up_to(issue, cast.chief)
    with pytest.raises(Refused, match="one person signs at one stage"):
        invited(issue, by=cast.chief)


def test_what_is_not_in_review_is_sent_to_no_guest(cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused, match="not been submitted"):
        invited(open_issue(masthead, by=cast.writer), by=cast.chief)


def test_what_is_signed_already_is_sent_to_no_guest(cast: Cast, issue: Issue) -> None:
    signed_up_to(issue, cast.reviewer1, cast.reviewer2, cast.chief)
    with pytest.raises(Refused, match="is signed at"):
        invited(issue, by=make_user("chief2", role="chief", masthead=issue.masthead))


def test_a_link_may_be_made_while_earlier_stages_still_read(cast: Cast, issue: Issue) -> None:
    assert invited(issue, by=cast.chief).link.digest == gather(issue.pk).assembled.digest


def test_a_link_is_for_the_text_that_was_offered_and_no_other(cast: Cast, issue: Issue) -> None:
    before = gather(issue.pk)
    Issue.objects.filter(pk=issue.pk).update(title="改过的题名")
    with pytest.raises(Refused, match="Somebody else changed"):
        invited(issue, by=cast.chief, seen_digest=before.assembled.digest)


def test_a_stage_sends_out_only_what_it_covers(cast: Cast, issue: Issue) -> None:
    facts = gather(issue.pk)
    target = target_of(facts, "entry")
    with pytest.raises(Refused, match="does not sign"):
        guests.invite(issue, facts.stages[-1], target, name="王工", by=cast.chief, seen_digest=facts.digest(target))


@pytest.mark.parametrize("name", ["", "  "])
def test_a_guest_has_a_name(cast: Cast, issue: Issue, name: str) -> None:
    with pytest.raises(Refused, match="name of the guest"):
        invited(issue, by=cast.chief, name=name)


def test_whoever_has_an_account_is_no_guest(cast: Cast, issue: Issue) -> None:
    User.objects.filter(pk=cast.writer.pk).update(email="writer@example.org")
    with pytest.raises(Refused, match="belongs to an account"):
        invited(issue, by=cast.chief, email="Writer@Example.org")


def test_every_reason_is_given_at_once(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refused) as refusal:
        invited(issue, by=cast.editor, name="", days=99)
    assert len(refusal.value.reasons) == 3


def test_the_invitation_stays_in_the_trail_and_so_does_its_refusal(cast: Cast, issue: Issue) -> None:
    AuditEntry.objects.all().delete()
    link = invited(issue, by=cast.chief).link
    with pytest.raises(Refused):
        invited(issue, by=cast.editor)
    rows = AuditEntry.objects.order_by("pk").values_list("verb", "by", "refused", "after_digest")
    assert list(rows) == [("invite", cast.chief.pk, False, link.digest), ("invite", cast.editor.pk, True, "")]
    assert "王工" in AuditEntry.objects.earliest("pk").remark


def test_the_link_is_mailed_to_the_guest_alone(
    cast: Cast, issue: Issue, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    settings.DESK_ROOT = "https://desk.example.org"
    issued = invited(issue, by=cast.chief, email="guest@example.org")
    (mail,) = mailoutbox
    message: Any = mail
    assert (message.to, message.cc, message.bcc) == (["guest@example.org"], [], [])
    assert f"https://desk.example.org/desk/guest/{issued.token}/" in message.body
    assert "王工" in message.body
    assert "朱主编" in message.body
    invited(issue, by=cast.chief)
    assert len(mailoutbox) == 1


def test_a_letter_that_does_not_go_is_said_and_the_link_is_there(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief, email="guest@exa mple.org")
    assert issued.failure
    assert guests.held_by(issued.token) == issued.link


def test_a_revoked_link_does_not_work_and_is_not_revoked_twice(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    with pytest.raises(Refused):
        guests.revoke(issued.link, by=cast.editor)
    assert guests.held_by(issued.token)
    guests.revoke(issued.link, by=cast.chief)
    assert guests.held_by(issued.token) is None
    with pytest.raises(Refused):
        guests.revoke(issued.link, by=cast.chief)
    verbs = AuditEntry.objects.filter(verb="revoke link").order_by("pk").values_list("refused", flat=True)
    assert list(verbs) == [True, False, True]


def test_a_link_ends_with_its_time(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    GuestLink.objects.update(expires_at=timezone.now())
    assert guests.held_by(issued.token) is None


def test_a_link_ends_with_the_right_of_whoever_issued_it(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    Membership.objects.filter(user=cast.chief).update(role="editor")
    assert guests.held_by(issued.token) is None
    Membership.objects.filter(user=cast.chief).update(role="chief")
    User.objects.filter(pk=cast.chief.pk).update(is_active=False)
    assert guests.held_by(issued.token) is None


def test_a_link_ends_with_the_release(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.RELEASED)
    assert guests.held_by(issued.token) is None


def test_no_text_but_the_right_token_opens_anything(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    for wrong in (
        "",
        issued.token[:-1],
        issued.token.swapcase(),
        issued.link.token_digest,
        issued.token + "=",
        "' OR 1",
    ):
        assert guests.held_by(wrong) is None
    assert Entry.objects.exists()
    assert len(entries_of(issue)) == 3
