from __future__ import annotations

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import registering
from editorial.drafting import outline
from editorial.models import Entry, Part, SignOff, Stage
from editorial.review import readiness, revoking, workflow
from editorial.review.facts import ISSUE, Target, gather
from tests.builders import entries_of, open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast
from tests.review.changing import also, change, live, plan, sign, signer, target_of


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def test_recalled_and_submitted_again_by_somebody_else_the_author_still_may_not_sign(
    cast: Cast, masthead: Masthead
) -> None:
    issue = open_issue(masthead, by=cast.writer)
    also(cast.writer, masthead, "first_reviewer")
    entry = entries_of(issue)[0]
    workflow.submit(entry, by=cast.writer)
    workflow.recall(entries_of(issue)[0], by=cast.writer)
    workflow.submit(entries_of(issue)[0], by=cast.editor)
    with pytest.raises(Refused, match="You changed"):
        sign(issue, "first", by=cast.writer, within=target_of(entry))


def test_whoever_submitted_the_issue_signs_neither_its_parts_nor_itself(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    for role in ("second_reviewer", "chief"):
        also(cast.editor, masthead, role)
    sign(issue, "first", by=cast.reviewer1)
    with pytest.raises(Refused, match="You submitted"):
        sign(issue, "second", by=cast.editor)
    sign(issue, "second", by=cast.reviewer2)
    with pytest.raises(Refused, match="You submitted"):
        sign(issue, "final", by=cast.editor)


def test_an_entry_that_another_person_signed_bars_its_author_from_nothing_above(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.editor)
    change(entries_of(issue)[0], cast.reviewer2, title="复审人起草的一条")
    workflow.submit(issue, by=cast.editor)
    sign(issue, "first", by=cast.reviewer1)
    assert sign(issue, "second", by=cast.reviewer2) == 2


def test_an_entry_that_no_stage_signs_bars_its_author_from_the_issue(cast: Cast, masthead: Masthead) -> None:
    plan(masthead, ("final", "issue", "chief"))
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    change(entry, cast.chief, title="主编自己写的一条")
    workflow.submit(issue, by=cast.editor)
    with pytest.raises(Refused, match="You changed “主编自己写的一条”"):
        sign(issue, "final", by=cast.chief)


def test_whoever_submitted_an_entry_that_no_stage_signs_does_not_sign_the_issue(cast: Cast, masthead: Masthead) -> None:
    plan(masthead, ("final", "issue", "chief"))
    issue = open_issue(masthead, by=cast.writer)
    workflow.submit(entries_of(issue)[0], by=cast.chief)
    workflow.submit(issue, by=cast.editor)
    with pytest.raises(Refused, match="You submitted “国家药监局"):
        sign(issue, "final", by=cast.chief)


def test_a_part_signed_before_an_entry_came_into_it_has_not_seen_that_entry(cast: Cast, masthead: Masthead) -> None:
    plan(masthead, ("second", "part", "second_reviewer"), ("final", "issue", "chief"))
    also(cast.chief, masthead, "second_reviewer")
    issue = open_issue(masthead, by=cast.editor)
    first, _second, news = entries_of(issue)
    change(first, cast.chief, title="主编自己写的一条")
    workflow.submit(issue, by=cast.editor)
    sign(issue, "second", by=cast.reviewer2, within=Target(part_id=news.section.part_id))
    outline.move(first, news.section, 1, by=cast.editor, seen_version=refreshed(issue).version)
    with pytest.raises(Refused, match="You changed “主编自己写的一条”"):
        sign(issue, "second", by=cast.chief, within=Target(part_id=news.section.part_id))


def test_a_text_that_comes_back_to_what_was_signed_is_signed_again(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    before = live(issue)
    entry = entries_of(issue)[0]
    change(entry, cast.editor, title="改过的标题")
    assert live(issue) < before
    change(entry, cast.editor, title=entry.title)
    assert live(issue) == before


def test_whoever_changed_a_text_and_changed_it_back_may_not_sign_it(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.editor, masthead, "first_reviewer")
    entry = entries_of(issue)[0]
    sign(issue, "first", by=cast.reviewer1)
    SignOff.objects.filter(entry=entry).update(revoked_at=timezone.now())
    change(entry, cast.reviewer1, title="改过的标题")
    change(entry, cast.reviewer1, title=entry.title)
    with pytest.raises(Refused, match="You changed"):
        sign(issue, "first", by=cast.reviewer1, within=target_of(entry))


def test_two_sign_offs_of_one_person_that_a_change_back_brings_together_do_not_both_hold(
    cast: Cast, masthead: Masthead
) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.reviewer2, masthead, "first_reviewer")
    one, two, _news = entries_of(issue)
    part = Target(part_id=one.section.part_id)
    sign(issue, "first", by=cast.reviewer1)
    sign(issue, "second", by=cast.reviewer2, within=part)
    change(two, cast.editor, title="改过的标题")
    SignOff.objects.filter(entry=one).update(revoked_at=timezone.now())
    sign(issue, "first", by=cast.reviewer2, within=target_of(one))
    change(two, cast.editor, title=two.title)
    facts = gather(issue.pk)
    names = {each.by for target, each in facts.live_sign_offs() if target in (part, target_of(one))}
    assert names == {cast.reviewer2}
    assert len([each for each in live(issue) if each[1] in (part, target_of(one))]) == 1
    also(cast.chief, masthead, "first_reviewer")
    assert sign(issue, "first", by=cast.chief, within=target_of(one)) == 1


def test_a_revoked_sign_off_is_live_nowhere_and_its_entry_waits_again(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    revoking.revoke_sign_offs(cast.reviewer1, reason="账号被盗用。", masthead=masthead, by=cast.chief)
    assert not {code for code, _target in live(issue)} & {"first"}
    assert {entry.state for entry in entries_of(issue)} == {Entry.State.SUBMITTED}
    assert "初审" in " ".join(str(found) for found in readiness.blockers(gather(issue.pk)))


def test_a_sign_off_under_a_stage_that_left_the_plan_counts_for_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    sign(issue, "first", by=cast.reviewer1)
    plan(masthead, ("again", "entry", "second_reviewer"))
    also(cast.reviewer1, masthead, "second_reviewer")
    assert live(issue) == set()
    assert sign(issue, "again", by=cast.reviewer1) == 3


def test_a_held_over_entry_is_signed_anew_in_its_next_issue(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    following = open_issue(masthead, by=cast.writer, number=8)
    entry = entries_of(issue)[0]
    outline.hold_over(entry, by=cast.editor, seen_version=refreshed(issue).version)
    assert not [each for each in live(following) if each[1].entry_id == entry.pk]
    workflow.submit(following, by=cast.editor)
    also(cast.writer, masthead, "first_reviewer")
    with pytest.raises(Refused, match="You changed"):
        sign(following, "first", by=cast.writer, within=target_of(entry))
    assert sign(following, "first", by=cast.reviewer1, within=target_of(entry)) == 1


def test_whoever_changes_the_masthead_has_changed_its_open_issues(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    masthead.notice = "转载请注明出处。"
    registering.keep(masthead, by=cast.chief)
    assert signer(issue, "final") is None
    with pytest.raises(Refused, match="You changed"):
        sign(issue, "final", by=cast.chief)


def test_somebody_who_serves_for_one_part_does_not_sign_the_issue(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.nobody, masthead, "chief", part_code="policy")
    sign(issue, "first", by=cast.reviewer1)
    sign(issue, "second", by=cast.reviewer2)
    with pytest.raises(Refused, match="do not hold the role"):
        sign(issue, "final", by=cast.nobody)


def test_two_stages_share_a_signer_only_where_both_allow_it(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    also(cast.reviewer1, masthead, "second_reviewer")
    sign(issue, "first", by=cast.reviewer1)
    Stage.objects.filter(plan__masthead=masthead, code="second").update(shares_signer=True)
    with pytest.raises(Refused, match="one person signs at one stage only"):
        sign(issue, "second", by=cast.reviewer1)
    Stage.objects.filter(plan__masthead=masthead, code="first").update(shares_signer=True)
    assert sign(issue, "second", by=cast.reviewer1) == 2


def test_a_part_that_holds_a_draft_is_not_signed(cast: Cast, masthead: Masthead) -> None:
    plan(masthead, ("second", "part", "second_reviewer"))
    issue = submitted_issue(cast, masthead)
    entry = entries_of(issue)[0]
    workflow.send_back(entry, by=cast.chief, remark="请核对文号。")
    with pytest.raises(Refused, match="has not been submitted"):
        sign(issue, "second", by=cast.reviewer2, within=Target(part_id=entry.section.part_id))


def test_what_is_returned_counts_as_signed_by_nobody_and_neither_does_what_it_lies_in(
    cast: Cast, masthead: Masthead
) -> None:
    issue = signed_issue(cast, masthead)
    entry = entries_of(issue)[0]
    workflow.send_back(entry, by=cast.chief, remark="请核对文号。")
    workflow.submit(entries_of(issue)[0], by=cast.writer)
    other = Part.objects.get(issue=issue, code="news")
    left = live(issue)
    assert ("final", ISSUE) not in left
    assert {target for code, target in left if code == "second"} == {Target(part_id=other.pk)}
    assert len([target for code, target in left if code == "first"]) == 2
