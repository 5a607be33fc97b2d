from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bulletin import snapshot as shape
from bulletin.models import Dispatch, Edition, Masthead, Withdrawal
from bulletin.refusal import Refused
from editorial.drafting import entries, outline
from editorial.models import CorrectedEntry, Correction, Entry, GuestLink, Issue, Membership, SignOff
from editorial.publishing import correcting, press, scheduling, wording
from editorial.review import readiness, signing, workflow
from editorial.review.facts import gather
from tests.builders import entries_of, open_issue, refreshed
from tests.cast import Cast
from tests.correcting import way

pytestmark = pytest.mark.django_db
REASON = "终审人住院无法联系，本期含当日截止的征求意见，必须今天发布。"


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


def test_who_takes_an_entry_up_does_not_sign_it(cast: Cast, masthead: Masthead, released: Issue) -> None:
    Membership.objects.create(user=cast.reviewer1, masthead=masthead, role=Membership.Role.EDITOR)
    way.begin(released, cast)
    entry = entries_of(released)[0]
    correcting.take_up(entry, by=cast.reviewer1)
    present = Entry.objects.get(pk=entry.pk)
    entries.revise(present, {"title": "另一个题目"}, by=cast.writer, seen_version=present.version)
    workflow.submit(refreshed(released), by=cast.editor)
    with pytest.raises(Refused, match="You changed"):
        signing.sign(released, signing.stage_of(released, "first"), by=cast.reviewer1)


def test_who_words_a_line_does_not_sign_the_issue(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    way.corrected(entry, cast)
    wording.word(entry, wrong=way.WRONG, right=way.RIGHT, by=cast.chief)
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
    with pytest.raises(Refused, match="never released without review"):
        press.release(refreshed(released), by=cast.chief, override_reason=REASON)


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


def test_what_went_out_unsigned_still_needs_somebody_else_than_who_submitted_it(
    cast: Cast, masthead: Masthead, unrendered: None
) -> None:
    issue = open_issue(masthead, by=cast.writer)
    Membership.objects.create(user=cast.editor, masthead=masthead, role=Membership.Role.FIRST_REVIEWER)
    workflow.submit(issue, by=cast.editor)
    press.release(
        refreshed(issue), by=cast.chief, override_reason="终审人住院无法联系，本期含当日截止的征求意见，必须今天发布。"
    )
    way.begin(refreshed(issue), cast)
    with pytest.raises(Refused, match="You submitted"):
        signing.sign(issue, signing.stage_of(issue, "first"), by=cast.editor)


def test_a_guest_of_the_first_release_has_no_say_in_its_correction(cast: Cast, released: Issue) -> None:
    stage, now = signing.stage_of(released, "final"), timezone.now()
    days = {"at": now, "expires_at": now + timedelta(days=3)}
    link = GuestLink.objects.create(
        issue=released, stage=stage, name="客", token_digest="1" * 64, by=cast.chief, **days
    )
    way.begin(released, cast)
    assert GuestLink.objects.get(pk=link.pk).revoked_at is not None


def test_an_issue_that_is_withdrawn_meanwhile_does_not_come_back_by_its_correction(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    way.corrected(entries_of(released)[0], cast)
    way.worded(entries_of(released)[0], cast)
    Withdrawal.objects.create(edition=Edition.objects.get(), reason="有误", by="朱主编", at=timezone.now())
    with pytest.raises(Refused, match="withdrawn"):
        way.out(released, cast)


def test_an_entry_that_was_taken_away_is_not_taken_up(cast: Cast, released: Issue) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    Entry.objects.filter(pk=entry.pk).update(removal={"kind": "withdrawn", "on": "2026-03-01"})
    with pytest.raises(Refused, match="nothing of it is left"):
        correcting.take_up(Entry.objects.get(pk=entry.pk), by=cast.editor)


def test_headings_and_front_matter_stay_in_a_silent_fix(cast: Cast, released: Issue) -> None:
    way.begin(released, cast, way.SILENT)
    entry = entries_of(released)[0]
    way.corrected(entry, cast, {"body_html": entry.body_html.replace("予以", "予已")})
    assert "not-silent" not in way.codes(released)
    seen = refreshed(released).version
    outline.revise_issue(released, {"highlights": ["另一条要点"]}, by=cast.editor, seen_version=seen)
    assert "not-silent" in way.codes(released)
