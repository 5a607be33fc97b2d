from __future__ import annotations

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import guests
from editorial.models import AuditEntry, Entry, GuestLink, Issue, Membership, Message, Remark, SignOff
from editorial.publishing import press
from editorial.review import rules, signing, workflow
from editorial.review.facts import ISSUE, gather
from tests.builders import entries_of, refreshed, submitted_issue
from tests.cast import Cast, make_user
from tests.guests.inviting import invited, signed_up_to, target_of

APPROVED, RETURNED, REMARKED = "approved", "returned", "remarked"


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    """In review, signed but for its last stage."""
    issue = submitted_issue(cast, masthead)
    signed_up_to(issue, cast.reviewer1, cast.reviewer2)
    return refreshed(issue)


def first_reader_too(cast: Cast) -> None:
    for role in ("first_reviewer", "second_reviewer"):
        Membership.objects.create(
            user=cast.chief, masthead=cast.chief.memberships.get(role="chief").masthead, role=role
        )


def told() -> set[tuple[str, str]]:
    return {(row.to.username, row.event) for row in Message.objects.select_related("to")}


def test_an_approval_is_the_issuers_sign_off_with_the_guests_name(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    guests.answer(issued.link, APPROVED, remark="同意发布。")
    row = SignOff.objects.latest("pk")
    assert (row.by, row.guest_name, row.digest, row.remark) == (cast.chief, "王工", issued.link.digest, "同意发布。")
    assert row.stage == issued.link.stage
    assert row.number is not None
    assert press.release(refreshed(issue), by=cast.editor)


def test_the_issuer_counts_as_the_holder_for_four_eyes(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    first_reader_too(cast)
    facts = gather(issue.pk)
    entry = invited(issue, "entry", by=cast.chief)
    guests.answer(entry.link, APPROVED)
    signed_up_to(issue, cast.reviewer1, cast.reviewer2)
    with pytest.raises(Refused, match="one person signs at one stage"):
        signing.sign(issue, facts.stages[-1], by=cast.chief)
    with pytest.raises(Refused, match="one person signs at one stage"):
        invited(issue, by=cast.chief)


def test_what_the_issuer_did_since_they_invited_counts_at_the_answer(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    first_reader_too(cast)
    issued = invited(issue, by=cast.chief)
    signed_up_to(issue, cast.chief)
    with pytest.raises(Refused, match="one person signs at one stage"):
        guests.answer(issued.link, APPROVED)
    assert guests.held_by(issued.token)
    assert not SignOff.objects.exclude(guest_name="").exists()


def test_nothing_is_approved_before_its_earlier_stages(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    issued = invited(issue, by=cast.chief)
    with pytest.raises(Refused, match="still lacks its sign-off"):
        guests.answer(issued.link, APPROVED)
    signed_up_to(issue, cast.reviewer1, cast.reviewer2)
    guests.answer(issued.link, APPROVED)
    assert gather(issue.pk).live(issued.link.stage, ISSUE)


@pytest.mark.parametrize("given", [APPROVED, RETURNED])
def test_a_text_that_moved_on_is_neither_approved_nor_returned(cast: Cast, issue: Issue, given: str) -> None:
    issued = invited(issue, by=cast.chief)
    Issue.objects.filter(pk=issue.pk).update(title="改过的题名")
    with pytest.raises(Refused, match="was changed after you were invited"):
        guests.answer(issued.link, given, remark="好。")
    guests.answer(issued.link, REMARKED, remark="题名不妥。")
    assert Remark.objects.get().text == "题名不妥。"


def test_a_return_goes_to_the_submitter_and_names_the_guest(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    first_reader_too(cast)
    issued = invited(issue, "entry", by=cast.chief)
    Message.objects.all().delete()
    guests.answer(issued.link, RETURNED, remark="文号有误。")
    assert issued.link.entry is not None
    assert Entry.objects.get(pk=issued.link.entry.pk).state == Entry.State.RETURNED
    remark = Remark.objects.get()
    assert (remark.guest, remark.by, remark.entry, remark.text) == (
        issued.link,
        cast.chief,
        issued.link.entry,
        "文号有误。",
    )
    assert told() == {("editor", "returned"), ("chief", "guest")}


def test_the_return_of_an_issue_opens_it(cast: Cast, issue: Issue) -> None:
    guests.answer(invited(issue, by=cast.chief).link, RETURNED, remark="顺序不妥。")
    assert refreshed(issue).state == Issue.State.OPEN


def test_the_return_of_a_part_leaves_a_remark_that_must_be_settled(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    first_reader_too(cast)
    signed_up_to(issue, cast.reviewer1)
    issued = invited(issue, "part", by=cast.chief)
    guests.answer(issued.link, RETURNED, remark="此篇缺一则。")
    remark = Remark.objects.get()
    assert (remark.part, remark.must_fix, remark.guest) == (issued.link.part, True, issued.link)
    facts = gather(issue.pk)
    assert rules.unsettled(facts, target_of(facts, "part"))


@pytest.mark.parametrize("given", [RETURNED, REMARKED])
@pytest.mark.parametrize("remark", ["", "   \n"])
def test_who_does_not_approve_says_why(cast: Cast, issue: Issue, given: str, remark: str) -> None:
    issued = invited(issue, by=cast.chief)
    with pytest.raises(Refused, match="Write in the remark"):
        guests.answer(issued.link, given, remark=remark)
    assert guests.held_by(issued.token)


@pytest.mark.parametrize("given", [APPROVED, RETURNED, REMARKED])
def test_a_link_takes_one_answer(cast: Cast, issue: Issue, given: str) -> None:
    issued = invited(issue, by=cast.chief)
    guests.answer(issued.link, given, remark="好。")
    before = Remark.objects.count(), SignOff.objects.count()
    for again in (APPROVED, RETURNED, REMARKED):
        with pytest.raises(Refused, match="answered or revoked already"):
            guests.answer(issued.link, again, remark="再说一句。")
    assert (Remark.objects.count(), SignOff.objects.count()) == before
    assert GuestLink.objects.get().answer == given


@pytest.mark.parametrize("change", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_dead_link_changes_nothing(cast: Cast, issue: Issue, change: dict[str, object]) -> None:
    issued = invited(issue, by=cast.chief)
    GuestLink.objects.update(**change)
    with pytest.raises(Refused, match="answered or revoked already"):
        guests.answer(issued.link, APPROVED)
    assert not SignOff.objects.exclude(guest_name="").exists()


def test_whoever_is_no_chief_any_more_answers_through_no_guest(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    Membership.objects.filter(user=cast.chief).update(role="second_reviewer")
    with pytest.raises(Refused, match="answered or revoked already"):
        guests.answer(issued.link, APPROVED)


def test_what_is_locked_or_released_takes_no_answer(cast: Cast, issue: Issue) -> None:
    issued = invited(issue, by=cast.chief)
    for state in (Issue.State.SCHEDULED, Issue.State.RELEASED):
        Issue.objects.filter(pk=issue.pk).update(state=state)
        with pytest.raises(Refused):
            guests.answer(issued.link, REMARKED, remark="好。")
    assert not Remark.objects.exists()


@pytest.mark.parametrize(("given", "verb"), [(APPROVED, "sign final"), (RETURNED, "return"), (REMARKED, "remark")])
def test_an_answer_is_one_entry_of_the_trail_that_names_the_guest(
    cast: Cast, issue: Issue, given: str, verb: str
) -> None:
    issued = invited(issue, by=cast.chief)
    last = AuditEntry.objects.latest("pk").pk
    guests.answer(issued.link, given, remark="好。")
    entry = AuditEntry.objects.get(pk__gt=last)
    assert (entry.verb, entry.by, entry.refused) == (verb, cast.chief, False)
    assert (entry.before_digest, entry.after_digest) == (issued.link.digest, issued.link.digest)
    assert entry.remark == "王工: 好。"


def test_a_refused_answer_is_one_refused_entry(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    issued = invited(issue, by=cast.chief)
    last = AuditEntry.objects.latest("pk").pk
    with pytest.raises(Refused):
        guests.answer(issued.link, APPROVED)
    entry = AuditEntry.objects.get(pk__gt=last)
    assert (entry.verb, entry.by, entry.refused) == ("sign final", cast.chief, True)


@pytest.mark.parametrize("given", [APPROVED, REMARKED])
def test_the_issuer_and_the_writers_hear_of_an_answer(cast: Cast, masthead: Masthead, given: str) -> None:
    issue = submitted_issue(cast, masthead)
    first_reader_too(cast)
    make_user("outsider", role="writer", masthead=masthead)
    issued = invited(issue, "entry", by=cast.chief)
    Message.objects.all().delete()
    guests.answer(issued.link, given, remark="好。")
    assert told() == {(name, "guest") for name in ("chief", "writer", "editor")}
    message = Message.objects.filter(to=cast.writer).get()
    assert "王工" in message.remark
    assert "好。" in message.remark
    assert message.entry == entries_of(issue)[0]


def test_a_recalled_text_is_not_approved(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    issued = invited(issue, by=cast.chief)
    workflow.recall(issue, by=cast.editor)
    with pytest.raises(Refused, match="not been submitted"):
        guests.answer(issued.link, APPROVED)
