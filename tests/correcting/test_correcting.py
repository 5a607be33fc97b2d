from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bulletin import snapshot as shape
from bulletin.models import Dispatch, Edition, Masthead, Withdrawal
from bulletin.refusal import Refused
from editorial.drafting import entries, errata, opening, outline
from editorial.models import CorrectedEntry, Correction, Entry, Issue, SignOff
from editorial.publishing import correcting, press, scheduling, wording
from editorial.review import readiness, signing, workflow
from editorial.review.facts import gather
from tests import builders
from tests.builders import entries_of, open_issue, refreshed
from tests.cast import Cast
from tests.correcting import way

pytestmark = pytest.mark.django_db


def codes(issue: Issue) -> set[str]:
    return {each.code for each in readiness.blockers(gather(issue.pk))}


def test_a_correction_becomes_the_next_revision_with_its_line(cast: Cast, released: Issue) -> None:
    first, _second, _news = entries_of(released)
    edition = way.corrected_edition(released, first, cast)
    frozen = shape.loads(bytes(edition.snapshot))
    assert (edition.revision, edition.is_corrected, edition.occasion) == (2, True, "correction")
    assert edition.supersedes == Edition.objects.get(revision=1)
    (line,) = frozen.corrections
    assert (line.ref, line.number, line.issue, line.wrong, line.right) == ("1.1.1", 7, "第7期", way.WRONG, way.RIGHT)
    assert way.RIGHT in (frozen.entries()[0].body_html or "")
    assert refreshed(released).state == Issue.State.RELEASED
    done = Correction.objects.get()
    assert done.edition == edition
    assert done.ended_at is not None


def test_what_nobody_changed_keeps_its_sign_offs_its_digest_and_its_number(cast: Cast, released: Issue) -> None:
    first, second, news = entries_of(released)
    before = set(SignOff.objects.filter(entry__in=[second, news]).values_list("pk", flat=True))
    edition = way.corrected_edition(released, first, cast)
    assert set(SignOff.objects.filter(entry__in=[second, news]).values_list("pk", flat=True)) == before
    rows = {(row.edition.revision, row.ref): row for row in edition.entries.model.objects.select_related("edition")}
    for ref in ("1.2.1", "2.1.1"):
        assert rows[1, ref].digest == rows[2, ref].digest
    assert rows[1, "1.1.1"].digest != rows[2, "1.1.1"].digest
    assert [entry.ref for entry in entries_of(released)] == ["1.1.1", "1.2.1", "2.1.1"]


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
    assert "moved" in codes(released)


def test_what_is_changed_and_not_told_blocks_the_release(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    assert "not-changed" in codes(released)
    correcting.take_up(entry, by=cast.editor)
    assert "not-changed" in codes(released)
    present = Entry.objects.get(pk=entry.pk)
    entries.revise(present, {"title": "另一个题目"}, by=cast.writer, seen_version=present.version)
    assert "no-line" in codes(released)
    way.worded(entry, cast)
    assert codes(released).isdisjoint({"not-changed", "no-line", "odd-line", "not-taken-up"})


def test_what_was_changed_beside_the_correction_blocks_the_release(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    Entry.objects.filter(pk=entries_of(released)[1].pk).update(standfirst="悄悄加上的一句")
    assert "not-taken-up" in codes(released)


def test_a_line_needs_what_is_right_and_a_change_to_stand_for(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    with pytest.raises(Refused, match="not taken up"):
        wording.word(entry, wrong="甲", right="乙", by=cast.editor)
    correcting.take_up(entry, by=cast.editor)
    with pytest.raises(Refused, match="Say what is right"):
        wording.word(entry, wrong="甲", right="", by=cast.editor)
    wording.word(entry, wrong="甲", right="乙", by=cast.editor)
    assert "odd-line" in codes(released)
    wording.word(entry, wrong="", right="", by=cast.editor)
    assert refreshed(released).corrections == []


def test_headings_are_corrected_with_a_line_of_their_own(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    part = entries_of(released)[0].section.part
    outline.revise_part(part, {"title": "法规政策篇"}, by=cast.editor, seen_version=refreshed(released).version)
    assert "no-line" in codes(released)
    wording.word(part, wrong="政策法规篇", right="法规政策篇", by=cast.editor)
    assert codes(released).isdisjoint({"not-changed", "no-line", "odd-line"})
    frozen = shape.loads(bytes(way.out(released, cast).snapshot))
    assert [line.ref for line in frozen.corrections] == ["1"]


def test_the_printed_number_of_the_issue_stays(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    outline.revise_issue(released, {"number_label": "第8期"}, by=cast.editor, seen_version=refreshed(released).version)
    assert "moved" in codes(released)


def test_a_second_correction_keeps_what_readers_were_told_before(cast: Cast, released: Issue) -> None:
    first, second, _news = entries_of(released)
    way.corrected_edition(released, first, cast)
    way.begin(refreshed(released), cast)
    way.corrected(second, cast, {"title": "一项通告（2026年第3号）"})
    wording.word(second, wrong="2026年第2号", right="2026年第3号", by=cast.editor)
    third = way.out(released, cast)
    assert [line.ref for line in shape.loads(bytes(third.snapshot)).corrections] == ["1.1.1", "1.2.1"]
    assert third.revision == 3


def test_four_eyes_count_who_took_up_who_changed_and_who_worded(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    correcting.take_up(entry, by=cast.chief)
    present = Entry.objects.get(pk=entry.pk)
    entries.revise(present, {"title": "另一个题目"}, by=cast.writer, seen_version=present.version)
    wording.word(entry, wrong="题目", right="另一个题目", by=cast.chief)
    workflow.submit(refreshed(released), by=cast.editor)
    for code, who in (("first", cast.reviewer1), ("second", cast.reviewer2)):
        signing.sign(released, signing.stage_of(released, code), by=who)
    with pytest.raises(Refused, match="You changed"):
        signing.sign(released, signing.stage_of(released, "final"), by=cast.chief)


def test_a_correction_is_never_released_without_review(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    way.corrected(entries_of(released)[0], cast)
    way.worded(entries_of(released)[0], cast)
    workflow.submit(refreshed(released), by=cast.editor)
    reason = "终审人住院无法联系，本期含当日截止的征求意见，必须今天发布。"
    with pytest.raises(Refused, match="never released without review"):
        press.release(refreshed(released), by=cast.chief, override_reason=reason)


def test_a_correction_goes_out_at_its_hour(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    way.corrected(entries_of(released)[0], cast)
    way.worded(entries_of(released)[0], cast)
    issue = way.signed(released, cast)
    at = timezone.now() + timedelta(hours=1)
    scheduling.schedule(issue, release_at=at, by=cast.chief)
    with pytest.raises(Refused, match="unschedule"):
        correcting.give_up(refreshed(issue), by=cast.editor)
    (outcome,) = scheduling.release_due(at + timedelta(seconds=1))
    assert outcome.edition is not None
    assert outcome.edition.revision == 2
    assert Correction.objects.get().edition == outcome.edition


def test_a_correction_that_is_given_up_leaves_everything_as_it_appeared(cast: Cast, released: Issue) -> None:
    before = gather(released.pk).assembled.digest
    way.begin(released, cast)
    entry = entries_of(released)[0]
    way.corrected(entry, cast)
    way.worded(entry, cast)
    part = entry.section.part
    outline.revise_part(part, {"title": "法规政策篇"}, by=cast.editor, seen_version=refreshed(released).version)
    correcting.give_up(released, by=cast.editor)
    issue = refreshed(released)
    facts = gather(issue.pk)
    assert (issue.state, facts.assembled.digest) == (Issue.State.RELEASED, before)
    assert all(facts.live(stage, target) for stage in facts.stages for target in facts.targets(stage))
    assert Correction.objects.get().edition is None
    assert not CorrectedEntry.objects.exists()
    assert Edition.objects.count() == 1


def test_an_entry_that_is_put_back_is_as_it_appeared(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    before = gather(released.pk).assembled.entry_digests[entry.pk]
    way.corrected(entry, cast)
    way.worded(entry, cast)
    correcting.put_back(entry, by=cast.editor)
    assert gather(released.pk).assembled.entry_digests[entry.pk] == before
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.APPROVED
    assert refreshed(released).corrections == []


def test_only_a_released_issue_is_corrected_and_only_once_at_a_time(
    cast: Cast, masthead: Masthead, released: Issue
) -> None:
    making = open_issue(masthead, by=cast.writer, number=8)
    with pytest.raises(Refused, match="still being made"):
        way.begin(making, cast)
    with pytest.raises(Refused, match="whether readers are told"):
        correcting.begin(released, kind="loudly", reason="有误。", by=cast.editor)
    with pytest.raises(Refused, match="what is to be corrected"):
        correcting.begin(released, kind="text-fix", reason=" ", by=cast.editor)
    with pytest.raises(Refused, match="role"):
        correcting.begin(released, kind="text-fix", reason="有误。", by=cast.writer)
    way.begin(released, cast)
    with pytest.raises(Refused, match="under way already"):
        way.begin(released, cast)


def test_what_is_withdrawn_is_not_corrected(cast: Cast, released: Issue) -> None:
    Withdrawal.objects.create(edition=Edition.objects.get(), reason="有误", by="朱主编", at=timezone.now())
    with pytest.raises(Refused, match="withdrawn"):
        way.begin(released, cast)


def test_a_silent_fix_appears_without_notice(cast: Cast, masthead: Masthead, released: Issue) -> None:
    later = open_issue(masthead, by=cast.writer, number=8)
    entry = entries_of(released)[0]
    way.begin(released, cast, way.SILENT)
    way.corrected(entry, cast, {"body_html": entry.body_html.replace("予以", "予已")})
    with pytest.raises(Refused, match="nothing to word"):
        way.worded(entry, cast)
    edition = way.out(released, cast)
    assert (edition.revision, edition.is_corrected, edition.occasion) == (2, False, "text-fix")
    assert Dispatch.objects.count() == 1
    assert refreshed(later).corrections == []


def test_a_silent_fix_that_touches_a_date_is_refused(cast: Cast, released: Issue) -> None:
    entry = entries_of(released)[0]
    way.begin(released, cast, way.SILENT)
    way.corrected(entry, cast)
    found = [str(each) for each in readiness.blockers(gather(released.pk)) if each.code == "not-silent"]
    assert any("2026年3月1日" in each for each in found)
    with pytest.raises(Refused, match="2026年3月1日"):
        way.out(released, cast)


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


def test_the_lines_of_a_second_correction_alone_are_carried(cast: Cast, masthead: Masthead, released: Issue) -> None:
    first, second, _news = entries_of(released)
    way.corrected_edition(released, first, cast)
    way.begin(refreshed(released), cast)
    way.corrected(second, cast, {"title": "一项通告（2026年第3号）"})
    wording.word(second, wrong="2026年第2号", right="2026年第3号", by=cast.editor)
    later = open_issue(masthead, by=cast.writer, number=8)
    way.out(released, cast)
    assert [line["ref"] for line in refreshed(later).corrections] == ["1.2.1"]


def test_a_line_counts_once_for_every_time_it_is_said() -> None:
    line = {"ref": "1.1.1", "number": 7, "right": "乙"}
    assert errata.added([line, line], [line]) == [line]
