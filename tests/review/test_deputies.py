from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import AuditEntry, Deputy, User
from editorial.publishing import freeze
from editorial.review import deputising, workflow
from editorial.review.facts import ISSUE
from tests.builders import entries_of, open_issue, refreshed, submitted_issue
from tests.cast import Cast
from tests.review.changing import also, sign, signer

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def depute(masthead: Masthead, principal: User, deputy: User, **changes: Any) -> Deputy:
    usual: dict[str, Any] = {"from_on": TODAY - timedelta(days=1), "to_on": TODAY + timedelta(days=1), "by": principal}
    return deputising.name(masthead, principal=principal, deputy=deputy, **usual | changes)


def test_a_deputy_signs_for_somebody_and_both_are_printed(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    depute(masthead, cast.reviewer1, cast.proofreader)
    assert sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer1) == 3
    sign(issue, "second", by=cast.reviewer2)
    sign(issue, "final", by=cast.chief)
    imprint = freeze.freeze(refreshed(issue)).imprint
    assert imprint is not None
    line = imprint.sign_offs[0]
    assert (line.by, line.deputy_for) == ("焦校对", "楚初审")
    assert [each.deputy_for for each in imprint.sign_offs[1:]] == [None, None]


def test_nobody_signs_for_somebody_without_being_named(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused, match="do not stand in"):
        sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer1)


@pytest.mark.parametrize(("first", "last"), [(-5, -1), (1, 5)])
def test_a_deputy_signs_on_the_days_named_and_no_others(cast: Cast, masthead: Masthead, first: int, last: int) -> None:
    issue = submitted_issue(cast, masthead)
    row = depute(masthead, cast.reviewer1, cast.proofreader)
    days = {"from_on": TODAY + timedelta(days=first), "to_on": TODAY + timedelta(days=last)}
    Deputy.objects.filter(pk=row.pk).update(**days)
    with pytest.raises(Refused, match="do not stand in"):
        sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer1)


def test_a_deputy_signs_at_the_stages_named_and_no_others(cast: Cast, masthead: Masthead) -> None:
    also(cast.reviewer1, masthead, "second_reviewer")
    issue = submitted_issue(cast, masthead)
    depute(masthead, cast.reviewer1, cast.proofreader, stage_codes=["second"])
    with pytest.raises(Refused, match="do not stand in"):
        sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer1)
    sign(issue, "first", by=cast.reviewer1)
    assert sign(issue, "second", by=cast.proofreader, deputy_for=cast.reviewer1) == 2


def test_a_deputy_is_barred_by_what_they_did_themself(cast: Cast, masthead: Masthead) -> None:
    for person in (cast.editor, cast.writer):
        depute(masthead, cast.reviewer1, person)
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused, match="You submitted"):
        sign(issue, "first", by=cast.editor, deputy_for=cast.reviewer1)
    with pytest.raises(Refused, match="You changed"):
        sign(issue, "first", by=cast.writer, deputy_for=cast.reviewer1)


def test_one_person_does_not_sign_two_stages_for_two_others(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    for principal in (cast.reviewer1, cast.reviewer2):
        depute(masthead, principal, cast.proofreader)
    sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer1)
    with pytest.raises(Refused, match="one person signs at one stage only"):
        sign(issue, "second", by=cast.proofreader, deputy_for=cast.reviewer2)


def test_nobody_is_the_deputy_of_a_deputy(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    depute(masthead, cast.reviewer1, cast.reviewer2)
    depute(masthead, cast.reviewer2, cast.proofreader)
    with pytest.raises(Refused, match="do not stand in"):
        sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer2)
    with pytest.raises(Refused, match="do not stand in"):
        sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer1)


def test_a_reviewer_names_a_deputy_for_themself_and_a_chief_for_anybody(cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused, match="Only a reviewer for themself"):
        depute(masthead, cast.reviewer1, cast.proofreader, by=cast.reviewer2)
    assert depute(masthead, cast.reviewer1, cast.proofreader, by=cast.chief).by == cast.chief


def test_every_reason_against_a_deputyship_is_named(cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused) as refused:
        deputising.name(
            masthead,
            principal=cast.writer,
            deputy=cast.nobody,
            from_on=TODAY - timedelta(days=3),
            to_on=TODAY - timedelta(days=4),
            stage_codes=["fourth"],
            by=cast.chief,
        )
    assert [str(reason) for reason in refused.value.reasons] == [
        "吴此人 does not work at this masthead, and so cannot sign for anybody.",
        "温采编 signs at no such stage of this masthead.",
        "The last day comes before the first.",
        "These days are over.",
        "The plan of this masthead has no stage “fourth”.",
    ]
    assert AuditEntry.objects.filter(verb="depute", refused=True).count() == 1


def test_a_deputyship_that_ended_signs_nothing_and_what_was_signed_stays(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    row = depute(masthead, cast.reviewer1, cast.proofreader)
    sign(issue, "first", by=cast.proofreader, deputy_for=cast.reviewer1)
    deputising.end(row, by=cast.reviewer1)
    other = open_issue(masthead, by=cast.writer, number=8)
    workflow.submit(other, by=cast.editor)
    with pytest.raises(Refused, match="do not stand in"):
        sign(other, "first", by=cast.proofreader, deputy_for=cast.reviewer1)
    with pytest.raises(Refused, match="ended already"):
        deputising.end(row, by=cast.chief)
    sign(issue, "second", by=cast.reviewer2)
    sign(issue, "final", by=cast.chief)
    assert signer(issue, "final", ISSUE) is not None
    assert len(entries_of(issue)) == 3


def test_an_auditor_stands_in_for_nobody(cast: Cast, masthead: Masthead) -> None:
    day = timezone.localdate()
    with pytest.raises(Refused, match="does not work at this masthead"):
        deputising.name(
            masthead, principal=cast.reviewer1, deputy=cast.auditor, from_on=day, to_on=day, by=cast.reviewer1
        )
