from __future__ import annotations

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries
from editorial.models import AuditEntry, Entry, Issue, Remark, Submission
from editorial.review import readiness, signing, workflow
from editorial.review.facts import gather
from tests.builders import changed_in_review, entries_of, open_issue, refreshed, signed_issue, submitted_issue
from tests.cast import Cast


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def states(issue: Issue) -> set[str]:
    return {entry.state for entry in entries_of(issue)}


def test_submitting_an_issue_submits_its_drafts(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    assert issue.state == Issue.State.SUBMITTED
    assert states(issue) == {Entry.State.SUBMITTED}
    assert Submission.objects.filter(issue=issue, ended_at=None, by=cast.editor).count() == 4


def test_an_issue_without_entries_or_date_is_refused_with_all_reasons(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer, entries=0, dated_on=None)
    with pytest.raises(Refused) as refused:
        workflow.submit(issue, by=cast.editor)
    assert [str(reason) for reason in refused.value.reasons] == [
        "The issue has no date.",
        "The issue has no entries.",
        "The part “政策法规篇” has no entries.",
        "The part “资讯篇” has no entries.",
    ]
    assert refreshed(issue).state == Issue.State.OPEN


def test_submitting_twice_is_refused(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused, match="in review already"):
        workflow.submit(issue, by=cast.editor)


def test_a_submission_is_recalled_until_its_first_sign_off(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    workflow.recall(issue, by=cast.editor)
    assert refreshed(issue).state == Issue.State.OPEN
    assert states(issue) == {Entry.State.DRAFT}
    workflow.submit(issue, by=cast.editor)
    signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1)
    with pytest.raises(Refused, match="has been signed already"):
        workflow.recall(issue, by=cast.editor)


def test_only_the_submitter_or_an_editor_recalls(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused, match="does not allow"):
        workflow.recall(issue, by=cast.writer)


def test_returning_needs_a_remark(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused, match="remark"):
        workflow.send_back(entries_of(issue)[0], by=cast.reviewer1, remark="  ")
    assert states(issue) == {Entry.State.SUBMITTED}


def test_returning_one_entry_leaves_the_others_in_review(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    first, *_others = entries_of(issue)
    workflow.send_back(first, by=cast.reviewer1, remark="请核对文号。")
    assert [entry.state for entry in entries_of(issue)] == ["returned", "submitted", "submitted"]
    assert Remark.objects.get().text == "请核对文号。"
    assert refreshed(issue).state == Issue.State.SUBMITTED


def test_a_returned_entry_is_mended_and_submitted_again(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    entry = entries_of(issue)[0]
    workflow.send_back(entry, by=cast.reviewer1, remark="请核对文号。")
    entry = entries_of(issue)[0]
    entries.revise(entry, {"number_typed": "2026年第9号"}, by=cast.writer, seen_version=entry.version)
    workflow.submit(entry, by=cast.writer)
    assert entries_of(issue)[0].state == Entry.State.SUBMITTED
    assert signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1) == 3


def test_signed_entries_are_approved_and_a_change_takes_that_away(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    assert states(issue) == {Entry.State.APPROVED}
    entry = entries_of(issue)[0]
    changed_in_review(entry, {"title": "改过的标题"}, suggested_by=cast.proofreader, by=cast.editor)
    assert entries_of(issue)[0].state == Entry.State.SUBMITTED


def test_a_writer_does_not_edit_what_is_in_review(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    entry = entries_of(issue)[0]
    with pytest.raises(Refused, match="in review"):
        entries.revise(entry, {"title": "改"}, by=cast.writer, seen_version=entry.version)


def test_a_signed_issue_is_ready(cast: Cast, masthead: Masthead) -> None:
    assert readiness.blockers(gather(signed_issue(cast, masthead).pk)) == []


def test_readiness_names_every_missing_sign_off(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    sentences = [str(each) for each in readiness.blockers(gather(issue.pk))]
    assert len(sentences) == 6
    assert sum("初审" in each for each in sentences) == 3
    assert sum("复审" in each for each in sentences) == 2
    assert sum("终审" in each for each in sentences) == 1


def test_every_mutation_leaves_one_trace(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    verbs = list(AuditEntry.objects.filter(masthead=issue.masthead).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["open", "submit", "sign first", "sign second", "sign final"]
