from __future__ import annotations

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import Issue, Part, Stage
from editorial.review import readiness, rules
from editorial.review.facts import Target, gather
from tests.builders import entries_of, submitted_issue
from tests.cast import Cast
from tests.review.changing import also, must_fix, sign, target_of


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    """The policy part asks for its department, which the plan signs between the second review and the final one."""
    Stage.objects.filter(plan__masthead=masthead, code="final").update(position=4)
    Stage.objects.create(
        plan=masthead.plan,
        position=3,
        code="department",
        name="部门会签",
        scope="part",
        role="second_reviewer",
        on_request=True,
    )
    found = submitted_issue(cast, masthead)
    Part.objects.filter(issue=found, code="policy").update(asks_sign_off=True)
    sign(found, "first", by=cast.reviewer1)
    sign(found, "second", by=cast.reviewer2)
    return found


def test_only_a_part_that_asks_is_signed_by_its_department(cast: Cast, masthead: Masthead, issue: Issue) -> None:
    also(cast.nobody, masthead, "second_reviewer", part_code="policy")
    with pytest.raises(Refused, match="“政策法规篇” still lacks its sign-off at “部门会签”"):
        sign(issue, "final", by=cast.chief)
    assert sign(issue, "department", by=cast.nobody) == 1
    assert sign(issue, "final", by=cast.chief) == 1
    assert readiness.blockers(gather(issue.pk)) == []


def test_nobody_but_the_parts_own_department_signs_for_it(cast: Cast, masthead: Masthead, issue: Issue) -> None:
    also(cast.nobody, masthead, "second_reviewer", part_code="news")
    also(cast.proofreader, masthead, "second_reviewer")
    also(cast.auditor, masthead, "first_reviewer", part_code="policy")
    for person in (cast.nobody, cast.proofreader, cast.auditor):
        with pytest.raises(Refused, match="do not hold the role"):
            sign(issue, "department", by=person)


def test_a_membership_of_a_department_that_ended_signs_nothing(cast: Cast, masthead: Masthead, issue: Issue) -> None:
    also(cast.nobody, masthead, "second_reviewer", part_code="policy", to_on=timezone.localdate().replace(year=2020))
    with pytest.raises(Refused, match="do not hold the role"):
        sign(issue, "department", by=cast.nobody)


def test_a_part_that_asks_where_no_stage_answers_blocks_the_release(
    cast: Cast, masthead: Masthead, issue: Issue
) -> None:
    Stage.objects.filter(code="department").update(retired_at=timezone.now())
    sentence = "“政策法规篇” asks for its department's sign-off, and the plan of review has no stage for it."
    assert sentence in [str(found) for found in readiness.blockers(gather(issue.pk))]
    part = Part.objects.get(issue=issue, code="news")
    assert rules.department_gap(part) == []
    part.asks_sign_off = True
    assert [str(reason) for reason in rules.department_gap(part)] == [sentence.replace("政策法规篇", "资讯篇")]


def test_a_demand_on_an_entry_blocks_the_entry_its_part_and_its_issue(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    entry, other, _news = entries_of(issue)
    must_fix(issue, cast.reviewer2, entry=entry)
    with pytest.raises(Refused, match="has a remark that must be settled first: 请补全施行日期。"):
        sign(issue, "first", by=cast.reviewer1, within=target_of(entry))
    assert sign(issue, "first", by=cast.reviewer1, within=target_of(other)) == 1
    facts = gather(issue.pk)
    for target in (Target(part_id=entry.section.part_id), Target()):
        assert len(rules.unsettled(facts, target)) == 1


def test_a_demand_on_a_part_blocks_the_part_and_not_its_entries(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    part = Part.objects.get(issue=issue, code="policy")
    must_fix(issue, cast.chief, part=part)
    assert sign(issue, "first", by=cast.reviewer1) == 3
    with pytest.raises(Refused, match="“政策法规篇” has a remark"):
        sign(issue, "second", by=cast.reviewer2)
    assert sign(issue, "second", by=cast.reviewer2, within=Target(part_id=Part.objects.get(code="news").pk)) == 1


def test_every_demand_is_listed_until_it_is_resolved(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    entry = entries_of(issue)[0]
    rows = [must_fix(issue, cast.reviewer2, text, entry=entry) for text in ("日期有误。", "文号有误。")]
    must_fix(issue, cast.reviewer2, "只是答复。", entry=entry, thread=rows[0])
    with pytest.raises(Refused) as refused:
        sign(issue, "first", by=cast.reviewer1, within=target_of(entry))
    assert [str(reason).rpartition(": ")[2] for reason in refused.value.reasons] == ["日期有误。", "文号有误。"]
    for row in rows:
        row.resolved_at, row.resolved_by = timezone.now(), cast.reviewer2
        row.save(update_fields=["resolved_at", "resolved_by"])
    assert sign(issue, "first", by=cast.reviewer1, within=target_of(entry)) == 1
