from __future__ import annotations

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries, history
from editorial.models import AuditEntry, HintRule, HintTick, Issue, User
from editorial.publishing import press
from editorial.review import readiness, signing, ticking, workflow
from editorial.review.facts import gather
from editorial.review.findings import Finding
from tests import builders
from tests.cast import STAGES, Cast
from tests.readiness.hunting import found, issue_of, plain_article

LONG = f"<p>{'文' * 501}</p>"


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    """An issue whose only hint is that a long article has no basis of reuse."""
    return issue_of(masthead, plain_article(body_html=LONG), by=cast.writer)


def the_hint(issue: Issue) -> Finding:
    (each,) = found(issue)
    return each


def tick(issue: Issue, by: User) -> None:
    hint = the_hint(issue)
    ticking.tick(issue, hint.target, hint.code, hint.fingerprint, by=by)


def untick(issue: Issue, by: User) -> None:
    hint = the_hint(issue)
    ticking.untick(issue, hint.target, hint.code, hint.fingerprint, by=by)


def last_act() -> tuple[str, str, bool]:
    row = AuditEntry.objects.order_by("-pk")[0]
    return row.verb, row.by.username, row.refused


def test_a_ticked_hint_names_who_checked_it(cast: Cast, issue: Issue) -> None:
    tick(issue, cast.proofreader)
    ticked = the_hint(issue).tick
    assert ticked is not None
    assert ticked.by == cast.proofreader
    assert last_act() == ("tick", "proofreader", False)


def test_a_tick_holds_until_the_field_changes(cast: Cast, issue: Issue) -> None:
    tick(issue, cast.editor)
    entry = builders.entries_of(issue)[0]
    entries.revise(entry, {"byline": "记者乙"}, by=cast.writer, seen_version=entry.version)
    assert the_hint(issue).tick is not None
    entry.refresh_from_db()
    longer = {"body_html": LONG.replace("文", "字") + "<p>又一段</p>"}
    entries.revise(entry, longer, by=cast.writer, seen_version=entry.version)
    assert the_hint(issue).tick is None


def test_when_the_field_is_as_it_was_the_tick_holds_again(cast: Cast, issue: Issue) -> None:
    tick(issue, cast.editor)
    entry = builders.entries_of(issue)[0]
    entries.revise(entry, {"body_html": LONG + "<p>又一段</p>"}, by=cast.writer, seen_version=entry.version)
    entry.refresh_from_db()
    entries.revise(entry, {"body_html": LONG}, by=cast.writer, seen_version=entry.version)
    assert the_hint(issue).tick is not None


def test_a_tick_is_taken_back_and_the_hint_stands_open_again(cast: Cast, issue: Issue) -> None:
    tick(issue, cast.editor)
    untick(issue, cast.proofreader)
    assert the_hint(issue).tick is None
    assert last_act() == ("untick", "proofreader", False)


def test_nobody_ticks_twice_and_nobody_unticks_what_is_open(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refused, match="gone"):
        untick(issue, cast.editor)
    tick(issue, cast.editor)
    with pytest.raises(Refused, match="卞责编 has ticked"):
        tick(issue, cast.writer)
    assert HintTick.objects.count() == 1


def test_a_hint_that_changed_since_the_page_was_shown_is_not_ticked(cast: Cast, issue: Issue) -> None:
    shown = the_hint(issue)
    entry = builders.entries_of(issue)[0]
    entries.revise(entry, {"body_html": LONG + "<p>又一段</p>"}, by=cast.writer, seen_version=entry.version)
    with pytest.raises(Refused, match="changed"):
        ticking.tick(issue, shown.target, shown.code, shown.fingerprint, by=cast.editor)
    assert last_act() == ("tick", "editor", True)


def test_who_may_only_look_ticks_nothing(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refused, match="role"):
        tick(issue, cast.auditor)
    assert HintTick.objects.count() == 0


def test_a_blocker_that_is_no_hint_is_not_ticked_away(cast: Cast, issue: Issue) -> None:
    blocker = next(each for each in readiness.findings(gather(issue.pk)) if each.code == "unsigned")
    with pytest.raises(Refused, match="gone"):
        ticking.tick(issue, blocker.target, blocker.code, blocker.fingerprint, by=cast.chief)


def test_a_masthead_makes_a_hint_a_blocker_and_a_tick_settles_it(cast: Cast, issue: Issue) -> None:
    ticking.set_levels(issue.masthead, {"reuse": HintRule.Level.BLOCKER}, by=cast.chief)
    assert "reuse" in {each.code for each in readiness.blockers(gather(issue.pk))}
    tick(issue, cast.editor)
    assert "reuse" not in {each.code for each in readiness.blockers(gather(issue.pk))}


def test_the_release_heeds_a_hint_that_was_made_a_blocker(cast: Cast, issue: Issue) -> None:
    ticking.set_levels(issue.masthead, {"reuse": HintRule.Level.BLOCKER}, by=cast.chief)
    workflow.submit(issue, by=cast.editor)
    for code, signer in zip((row[0] for row in STAGES), (cast.reviewer1, cast.reviewer2, cast.chief), strict=True):
        signing.sign(issue, signing.stage_of(issue, code), by=signer)
    issue.refresh_from_db()
    with pytest.raises(Refused, match="nothing says why"):
        press.release(issue, by=cast.editor)


def test_a_plain_hint_does_not_hinder_the_release(cast: Cast, issue: Issue) -> None:
    workflow.submit(issue, by=cast.editor)
    for code, signer in zip((row[0] for row in STAGES), (cast.reviewer1, cast.reviewer2, cast.chief), strict=True):
        signing.sign(issue, signing.stage_of(issue, code), by=signer)
    assert readiness.blockers(gather(issue.pk)) == []


def test_a_hint_that_is_switched_off_is_not_looked_for(cast: Cast, issue: Issue) -> None:
    ticking.set_levels(issue.masthead, {"reuse": HintRule.Level.OFF}, by=cast.chief)
    assert found(issue) == []
    ticking.set_levels(issue.masthead, {"reuse": HintRule.Level.HINT}, by=cast.chief)
    assert len(found(issue)) == 1
    assert HintRule.objects.count() == 0


def test_only_who_governs_the_masthead_sets_its_hints(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refused, match="role"):
        ticking.set_levels(issue.masthead, {"reuse": HintRule.Level.OFF}, by=cast.editor)
    assert last_act() == ("hint rules", "editor", True)


def test_setting_what_is_set_leaves_no_trace(cast: Cast, issue: Issue) -> None:
    ticking.set_levels(issue.masthead, {"reuse": HintRule.Level.OFF}, by=cast.chief)
    before = AuditEntry.objects.count()
    ticking.set_levels(issue.masthead, {"reuse": HintRule.Level.OFF}, by=cast.chief)
    assert AuditEntry.objects.count() == before
    assert AuditEntry.objects.order_by("-pk")[0].remark == "reuse: hint → off"


def test_nothing_of_a_released_issue_is_ticked(cast: Cast, issue: Issue) -> None:
    hint = the_hint(issue)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.RELEASED)
    issue.refresh_from_db()
    with pytest.raises(Refused) as refused:
        ticking.tick(issue, hint.target, hint.code, hint.fingerprint, by=cast.editor)
    assert refused.value.reasons == [history.CLOSED]
