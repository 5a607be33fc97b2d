from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial.admin import panels
from editorial.drafting import outline
from editorial.models import Entry, Issue, Section
from editorial.review import signing, since
from editorial.review.facts import ISSUE, Facts, Target, gather
from tests.builders import changed_in_review, entries_of, open_issue, refreshed, signed_issue
from tests.cast import Cast


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return signed_issue(cast, masthead)


def changed(facts: Facts, target: Target) -> tuple[str, ...]:
    """In English, as beside the stale mark."""
    return tuple(each for mark in panels.marks(facts, target) for each in mark.changed)


def change(entry: Entry, cast: Cast, **changes: object) -> None:
    changed_in_review(entry, changes, suggested_by=cast.reviewer1, by=cast.editor)


def test_a_stale_mark_names_what_changed_since_it_was_given(issue: Issue, cast: Cast) -> None:
    entry = entries_of(issue)[0]
    change(entry, cast, title="改过的标题", signed_on="2026-02-09", body_html="<p>新文</p>")
    facts = gather(issue.pk)
    own = Target(entry.section.part_id, entry.pk)
    assert changed(facts, own) == ("title", "body", "signed on")
    assert changed(facts, Target(part_id=entry.section.part_id)) == ("“改过的标题” changed",)
    assert changed(facts, ISSUE) == ("“改过的标题” changed",)


def test_a_change_of_attachments_is_named_too(issue: Issue, cast: Cast) -> None:
    entry = entries_of(issue)[0]
    files = [shape.Attachment(title="新附件")]
    changed_in_review(entry, {}, suggested_by=cast.reviewer1, by=cast.editor, attachments=files)
    assert changed(gather(issue.pk), Target(entry.section.part_id, entry.pk)) == ("attachments",)


def test_what_came_moved_and_went_is_named_by_its_title(issue: Issue, cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer, number=8)
    first, second, news = entries_of(issue)
    Entry.objects.filter(pk=first.pk).update(title="甲")
    outline.move(first, second.section, 9, by=cast.editor, seen_version=refreshed(issue).version)
    assert changed(gather(issue.pk), Target(part_id=first.section.part_id)) == ("“甲” moved",)
    outline.hold_over(news, by=cast.editor, seen_version=refreshed(issue).version)
    facts = gather(issue.pk)
    assert changed(facts, Target(part_id=news.section.part_id)) == ("“第3场专题培训在北京举行” went",)
    assert changed(facts, ISSUE) == ("“甲” moved", "“第3场专题培训在北京举行” went")


def test_headings_and_front_matter_are_named_at_their_level(issue: Issue, cast: Cast) -> None:
    part = entries_of(issue)[0].section.part
    outline.revise_part(part, {"compiler": "新部门"}, by=cast.editor, seen_version=issue.version)
    section = Section.objects.filter(part=part)[0]
    outline.revise_section(section, {"title": "全国"}, by=cast.editor, seen_version=refreshed(issue).version)
    outline.revise_issue(refreshed(issue), {"title": "特刊"}, by=cast.editor, seen_version=refreshed(issue).version)
    facts = gather(issue.pk)
    assert changed(facts, Target(part_id=part.pk)) == ("compiler", "title")
    assert changed(facts, ISSUE)[0] == "title"


def test_what_holds_has_not_changed(issue: Issue) -> None:
    facts = gather(issue.pk)
    signed = facts.signed[ISSUE][0]
    assert since.sign_offs(facts, [(ISSUE, signed)]) == {signed.pk: ()}
    assert changed(facts, ISSUE) == ()


def test_a_text_that_came_back_has_not_changed(issue: Issue, cast: Cast) -> None:
    entry = entries_of(issue)[0]
    change(entry, cast, title="改")
    change(entry, cast, title=entry.title)
    assert changed(gather(issue.pk), Target(entry.section.part_id, entry.pk)) == ()


def test_many_stale_marks_cost_as_many_queries_as_one(issue: Issue, cast: Cast) -> None:
    counts = []
    for entry in entries_of(issue):
        change(entry, cast, title=f"改过的{entry.pk}")
        facts = gather(issue.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert facts.changed_since
        counts.append(len(asked))
    assert counts == [1, 1, 1]


def test_long_lists_of_changes_are_cut_short(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead, entries=9)
    for entry in entries_of(issue):
        change(entry, cast, title=f"改过的{entry.pk}")
    assert len(changed(gather(issue.pk), ISSUE)) == since.MOST_WORDS + 1
    assert signing.stage_of(issue, "final")
