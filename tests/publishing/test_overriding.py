from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused
from editorial.drafting import outline
from editorial.models import AuditEntry, Deputy, Issue, Membership, Message, Override, User
from editorial.publishing import overriding, press, scheduling
from editorial.review import signing
from editorial.review.facts import Target
from tests.builders import open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast, make_user

REASON = "终审人出差，药监局通告今日生效，必须当天发布。"
pytestmark = pytest.mark.every_database


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


@pytest.fixture
def half_signed(cast: Cast, masthead: Masthead) -> Issue:
    """The first stage took place; the second over one part of two; the final one did not."""
    issue = submitted_issue(cast, masthead)
    signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1)
    part = issue.parts.all()[0]
    signing.sign(issue, signing.stage_of(issue, "second"), by=cast.reviewer2, within=Target(part_id=part.pk))
    return refreshed(issue)


@pytest.fixture
def overridden(half_signed: Issue, cast: Cast) -> Override:
    press.release(half_signed, by=cast.chief, override_reason=REASON)
    return Override.objects.get()


def imprint(edition: Edition) -> shape.Imprint:
    found = shape.loads(bytes(edition.snapshot)).imprint
    assert found is not None
    return found


def test_a_chief_releases_without_a_sign_off_and_the_edition_is_flagged(half_signed: Issue, cast: Cast) -> None:
    edition = press.release(half_signed, by=cast.chief, override_reason=f"  {REASON}\n")
    row = Override.objects.get()
    assert (row.edition, row.issue, row.by, row.reason) == (edition, half_signed, cast.chief, REASON)
    assert imprint(edition).override == REASON
    assert row.missing == [
        "“资讯篇” still lacks its sign-off at “复审”.",
        f"“{half_signed}” still lacks its sign-off at “终审”.",
    ]
    assert refreshed(half_signed).state == Issue.State.RELEASED
    assert REASON in store.released().get(edition.html_digest).decode()
    assert "未经复核" in store.released().get(edition.html_digest).decode()


def test_only_stages_that_took_place_are_printed(overridden: Override) -> None:
    assert [(line.stage, line.by) for line in imprint(overridden.edition).sign_offs] == [("初审", "楚初审")]


def test_a_stale_sign_off_is_passed_over_and_not_printed(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    outline.revise_issue(issue, {"title": "终审之后的改动"}, by=cast.editor, seen_version=issue.version)
    edition = press.release(refreshed(issue), by=cast.chief, override_reason=REASON)
    assert [line.stage for line in imprint(edition).sign_offs] == ["初审", "复审"]
    assert any("must be reviewed again" in sentence for sentence in Override.objects.get().missing)


@pytest.mark.parametrize("name", ["writer", "editor", "reviewer1", "reviewer2", "auditor", "nobody"])
def test_nobody_but_a_chief_releases_without_review(name: str, half_signed: Issue, cast: Cast) -> None:
    with pytest.raises(Refused, match="Only a chief"):
        press.release(half_signed, by=getattr(cast, name), override_reason=REASON)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "赶时间",
        REASON[:19],
        " " * 40,
        f"{REASON[:10]}{' ' * 30}",
        f"{REASON[:10]}{'　' * 30}",
        f"{REASON[:10]}{chr(0x200B) * 30}",
        f"急{'！' * 40}",
        "啊" * 40,
        "好的" * 20,
        f"{REASON[:10]}{'。' * 20}",
        "reason reason reason",
    ],
)
def test_a_reason_is_twenty_characters_that_say_something(reason: str, half_signed: Issue, cast: Cast) -> None:
    with pytest.raises(Refused, match="Say why in 20 characters or more"):
        press.release(half_signed, by=cast.chief, override_reason=reason)
    assert not Edition.objects.exists()
    assert AuditEntry.objects.filter(verb="override", refused=True).count() == 1


@pytest.mark.parametrize("reason", [REASON[:20], "Regulation in force today", "2026年2月16日起施行，不得迟于当日发布"])
def test_twenty_characters_are_enough(reason: str) -> None:
    assert overriding.weight(reason) >= overriding.SHORTEST


def test_a_reason_too_long_for_the_imprint_is_refused(half_signed: Issue, cast: Cast) -> None:
    with pytest.raises(Refused, match="no more than 500"):
        press.release(half_signed, by=cast.chief, override_reason=REASON * 30)


def test_it_passes_over_missing_sign_offs_and_over_nothing_else(half_signed: Issue, cast: Cast) -> None:
    Issue.objects.filter(pk=half_signed.pk).update(dated_on=None)
    with pytest.raises(Refused) as refused:
        press.release(half_signed, by=cast.chief, override_reason=REASON)
    assert [str(reason) for reason in refused.value.reasons] == ["The issue has no date."]


def test_an_issue_that_nobody_submitted_is_not_released_this_way_either(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    with pytest.raises(Refused, match="has not been submitted"):
        press.release(issue, by=cast.chief, override_reason=REASON)


def test_where_nothing_is_missing_there_is_nothing_to_override(cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused, match="No sign-off is missing"):
        press.release(signed_issue(cast, masthead), by=cast.chief, override_reason=REASON)
    assert not Override.objects.exists()


def test_a_page_seen_before_a_change_overrides_nothing(half_signed: Issue, cast: Cast) -> None:
    with pytest.raises(Refused, match="Somebody else changed this"):
        press.release(half_signed, by=cast.chief, override_reason=REASON, seen_generation=half_signed.generation - 1)


def test_a_scheduled_issue_is_not_overridden_and_an_unsigned_one_not_scheduled(
    half_signed: Issue, cast: Cast, masthead: Masthead
) -> None:
    with pytest.raises(Refused, match="still lacks its sign-off"):
        scheduling.schedule(half_signed, release_at=timezone.now() + timedelta(hours=1), by=cast.chief)
    waiting = signed_issue(cast, masthead, number=8)
    scheduling.schedule(waiting, release_at=timezone.now() + timedelta(hours=1), by=cast.chief)
    with pytest.raises(Refused, match="scheduled for release"):
        press.release(waiting, by=cast.chief, override_reason=REASON)


def test_all_chiefs_are_told_and_whoever_did_it_gets_a_receipt(
    half_signed: Issue, cast: Cast, masthead: Masthead, other_masthead: Masthead
) -> None:
    second = make_user("chief2", "副主编", Membership.Role.CHIEF, masthead)
    make_user("elsewhere", "他刊主编", Membership.Role.CHIEF, other_masthead)
    press.release(half_signed, by=cast.chief, override_reason=REASON)
    told = {message.to: message for message in Message.objects.filter(event=Message.Event.OVERRIDDEN)}
    assert set(told) == {cast.chief, second}
    assert {message.remark for message in told.values()} == {REASON}
    assert told[second].by == cast.chief


def test_it_leaves_exactly_one_entry_in_the_trail(overridden: Override, cast: Cast) -> None:
    (entry,) = AuditEntry.objects.filter(verb__in=["release", "override"])
    assert (entry.verb, entry.by, entry.remark, entry.refused) == ("override", cast.chief, REASON, False)


def test_the_flag_stays_until_another_chief_answers(overridden: Override, cast: Cast, masthead: Masthead) -> None:
    second = make_user("chief2", "副主编", Membership.Role.CHIEF, masthead)
    assert list(overriding.unanswered([masthead])) == [overridden]
    overriding.answer(overridden, text="已逐条核对原文，无误。", by=second)
    overridden.refresh_from_db()
    assert (overridden.answered_by, overridden.answer) == (second, "已逐条核对原文，无误。")
    assert list(overriding.unanswered([masthead])) == []
    assert AuditEntry.objects.filter(verb="answer", by=second, refused=False).count() == 1


def test_where_there_is_one_chief_any_other_reviewer_answers(overridden: Override, cast: Cast) -> None:
    overriding.answer(overridden, text="已核对。", by=cast.reviewer1)
    overridden.refresh_from_db()
    assert overridden.answered_by == cast.reviewer1


def test_where_there_is_another_chief_a_reviewer_may_not_answer(
    overridden: Override, cast: Cast, masthead: Masthead
) -> None:
    make_user("chief2", "副主编", Membership.Role.CHIEF, masthead)
    with pytest.raises(Refused, match="another chief"):
        overriding.answer(overridden, text="已核对。", by=cast.reviewer1)


@pytest.mark.parametrize("name", ["writer", "editor", "auditor", "nobody"])
def test_who_reviews_nothing_answers_for_nothing(name: str, overridden: Override, cast: Cast) -> None:
    with pytest.raises(Refused, match="does not answer"):
        overriding.answer(overridden, text="已核对。", by=getattr(cast, name))


def as_a_second_role(chief: User, masthead: Masthead) -> None:
    Membership.objects.create(user=chief, masthead=masthead, role=Membership.Role.FIRST_REVIEWER)


def as_a_deputy(chief: User, masthead: Masthead) -> None:
    """Of the very chief who would have to answer."""
    other, today = make_user("chief2", "副主编", Membership.Role.CHIEF, masthead), timezone.localdate()
    Deputy.objects.create(
        masthead=masthead, principal=other, deputy=chief, from_on=today, to_on=today, by=other, at=timezone.now()
    )


@pytest.mark.parametrize("disguise", [as_a_second_role, as_a_deputy], ids=["another role", "deputy"])
def test_nobody_answers_for_their_own_override_in_whatever_role(
    disguise: Callable[[User, Masthead], None], overridden: Override, cast: Cast, masthead: Masthead
) -> None:
    disguise(cast.chief, masthead)
    with pytest.raises(Refused, match="somebody else must answer"):
        overriding.answer(overridden, text="已核对。", by=cast.chief)
    overridden.refresh_from_db()
    assert overridden.answered_at is None


def test_an_answer_says_something_and_is_given_once(overridden: Override, cast: Cast) -> None:
    with pytest.raises(Refused, match="Write what you looked at"):
        overriding.answer(overridden, text="  ", by=cast.reviewer1)
    overriding.answer(overridden, text="已核对。", by=cast.reviewer1)
    with pytest.raises(Refused, match="already"):
        overriding.answer(overridden, text="再核对。", by=cast.reviewer2)
