from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import registering
from editorial.drafting import history
from editorial.models import AuditEntry, Beat, Issue, Membership, Part, SignOff, Stage
from editorial.review import planning, signing
from editorial.review.planning import DEPARTMENT, ENTRY, ISSUE, MUTUAL, PART, PRESETS, PROOFREADING, THREE, TWO, Line
from tests import builders
from tests.cast import Cast, make_user

FIRST, SECOND, FINAL = THREE


def revise(masthead: Masthead, *lines: Line, cast: Cast) -> None:
    plan = masthead.plan
    plan.refresh_from_db()
    planning.revise(plan, lines, by=cast.chief, seen_version=plan.version)


def refused(masthead: Masthead, *lines: Line, cast: Cast) -> list[str]:
    with pytest.raises(Refused) as caught:
        revise(masthead, *lines, cast=cast)
    return [str(reason) for reason in caught.value.reasons]


def in_force(masthead: Masthead) -> tuple[Line, ...]:
    return planning.lines_of(planning.live(masthead))


def test_a_stage_whose_code_scope_and_role_stay_keeps_its_row(cast: Cast, masthead: Masthead) -> None:
    before = {stage.code: stage.pk for stage in planning.live(masthead)}
    revise(masthead, replace(FIRST, name="一审", shares_signer=True), SECOND, FINAL, cast=cast)
    after = {stage.code: stage for stage in planning.live(masthead)}
    assert {code: stage.pk for code, stage in after.items()} == before
    assert (after["first"].name, after["first"].shares_signer) == ("一审", True)


@pytest.mark.parametrize(
    "changed", [replace(SECOND, scope=ENTRY), replace(SECOND, role="chief"), replace(SECOND, code="again")]
)
def test_a_stage_that_becomes_another_is_retired_and_made_anew(cast: Cast, masthead: Masthead, changed: Line) -> None:
    old = Stage.objects.get(plan__masthead=masthead, code="second")
    revise(masthead, FIRST, changed, FINAL, cast=cast)
    old.refresh_from_db()
    assert old.retired_at is not None
    assert (old.scope, old.role, old.code) == (PART, "second_reviewer", "second")
    assert in_force(masthead) == (FIRST, changed, FINAL)


def test_stages_change_places_without_losing_their_rows(cast: Cast, masthead: Masthead) -> None:
    revise(masthead, *planning.with_proofreading(THREE), cast=cast)
    rows = {stage.code: stage.pk for stage in planning.live(masthead)}
    revise(masthead, FIRST, SECOND, FINAL, PROOFREADING, cast=cast)
    assert [stage.code for stage in planning.live(masthead)] == ["first", "second", "final", "proof"]
    assert {stage.code: stage.pk for stage in planning.live(masthead)} == rows


def test_a_sign_off_keeps_the_retired_stage_that_it_names(cast: Cast, masthead: Masthead) -> None:
    builders.signed_issue(cast, masthead)
    named = set(SignOff.objects.values_list("stage__code", flat=True))
    revise(masthead, *MUTUAL, cast=cast)
    assert set(SignOff.objects.values_list("stage__code", flat=True)) == named == {"first", "second", "final"}


def test_a_changed_plan_counts_for_the_open_issues_at_once(cast: Cast, masthead: Masthead) -> None:
    issue = builders.submitted_issue(cast, masthead)
    revise(masthead, *MUTUAL, cast=cast)
    assert signing.stage_of(issue, "mutual").name == "互审"
    with pytest.raises(Refused):
        signing.stage_of(issue, "second")


def test_a_release_page_seen_before_the_change_does_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    released = builders.open_issue(masthead, by=cast.writer, number=3)
    Issue.objects.filter(pk=released.pk).update(state=Issue.State.RELEASED)
    was = released.generation
    revise(masthead, *TWO, cast=cast)
    assert builders.refreshed(issue).generation == issue.generation + 1
    assert builders.refreshed(released).generation == was


def test_a_scheduled_issue_keeps_its_plan(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SCHEDULED)
    assert refused(masthead, *TWO, cast=cast) == [str(planning.SCHEDULED % {"issue": issue})]
    assert in_force(masthead) == THREE


def test_the_change_is_one_entry_of_the_trail_with_both_digests(cast: Cast, masthead: Masthead) -> None:
    revise(masthead, *MUTUAL, cast=cast)
    entry = AuditEntry.objects.get(verb="revise plan")
    assert (entry.by, entry.masthead, entry.refused) == (cast.chief, masthead, False)
    assert (entry.before_digest, entry.after_digest) == (planning.digest(THREE), planning.digest(MUTUAL))
    assert entry.remark == "互审 → 签发"


def test_saving_the_plan_as_it_is_changes_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    version = masthead.plan.version
    revise(masthead, *THREE, cast=cast)
    masthead.plan.refresh_from_db()
    assert masthead.plan.version == version
    assert builders.refreshed(issue).generation == issue.generation
    assert not AuditEntry.objects.filter(verb="revise plan").exists()


def test_a_plan_that_somebody_else_changed_is_not_saved_over(cast: Cast, masthead: Masthead) -> None:
    revise(masthead, *TWO, cast=cast)
    with pytest.raises(Refused) as caught:
        planning.revise(masthead.plan, MUTUAL, by=cast.chief, seen_version=1)
    assert caught.value.reasons == [history.STALE]
    assert in_force(masthead) == TWO


def test_only_a_chief_changes_the_plan(cast: Cast, masthead: Masthead) -> None:
    stranger = make_user("stranger", role=Membership.Role.CHIEF)
    for person in (cast.writer, cast.editor, cast.reviewer1, cast.reviewer2, cast.auditor, cast.nobody):
        with pytest.raises(Refused):
            planning.revise(masthead.plan, TWO, by=person, seen_version=1)
    assert AuditEntry.objects.filter(verb="revise plan", refused=True).count() == 6
    planning.revise(masthead.plan, TWO, by=stranger, seen_version=1)
    assert in_force(masthead) == TWO


def test_a_chief_of_another_masthead_does_not(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> None:
    with pytest.raises(Refused):
        planning.revise(other_masthead.plan, TWO, by=cast.chief, seen_version=1)


@pytest.mark.parametrize("key", PRESETS)
def test_every_preset_can_be_followed_with_proofreading_and_departments(
    cast: Cast, masthead: Masthead, key: str
) -> None:
    lines = planning.with_department(planning.with_proofreading(PRESETS[key][1]))
    assert planning.refusals(lines) == []
    revise(masthead, *lines, cast=cast)
    assert in_force(masthead) == lines


def test_proofreading_stands_before_the_last_stage_and_only_once(masthead: Masthead) -> None:
    lines = planning.with_proofreading(MUTUAL)
    assert [line.name for line in lines] == ["互审", "校对", "签发"]
    assert (lines[1].scope, lines[1].role) == (ISSUE, "proofreader")
    assert planning.with_proofreading(lines) == lines


def test_a_departments_stage_stands_before_the_issue_is_signed() -> None:
    assert planning.with_department(THREE) == (FIRST, SECOND, DEPARTMENT, FINAL)
    assert planning.with_department(planning.with_department(TWO)) == (FIRST, DEPARTMENT, TWO[1])


def test_everything_that_is_wrong_with_a_plan_is_said_at_once(cast: Cast, masthead: Masthead) -> None:
    bad = (
        Line("first", "终审", ISSUE, "writer"),
        Line("first", "终审", ENTRY, "chief", on_request=True),
        Line("op en", " ", PART, "chief"),
        Line("galley", "清样", PART, "chief"),
    )
    assert refused(masthead, *bad, cast=cast) == [
        "Stage 3 has no name.",
        "The code of stage 3 must be Latin letters, digits, hyphens or underscores, at most 20 of them.",
        "“galley” is a step of the weekly rhythm and cannot be the code of a stage.",
        "Two stages have the code “first”.",
        "Two stages are called “终审”.",
        "“终审”: the role “writer” signs nothing.",
        "“终审”: only a stage that signs parts can be left to the parts that ask for it.",
        "“终审” signs more than “终审”, so it must stand after it.",
    ]
    assert in_force(masthead) == THREE


def test_a_plan_without_stages_is_refused(cast: Cast, masthead: Masthead) -> None:
    assert refused(masthead, cast=cast) == [str(planning.NO_STAGE)]


def test_somebody_must_sign_the_issue_itself(cast: Cast, masthead: Masthead) -> None:
    assert refused(masthead, FIRST, SECOND, cast=cast) == [str(planning.NOTHING_FOR_ISSUE)]


def test_a_plan_has_an_end(cast: Cast, masthead: Masthead) -> None:
    many = [replace(FIRST, code=f"s{at}", name=f"初审{at}") for at in range(12)]
    assert refused(masthead, *many, FINAL, cast=cast) == ["A plan has at most 12 stages."]


def test_the_stage_that_a_part_asks_for_stays(cast: Cast, masthead: Masthead) -> None:
    revise(masthead, *planning.with_department(THREE), cast=cast)
    issue = builders.open_issue(masthead, by=cast.writer)
    part = issue.parts.get(code="news")
    Part.objects.filter(pk=part.pk).update(asks_sign_off=True)
    assert refused(masthead, *THREE, cast=cast) == [str(planning.STILL_ASKED % {"part": part, "issue": issue})]
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.RELEASED)
    revise(masthead, *THREE, cast=cast)


def test_a_new_masthead_gets_the_three_reviews_and_the_usual_week(cast: Cast) -> None:
    founder = make_user("founder", role=Membership.Role.CHIEF)
    masthead = Masthead(code="daily", title="监管日报")
    registering.keep(masthead, by=founder)
    assert in_force(masthead) == THREE
    assert list(Beat.objects.filter(masthead=masthead).values_list("name", flat=True)) == [
        "opening",
        "submission closes",
        "初审",
        "复审",
        "galley",
        "终审",
        "release",
    ]
