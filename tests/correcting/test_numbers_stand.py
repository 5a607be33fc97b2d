from __future__ import annotations

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries, outline
from editorial.intake import accept, placing, taking
from editorial.models import Entry, Issue
from editorial.publishing import correcting, press
from editorial.review import suggesting, workflow
from tests import builders
from tests.builders import entries_of, open_issue, refreshed
from tests.cast import Cast
from tests.correcting import way

pytestmark = pytest.mark.django_db


def test_only_what_is_taken_up_may_be_changed(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    workflow.send_back(entry, by=cast.reviewer1, remark="请改。")
    present = Entry.objects.get(pk=entry.pk)
    with pytest.raises(Refused, match="Take it up"):
        entries.revise(present, {"title": "另一个题目"}, by=cast.writer, seen_version=present.version)
    correcting.take_up(present, by=cast.editor)
    present = Entry.objects.get(pk=entry.pk)
    entries.revise(present, {"title": "另一个题目"}, by=cast.writer, seen_version=present.version)


def test_numbers_never_shift_after_a_release(cast: Cast, masthead: Masthead, released: Issue) -> None:
    open_issue(masthead, by=cast.writer, number=8, entries=0)
    way.begin(released, cast)
    entry, seen = entries_of(released)[0], refreshed(released).version
    for act in (
        lambda: outline.move(entry, entry.section, 2, by=cast.editor, seen_version=seen),
        lambda: outline.hold_over(entry, by=cast.editor, seen_version=seen),
        lambda: entries.add(entry.section, builders.notice(9), by=cast.editor),
    ):
        with pytest.raises(Refused, match="keep their places and numbers"):
            act()


def test_nothing_is_held_over_into_an_issue_that_has_appeared(cast: Cast, masthead: Masthead, released: Issue) -> None:
    earlier = open_issue(masthead, by=cast.writer, number=6)
    way.begin(released, cast)
    entry = entries_of(earlier)[0]
    with pytest.raises(Refused, match="no open issue"):
        outline.hold_over(entry, by=cast.editor, seen_version=refreshed(earlier).version)


def test_entries_that_moved_all_the_same_block_the_release(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    first, second, _news = entries_of(released)
    Entry.objects.filter(pk=second.pk).update(section=first.section)
    assert "moved" in way.codes(released)


def test_the_printed_number_of_the_issue_stays(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    outline.revise_issue(released, {"number_label": "第8期"}, by=cast.editor, seen_version=refreshed(released).version)
    assert "moved" in way.codes(released)


def test_a_suggestion_of_before_the_release_changes_nothing_that_is_not_taken_up(
    cast: Cast, masthead: Masthead, unrendered: None
) -> None:
    issue = builders.signed_issue(cast, masthead)
    entry = entries_of(issue)[0]
    made = suggesting.propose(entry, {"title": "另一个题目"}, by=cast.reviewer1, seen_version=entry.version)
    assert made is not None
    press.release(refreshed(issue), by=cast.chief)
    way.begin(refreshed(issue), cast)
    with pytest.raises(Refused, match="Take it up"):
        suggesting.take_over(made, by=cast.writer)


def test_late_material_is_not_placed_into_what_has_appeared(cast: Cast, masthead: Masthead, released: Issue) -> None:
    way.begin(released, cast)
    document = accept.receive(
        "知识产权信息篇\n国家级\n1、一项通知\n现予发布。".encode(), "来稿.txt", masthead, by=cast.writer
    )
    refs = [each.ref for each in taking.found_in(document)]
    with pytest.raises(Refused, match="keep their places and numbers"):
        placing.place(document, refs, entries_of(released)[0].section, by=cast.writer)
