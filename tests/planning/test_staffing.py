from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bulletin.models import Masthead
from editorial.drafting import opening
from editorial.models import Deputy, Membership, Part, Stage, User
from editorial.review import planning, staffing
from editorial.review.facts import ISSUE as FRAME
from editorial.review.facts import Facts, Target, gather
from editorial.review.planning import MUTUAL, THREE, TWO, Line
from editorial.review.staffing import Need
from tests import builders
from tests.cast import Cast, make_masthead, make_user

Role = Membership.Role


def join(person: User, masthead: Masthead, *held: str, part_code: str = "") -> None:
    for role in held:
        Membership.objects.create(user=person, masthead=masthead, role=role, part_code=part_code)


def said(masthead: Masthead, lines: Iterable[Line]) -> list[str]:
    return [str(sentence) for sentence in staffing.unstaffed(masthead, list(lines))]


@pytest.fixture
def office(db: None) -> Masthead:
    return make_masthead("small", "小刊")


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (MUTUAL, 2),
        (TWO, 3),
        (THREE, 4),
        (planning.with_proofreading(THREE), 5),
        (planning.with_proofreading(MUTUAL), 3),
        (planning.with_department(THREE), 4),
        ([replace(line, shares_signer=True) for line in THREE], 2),
    ],
)
def test_a_plan_says_how_many_people_it_needs(lines: list[Line], count: int) -> None:
    assert staffing.people_needed(lines) == count


def test_a_whole_cast_can_follow_every_preset(cast: Cast, masthead: Masthead) -> None:
    for _label, lines in planning.PRESETS.values():
        assert said(masthead, planning.with_proofreading(lines)) == []


def test_two_people_who_hold_both_roles_review_each_other(office: Masthead) -> None:
    for name in ("a", "b"):
        join(make_user(name), office, Role.EDITOR, Role.FIRST_REVIEWER, Role.CHIEF)
    assert said(office, MUTUAL) == []
    assert said(office, TWO) == [
        "“终审”: nobody is left to sign once the submitter and the signers of the other stages are taken."
    ]


def test_two_people_of_whom_one_alone_may_submit_review_one_way(office: Masthead) -> None:
    join(make_user("a"), office, Role.WRITER)
    join(make_user("b"), office, Role.FIRST_REVIEWER, Role.CHIEF)
    assert said(office, MUTUAL) == []


def test_two_people_with_one_role_each_lack_a_second_signer(office: Masthead) -> None:
    join(make_user("a"), office, Role.CHIEF)
    join(make_user("b"), office, Role.FIRST_REVIEWER)
    assert len(said(office, MUTUAL)) == 1


def test_one_person_alone_is_told_that_only_a_release_without_review_remains(office: Masthead) -> None:
    join(make_user("a"), office, Role.EDITOR, Role.FIRST_REVIEWER, Role.CHIEF)
    assert said(office, MUTUAL) == [str(staffing.ALONE)]
    assert "release without review" in str(staffing.ALONE)


def test_a_role_that_nobody_holds_is_named(cast: Cast, masthead: Masthead) -> None:
    Membership.objects.filter(role=Role.SECOND_REVIEWER).delete()
    assert said(masthead, THREE) == ["“复审”: nobody here holds the role “second reviewer”."]


def test_whoever_has_left_or_lost_the_role_does_not_count(cast: Cast, masthead: Masthead) -> None:
    User.objects.filter(pk=cast.reviewer1.pk).update(is_active=False)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.reviewer2).update(to_on=yesterday)
    assert len(said(masthead, THREE)) == 2


def test_a_deputy_counts_for_the_days_and_stages_named(cast: Cast, masthead: Masthead) -> None:
    today = timezone.localdate()
    spare = make_user("spare", role=Role.WRITER, masthead=masthead)
    row = Deputy.objects.create(
        masthead=masthead,
        principal=cast.chief,
        deputy=spare,
        stage_codes=["final"],
        from_on=today,
        to_on=today,
        by=cast.chief,
        at=timezone.now(),
    )
    posts = [post for post in staffing.posts_at(masthead) if post.user_id == spare.pk and post.is_deputy]
    final = planning.live(masthead)[-1]
    assert [post.signs(final, "") for post in posts] == [True]
    assert not any(post.signs(replace(THREE[2], code="other"), "") for post in posts)
    Deputy.objects.filter(pk=row.pk).update(ended_at=timezone.now())
    assert not [post for post in staffing.posts_at(masthead) if post.is_deputy]


def test_a_reviewer_of_one_part_leaves_the_other_parts_without(cast: Cast, masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.writer)
    Membership.objects.filter(user=cast.reviewer2).update(part_code="news")
    assert said(masthead, THREE) == [
        "“复审”: nobody is left to sign once the submitter and the signers of the other stages are taken."
    ]
    join(make_user("other"), masthead, Role.SECOND_REVIEWER, part_code="policy")
    assert said(masthead, THREE) == []


def test_the_department_of_a_part_is_looked_for_where_it_asks(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    lines = planning.with_department(THREE)
    assert said(masthead, lines) == []
    Part.objects.filter(issue=issue, code="news").update(asks_sign_off=True)
    assert said(masthead, lines) == ["“部门审签”: nobody holds the role “second reviewer” for the part “资讯篇”."]
    join(make_user("other"), masthead, Role.SECOND_REVIEWER, part_code="news")
    assert said(masthead, lines) == []


def test_nobody_is_left_once_the_only_reviewer_edited_the_entry(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.reviewer1)
    facts, target = first_entry(issue.pk)
    entry = facts.row(target)
    assert [str(each) for each in staffing.nobody_left(facts, target)] == [
        f"As it now is, nobody is left who may sign “{entry}” at “初审”."
    ]
    join(make_user("second"), masthead, Role.FIRST_REVIEWER)
    assert staffing.nobody_left(*first_entry(issue.pk)) == []


def test_an_entry_of_somebody_else_has_its_reviewer(cast: Cast, masthead: Masthead) -> None:
    assert staffing.nobody_left(*first_entry(builders.submitted_issue(cast, masthead).pk)) == []


def test_one_reviewer_cannot_sign_an_entry_twice(cast: Cast, masthead: Masthead) -> None:
    Stage.objects.filter(plan__masthead=masthead, code="second").update(scope="entry", role=Role.FIRST_REVIEWER)
    facts, target = first_entry(builders.submitted_issue(cast, masthead).pk)
    assert len(staffing.nobody_left(facts, target)) == 1
    Stage.objects.filter(plan__masthead=masthead).update(shares_signer=True)
    assert staffing.nobody_left(*first_entry(facts.issue.pk)) == []


def test_nobody_is_left_for_the_issue_that_its_only_chief_opened(cast: Cast, masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.writer)
    by_editor = opening.open_next(masthead, by=cast.editor)
    assert staffing.nobody_left(gather(by_editor.pk), FRAME) == []
    by_chief = opening.open_next(masthead, by=cast.chief)
    assert [str(each) for each in staffing.nobody_left(gather(by_chief.pk), FRAME)] == [
        f"As it now is, nobody is left who may sign “{by_chief}” at “终审”."
    ]


def first_entry(issue_id: int) -> tuple[Facts, Target]:
    facts = gather(issue_id)
    return facts, next(target for target in facts.rows if target.entry_id is not None)


def by_trying_all(needs: list[Need]) -> bool:
    """The rule said plainly: give every need one person; who meets a need that is not shared meets no other."""
    for chosen in itertools.product(*(need.people for need in needs)):
        pairs = itertools.combinations(zip(needs, chosen, strict=True), 2)
        if all(one != other or (need.shares and also.shares) for (need, one), (also, other) in pairs):
            return True
    return False


@given(
    st.lists(st.tuples(st.frozensets(st.integers(1, 5), max_size=4), st.booleans()), min_size=1, max_size=5).map(
        lambda rows: [Need(at, people, shares) for at, (people, shares) in enumerate(rows)]
    )
)
def test_people_are_found_exactly_where_trying_all_finds_them(needs: list[Need]) -> None:
    assert staffing.feasible(needs) == by_trying_all(needs)
