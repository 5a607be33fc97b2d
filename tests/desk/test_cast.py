from __future__ import annotations

from bulletin.models import Masthead
from editorial.review import readiness
from editorial.review.facts import gather
from tests import builders
from tests.cast import Cast


def test_a_signed_issue_is_ready_for_release(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    assert readiness.blockers(gather(issue.pk)) == []


def test_an_issue_of_thirty_entries_has_thirty(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer, entries=30)
    assert len(builders.entries_of(issue)) == 30
