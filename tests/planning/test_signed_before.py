from __future__ import annotations

from dataclasses import replace

from bulletin.models import Masthead
from editorial.drafting import outline
from editorial.models import SignOff
from editorial.review import planning, workflow
from editorial.review.facts import Target
from editorial.review.planning import PROOFREADING, THREE, Line
from tests.builders import entries_of, open_issue, refreshed
from tests.cast import Cast
from tests.review.changing import change, sign, signer

FIRST, SECOND, FINAL = THREE


def revise(masthead: Masthead, *lines: Line, cast: Cast) -> None:
    masthead.plan.refresh_from_db()
    planning.revise(masthead.plan, lines, by=cast.chief, seen_version=masthead.plan.version)


def test_an_author_who_signed_above_another_does_not_stay_alone_when_that_stage_leaves_the_plan(
    cast: Cast, masthead: Masthead
) -> None:
    revise(masthead, FIRST, FINAL, cast=cast)
    issue = open_issue(masthead, by=cast.writer)
    change(entries_of(issue)[0], cast.chief, title="主编自己写的一条")
    workflow.submit(issue, by=cast.editor)
    sign(issue, "first", by=cast.reviewer1)
    sign(issue, "final", by=cast.chief)
    revise(masthead, FINAL, cast=cast)
    assert signer(issue, "final") is None
    assert SignOff.objects.get(stage__code="final").revoked_reason


def test_whoever_changed_the_front_does_not_stay_alone_when_proofreading_leaves_the_plan(
    cast: Cast, masthead: Masthead
) -> None:
    revise(masthead, FIRST, PROOFREADING, FINAL, cast=cast)
    issue = open_issue(masthead, by=cast.writer)
    outline.revise_issue(issue, {"title": "主编拟的刊名"}, by=cast.chief, seen_version=refreshed(issue).version)
    workflow.submit(issue, by=cast.editor)
    for code, person in (("first", cast.reviewer1), ("proof", cast.proofreader), ("final", cast.chief)):
        sign(issue, code, by=person)
    revise(masthead, FIRST, FINAL, cast=cast)
    assert signer(issue, "final") is None


def test_who_wrote_nothing_keeps_the_sign_off_when_a_stage_leaves_the_plan(cast: Cast, masthead: Masthead) -> None:
    revise(masthead, FIRST, FINAL, cast=cast)
    issue = open_issue(masthead, by=cast.writer)
    workflow.submit(issue, by=cast.editor)
    sign(issue, "first", by=cast.reviewer1)
    sign(issue, "final", by=cast.chief)
    revise(masthead, FINAL, cast=cast)
    assert signer(issue, "final") is not None


def test_an_ordinary_sign_off_of_a_part_is_not_taken_for_its_departments(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    workflow.submit(issue, by=cast.editor)
    sign(issue, "first", by=cast.reviewer1)
    sign(issue, "second", by=cast.reviewer2)
    revise(masthead, FIRST, replace(SECOND, on_request=True), FINAL, cast=cast)
    part = issue.parts.get(code="policy")
    assert signer(issue, "second", Target(part_id=part.pk)) is None
