from __future__ import annotations

from datetime import date

import pytest

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries, errata, opening, outline
from editorial.drafting.proposing import Choice, Kind
from editorial.models import Correction, Entry, Issue
from editorial.publishing import correcting, undoing, withdrawing, wording
from tests import builders
from tests.builders import entries_of, open_issue, refreshed
from tests.cast import Cast
from tests.correcting import way

pytestmark = pytest.mark.django_db


def test_what_is_changed_and_not_told_blocks_the_release(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    assert "not-changed" in way.codes(released)
    correcting.take_up(entry, by=cast.editor)
    assert "not-changed" in way.codes(released)
    present = Entry.objects.get(pk=entry.pk)
    entries.revise(present, {"title": "另一个题目"}, by=cast.writer, seen_version=present.version)
    assert "no-line" in way.codes(released)
    way.worded(entry, cast)
    assert way.codes(released).isdisjoint({"not-changed", "no-line", "odd-line", "not-taken-up"})


def test_what_was_changed_beside_the_correction_blocks_the_release(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    Entry.objects.filter(pk=entries_of(released)[1].pk).update(standfirst="悄悄加上的一句")
    assert "not-taken-up" in way.codes(released)


def test_a_line_needs_what_is_right_and_a_change_to_stand_for(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    with pytest.raises(Refused, match="not taken up"):
        wording.word(entry, wrong="甲", right="乙", by=cast.editor)
    correcting.take_up(entry, by=cast.editor)
    with pytest.raises(Refused, match="Say what is right"):
        wording.word(entry, wrong="甲", right="", by=cast.editor)
    wording.word(entry, wrong="甲", right="乙", by=cast.editor)
    assert "odd-line" in way.codes(released)
    wording.word(entry, wrong="", right="", by=cast.editor)
    assert refreshed(released).corrections == []


def test_headings_are_corrected_with_a_line_of_their_own(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    part = entries_of(released)[0].section.part
    outline.revise_part(part, {"title": "法规政策篇"}, by=cast.editor, seen_version=refreshed(released).version)
    assert "no-line" in way.codes(released)
    wording.word(part, wrong="政策法规篇", right="法规政策篇", by=cast.editor)
    assert way.codes(released).isdisjoint({"not-changed", "no-line", "odd-line"})
    frozen = shape.loads(bytes(way.out(released, cast).snapshot))
    assert [line.ref for line in frozen.corrections] == ["1"]


def test_a_second_correction_keeps_what_readers_were_told_before(cast: Cast, released: Issue) -> None:
    first, second, _news = entries_of(released)
    way.corrected_edition(released, first, cast)
    way.begin(refreshed(released), cast)
    way.corrected(second, cast, {"title": "一项通告（2026年第3号）"})
    wording.word(second, wrong="2026年第2号", right="2026年第3号", by=cast.editor)
    third = way.out(released, cast)
    assert [line.ref for line in shape.loads(bytes(third.snapshot)).corrections] == ["1.1.1", "1.2.1"]
    assert third.revision == 3


def test_the_lines_go_into_the_next_open_issue_once(cast: Cast, masthead: Masthead, released: Issue) -> None:
    later = open_issue(masthead, by=cast.writer, number=8)
    way.corrected_edition(released, entries_of(released)[0], cast)
    (line,) = refreshed(later).corrections
    assert (line["ref"], line["number"], line["issue"], line["right"]) == ("1.1.1", 7, "第7期", way.RIGHT)
    assert Correction.objects.get().carried_to == later
    following = opening.open_next(masthead, by=cast.editor)
    assert following.corrections == []
    builders.signed(refreshed(later), cast)


def test_lines_that_find_no_open_issue_wait_for_the_next_one(cast: Cast, masthead: Masthead, released: Issue) -> None:
    way.corrected_edition(released, entries_of(released)[0], cast)
    assert Correction.objects.get().carried_to is None
    following = refreshed(opening.open_next(masthead, by=cast.editor))
    assert [line["number"] for line in following.corrections] == [7]
    assert Correction.objects.get().carried_to == following
    assert refreshed(opening.open_next(masthead, by=cast.editor)).corrections == []


def test_lines_about_a_withdrawn_number_wait_until_that_is_undone(
    cast: Cast, masthead: Masthead, released: Issue
) -> None:
    ground = withdrawing.Ground("wrong", "文中所载的施行日期有误，且来源无法核实。")
    made = withdrawing.withdraw(way.corrected_edition(released, entries_of(released)[0], cast), ground, by=cast.chief)
    following = opening.open_next(masthead, by=cast.editor)
    assert refreshed(following).corrections == []
    asked = undoing.ask(made, reason="经核实，原文所载日期无误，予以恢复。", by=cast.chief)
    undoing.agree(asked, by=cast.reviewer1)
    assert [line["number"] for line in refreshed(following).corrections] == [7]
    assert refreshed(opening.open_next(masthead, by=cast.editor)).corrections == []


def test_the_lines_of_a_second_correction_alone_are_carried(cast: Cast, masthead: Masthead, released: Issue) -> None:
    first, second, _news = entries_of(released)
    way.corrected_edition(released, first, cast)
    way.begin(refreshed(released), cast)
    way.corrected(second, cast, {"title": "一项通告（2026年第3号）"})
    wording.word(second, wrong="2026年第2号", right="2026年第3号", by=cast.editor)
    later = open_issue(masthead, by=cast.writer, number=8)
    way.out(released, cast)
    assert [line["ref"] for line in refreshed(later).corrections] == ["1.1.1", "1.2.1"]


def test_a_line_counts_once_for_every_time_it_is_said() -> None:
    line = {"ref": "1.1.1", "number": 7, "right": "乙"}
    assert errata.added([line, line], [line]) == [line]


def test_a_special_issue_takes_no_lines_and_the_one_after_it_does(
    cast: Cast, masthead: Masthead, released: Issue
) -> None:
    way.corrected_edition(released, entries_of(released)[0], cast)
    day = date(2026, 2, 18)
    choice = Choice(Kind.SPECIAL, dated_on=day, covers_from_on=day, covers_to_on=day, title="专刊")
    assert refreshed(opening.open_next(masthead, by=cast.editor, choice=choice)).corrections == []
    assert [line["number"] for line in refreshed(open_issue(masthead, by=cast.writer, number=9)).corrections] == [7]


def test_an_issue_in_review_is_left_alone_and_an_earlier_one_too(
    cast: Cast, masthead: Masthead, released: Issue
) -> None:
    earlier = open_issue(masthead, by=cast.writer, number=6)
    in_review = builders.submitted_issue(cast, masthead, number=8)
    way.corrected_edition(released, entries_of(released)[0], cast)
    assert refreshed(earlier).corrections == refreshed(in_review).corrections == []
    assert Correction.objects.get().carried_to is None
