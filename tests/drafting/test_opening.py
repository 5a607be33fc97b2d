from __future__ import annotations

from datetime import date

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import opening
from editorial.models import Issue
from tests.builders import FRONT, open_issue, parts
from tests.cast import Cast


def test_the_next_issue_joins_the_previous_one(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    issue = opening.open_next(masthead, by=cast.editor)
    assert (issue.number, issue.year_number, issue.state) == (8, 8, Issue.State.OPEN)
    issue.refresh_from_db()
    assert (issue.covers_from_on, issue.covers_to_on) == (date(2026, 2, 16), date(2026, 2, 22))
    assert (issue.dated_on, issue.next_dated_on) == (date(2026, 2, 23), date(2026, 3, 2))


def test_parts_sections_and_departments_come_along_without_entries(cast: Cast, masthead: Masthead) -> None:
    previous = open_issue(masthead, by=cast.writer)
    issue = opening.open_next(masthead, by=cast.editor)
    columns = ("position", "code", "title", "compiler")
    assert list(issue.parts.values_list(*columns)) == list(previous.parts.values_list(*columns))
    sections = [[section.title for section in part.sections.all()] for part in issue.parts.all()]
    assert sections == [["国家级", "地方级"], ["资讯"]]
    assert not any(section.entries.exists() for part in issue.parts.all() for section in part.sections.all())


def test_each_part_keeps_its_own_coverage_window(cast: Cast, masthead: Masthead) -> None:
    part = open_issue(masthead, by=cast.writer).parts.get(code="policy")
    part.__class__.objects.filter(pk=part.pk).update(covers_to_on=date(2026, 2, 13))
    issue = opening.open_next(masthead, by=cast.editor)
    windows = [(each.covers_from_on, each.covers_to_on) for each in issue.parts.all()]
    assert windows == [(date(2026, 2, 14), date(2026, 2, 20)), (date(2026, 2, 16), date(2026, 2, 22))]


def test_the_count_in_the_year_begins_again_in_a_new_year(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer, year_number=52, dated_on="2026-12-28", next_dated_on=None)
    assert opening.open_next(masthead, by=cast.editor).year_number == 1


def test_a_number_is_taken_once(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    with pytest.raises(Refused):
        opening.create(masthead, FRONT, parts(), by=cast.editor)
    assert Issue.objects.count() == 1


def test_a_masthead_without_issues_has_nothing_to_go_on_from(cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused):
        opening.open_next(masthead, by=cast.editor)


def test_only_those_who_may_open_do(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    for person in (cast.writer, cast.reviewer1, cast.auditor, cast.nobody):
        with pytest.raises(Refused):
            opening.open_next(masthead, by=person)
