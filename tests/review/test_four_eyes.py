from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries, outline
from editorial.models import Issue, Membership, SignOff, User
from editorial.review import signing, workflow
from editorial.review.facts import Target, gather
from tests.builders import changed_in_review, entries_of, open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast


def sign(issue: Issue, stage: str, **options: object) -> int:
    return signing.sign(issue, signing.stage_of(issue, stage), **options)  # type: ignore[arg-type]


def also(user: User, masthead: Masthead, role: str) -> None:
    Membership.objects.create(user=user, masthead=masthead, role=role)


def reasons(refused: pytest.ExceptionInfo[Refused]) -> str:
    return str(refused.value)


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def test_three_people_sign_three_stages(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    assert sign(issue, "first", by=cast.reviewer1) == 3
    assert sign(issue, "second", by=cast.reviewer2) == 2
    assert sign(issue, "final", by=cast.chief) == 1


def test_the_submitter_may_not_sign(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    also(cast.editor, masthead, "first_reviewer")
    workflow.submit(issue, by=cast.editor)
    with pytest.raises(Refused, match="You submitted"):
        sign(issue, "first", by=cast.editor)


def test_the_author_may_not_sign_though_somebody_else_submitted(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.writer, masthead, "first_reviewer")
    with pytest.raises(Refused, match="You changed"):
        sign(issue, "first", by=cast.writer)


def test_a_reviewer_who_edits_may_not_sign_what_they_edited(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    entries.revise(entry, {"title": "改过的标题"}, by=cast.reviewer1, seen_version=entry.version)
    workflow.submit(issue, by=cast.editor)
    with pytest.raises(Refused) as refused:
        sign(issue, "first", by=cast.reviewer1)
    assert reasons(refused) == "You changed “改过的标题” since it was last signed, so somebody else must sign it."


def test_editing_an_entry_bars_nobody_from_the_part(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    entries.revise(entry, {"title": "改过的标题"}, by=cast.reviewer2, seen_version=entry.version)
    workflow.submit(issue, by=cast.editor)
    sign(issue, "first", by=cast.reviewer1)
    assert sign(issue, "second", by=cast.reviewer2) == 2


def test_arranging_a_part_bars_from_signing_it(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.reviewer2, masthead, "editor")
    first, *_rest, last = entries_of(issue)
    sign(issue, "first", by=cast.reviewer1)
    issue = refreshed(issue)
    outline.move(last, first.section, 1, by=cast.reviewer2, seen_version=issue.version)
    with pytest.raises(Refused, match="You changed"):
        sign(issue, "second", by=cast.reviewer2)


def test_one_person_with_both_roles_signs_at_one_stage_only(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.reviewer1, masthead, "second_reviewer")
    also(cast.reviewer1, masthead, "chief")
    sign(issue, "first", by=cast.reviewer1)
    with pytest.raises(Refused, match="one person signs at one stage only"):
        sign(issue, "second", by=cast.reviewer1)
    sign(issue, "second", by=cast.reviewer2)
    with pytest.raises(Refused, match="one person signs at one stage only"):
        sign(issue, "final", by=cast.reviewer1)


def test_a_role_at_another_masthead_does_not_count(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.nobody, other_masthead, "first_reviewer")
    with pytest.raises(Refused, match="do not hold the role"):
        sign(issue, "first", by=cast.nobody)


def test_the_role_of_one_stage_does_not_sign_at_another(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused, match="do not hold the role"):
        sign(issue, "first", by=cast.reviewer2)


def test_stages_are_signed_in_their_order(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused) as refused:
        sign(issue, "final", by=cast.chief)
    assert reasons(refused).count("still lacks its sign-off") == 5


def test_a_draft_is_not_signed(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    with pytest.raises(Refused, match="has not been submitted"):
        sign(issue, "first", by=cast.reviewer1)


def test_a_revoked_sign_off_counts_no_more(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    SignOff.objects.filter(by=cast.reviewer2).update(revoked_at=timezone.now())
    facts = gather(issue.pk)
    second = signing.stage_of(issue, "second")
    assert all(facts.live(second, target) is None for target in facts.targets(second))


def test_a_signer_who_edits_later_makes_their_sign_off_stale(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    entry = entries_of(issue)[0]
    workflow.send_back(entry, by=cast.chief, remark="署名有误。")
    entry = entries_of(issue)[0]
    entries.revise(entry, {"byline": "另一人"}, by=cast.reviewer1, seen_version=entry.version)
    workflow.submit(entry, by=cast.writer)
    facts = gather(issue.pk)
    assert facts.live(signing.stage_of(issue, "first"), Target(entry.section.part_id, entry.pk)) is None
    with pytest.raises(Refused, match="You changed"):
        sign(issue, "first", by=cast.reviewer1)


def test_what_was_not_seen_is_not_signed(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    seen = gather(issue.pk).assembled.digest
    entry = entries_of(issue)[0]
    changed_in_review(entry, {"title": "改过的标题"}, suggested_by=cast.proofreader, by=cast.editor)
    with pytest.raises(Refused, match="Somebody else changed this"):
        sign(issue, "first", by=cast.reviewer1, seen_digest=seen)
    assert not SignOff.objects.exists()


def test_a_membership_that_ended_grants_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.reviewer1).update(to_on=yesterday)
    with pytest.raises(Refused, match="do not hold the role"):
        sign(issue, "first", by=cast.reviewer1)


def test_a_superuser_signs_nothing_by_being_one(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    cast.nobody.is_superuser = True
    cast.nobody.save(update_fields=["is_superuser"])
    with pytest.raises(Refused, match="do not hold the role"):
        sign(issue, "first", by=cast.nobody)
