from __future__ import annotations

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries, opening, outline
from editorial.models import Entry, Issue
from editorial.review import workflow
from tests.builders import entries_of, open_issue, refreshed
from tests.cast import Cast


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return open_issue(masthead, by=cast.writer, entries=6)


def titles(issue: Issue) -> list[list[str]]:
    sections = [section for part in issue.parts.all() for section in part.sections.all()]
    return [[entry.title for entry in section.entries.order_by("position")] for section in sections]


def test_an_entry_moves_up_down_and_into_another_part(issue: Issue, cast: Cast) -> None:
    national, local, news = titles(issue)
    first, *_middle, last = entries_of(issue)
    outline.move(first, first.section, 3, by=cast.editor, seen_version=refreshed(issue).version)
    assert titles(issue)[0] == [national[1], national[2], national[0], national[3]]
    outline.move(first, last.section, 99, by=cast.editor, seen_version=refreshed(issue).version)
    assert titles(issue) == [[national[1], national[2], national[3]], local, [*news, national[0]]]


def test_numbers_follow_the_order_by_themselves(issue: Issue, cast: Cast) -> None:
    from editorial.assembly import assemble

    first = entries_of(issue)[0]
    outline.move(first, first.section, 4, by=cast.editor, seen_version=issue.version)
    section = assemble(issue.pk).snapshot.parts[0].sections[0]
    assert [entry.number for entry in section.entries] == [1, 2, 3, 4]
    assert section.entries[3].title == first.title


def test_a_move_on_an_old_page_is_refused(issue: Issue, cast: Cast) -> None:
    before = titles(issue)
    first = entries_of(issue)[0]
    outline.move(first, first.section, 2, by=cast.editor, seen_version=issue.version)
    with pytest.raises(Refused):
        outline.move(first, first.section, 4, by=cast.editor, seen_version=issue.version)
    assert titles(issue)[0] == [before[0][1], before[0][0], *before[0][2:]]


def test_an_entry_does_not_move_into_another_issue(issue: Issue, cast: Cast, masthead: Masthead) -> None:
    other = open_issue(masthead, by=cast.writer, number=8)
    with pytest.raises(Refused):
        outline.move(entries_of(issue)[0], entries_of(other)[0].section, 1, by=cast.editor, seen_version=issue.version)


def test_what_is_held_over_stands_in_the_next_issue_as_a_draft(issue: Issue, cast: Cast, masthead: Masthead) -> None:
    workflow.submit(issue, by=cast.editor)
    following = opening.open_next(masthead, by=cast.editor)
    entry = entries_of(issue)[1]
    assert outline.hold_over(entry, by=cast.editor, seen_version=refreshed(issue).version) == following
    (moved,) = entries_of(following)
    assert (moved.pk, moved.state, moved.section.title) == (entry.pk, Entry.State.DRAFT, "国家级")
    assert not moved.submissions.filter(ended_at=None).exists()
    assert len(entries_of(issue)) == 5


def test_without_a_next_issue_nothing_is_held_over(issue: Issue, cast: Cast) -> None:
    with pytest.raises(Refused):
        outline.hold_over(entries_of(issue)[0], by=cast.editor, seen_version=issue.version)
    assert len(entries_of(issue)) == 6
    assert refreshed(issue).version == issue.version


def test_a_writer_does_not_arrange(issue: Issue, cast: Cast) -> None:
    first = entries_of(issue)[0]
    with pytest.raises(Refused):
        outline.move(first, first.section, 2, by=cast.writer, seen_version=issue.version)


def test_a_writer_at_work_does_not_stand_in_the_way_of_who_arranges(issue: Issue, cast: Cast) -> None:
    first, second, *_others = entries_of(issue)
    entries.revise(second, {"title": "写稿人改的"}, by=cast.writer, seen_version=second.version)
    outline.move(first, first.section, 2, by=cast.editor, seen_version=issue.version)
    assert titles(issue)[0][:2] == ["写稿人改的", first.title]
