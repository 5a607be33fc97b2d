from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Dispatch, Edition, Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries, outline
from editorial.models import AuditEntry, Entry, Issue, Membership, Message, Proof, SignOff
from editorial.publishing import carrying, press, scheduling
from editorial.review import signing, workflow
from tests.builders import entries_of, refreshed, signed_issue, submitted_issue
from tests.cast import Cast, make_user

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.every_database


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def soon() -> datetime:
    return timezone.now() + HOUR


def scheduled(cast: Cast, masthead: Masthead, **changes: object) -> Issue:
    issue = signed_issue(cast, masthead, **changes)
    scheduling.schedule(issue, release_at=soon(), by=cast.chief, seen_generation=issue.generation)
    return refreshed(issue)


def acts(*verbs: str) -> list[tuple[str, bool]]:
    return list(AuditEntry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", "refused"))


def revoke_one(issue: Issue) -> None:
    SignOff.objects.filter(pk=issue.sign_offs.latest("pk").pk).update(revoked_at=timezone.now())


def test_a_scheduled_issue_is_frozen_rendered_and_locked_but_not_public(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    assert issue.state == Issue.State.SCHEDULED
    proof = Proof.objects.get(issue=issue)
    assert shape.loads(bytes(proof.snapshot)).issue.number == 7
    assert store.released().get(proof.pdf_digest).startswith(b"%PDF-")
    assert store.released().get(proof.html_digest)
    assert not Edition.objects.exists()
    assert not Dispatch.objects.exists()
    assert acts("schedule") == [("schedule", False)]


def test_nothing_of_a_scheduled_issue_can_be_changed_signed_returned_or_released(
    cast: Cast, masthead: Masthead
) -> None:
    issue = scheduled(cast, masthead)
    entry = entries_of(issue)[0]
    attempts: list[Callable[[], object]] = [
        lambda: entries.revise(entry, {"title": "改"}, by=cast.editor, seen_version=entry.version),
        lambda: outline.revise_issue(issue, {"title": "改"}, by=cast.editor, seen_version=issue.version),
        lambda: workflow.send_back(issue, by=cast.chief, remark="再看一遍"),
        lambda: signing.sign(issue, signing.stage_of(issue, "final"), by=cast.chief),
        lambda: press.release(issue, by=cast.chief),
        lambda: scheduling.schedule(issue, release_at=soon(), by=cast.chief),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="scheduled for release and locked"):
            attempt()


def test_only_what_is_ready_is_scheduled_and_the_refusal_names_everything(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused) as refused:
        scheduling.schedule(issue, release_at=soon(), by=cast.chief)
    assert len(refused.value.reasons) == 6
    assert not Proof.objects.exists()
    assert acts("schedule") == [("schedule", True)]


def test_only_those_who_publish_schedule(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    for person in (cast.writer, cast.reviewer1, cast.auditor, cast.nobody):
        with pytest.raises(Refused, match="does not allow"):
            scheduling.schedule(issue, release_at=soon(), by=person)


@pytest.mark.parametrize(("ahead", "sentence"), [(-HOUR, "still to come"), (timedelta(days=400), "within a year")])
def test_an_hour_that_is_past_or_far_is_refused(
    cast: Cast, masthead: Masthead, ahead: timedelta, sentence: str
) -> None:
    issue = signed_issue(cast, masthead)
    with pytest.raises(Refused, match=sentence):
        scheduling.schedule(issue, release_at=timezone.now() + ahead, by=cast.chief)
    assert refreshed(issue).state == Issue.State.SUBMITTED


def test_a_page_seen_before_a_change_schedules_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    with pytest.raises(Refused, match="Somebody else changed this"):
        scheduling.schedule(issue, release_at=soon(), by=cast.chief, seen_generation=issue.generation - 1)


def test_unscheduling_unlocks_keeps_the_sign_offs_and_deletes_the_proof(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    scheduling.unschedule(issue, by=cast.editor, seen_generation=issue.generation)
    assert refreshed(issue).state == Issue.State.SUBMITTED
    assert not Proof.objects.exists()
    assert press.release(refreshed(issue), by=cast.chief).number == 7
    assert acts("unschedule") == [("unschedule", False)]


def test_unscheduling_what_is_not_scheduled_or_moved_on_is_refused(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    with pytest.raises(Refused, match="not scheduled"):
        scheduling.unschedule(issue, by=cast.chief)
    scheduling.schedule(issue, release_at=soon(), by=cast.chief)
    with pytest.raises(Refused, match="Somebody else changed this"):
        scheduling.unschedule(issue, by=cast.chief, seen_generation=issue.generation)
    with pytest.raises(Refused, match="does not allow"):
        scheduling.unschedule(issue, by=cast.writer)


def test_another_hour_keeps_the_proof(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    before = Proof.objects.get()
    later = soon() + HOUR
    scheduling.reschedule(issue, release_at=later, by=cast.editor, seen_generation=issue.generation)
    now = Proof.objects.get()
    assert (now.pk, now.release_at, bytes(now.snapshot)) == (before.pk, later, bytes(before.snapshot))
    assert scheduling.release_due(before.release_at) == []
    assert len(scheduling.release_due(later)) == 1


def test_before_its_hour_nothing_is_released_and_at_its_hour_all_of_it(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    proof = Proof.objects.get()
    assert scheduling.release_due(proof.release_at - timedelta(seconds=1)) == []
    (outcome,) = scheduling.release_due(proof.release_at)
    edition = Edition.objects.get()
    assert outcome.edition == edition
    assert bytes(edition.snapshot) == bytes(proof.snapshot)
    assert (edition.html_digest, edition.pdf_digest) == (proof.html_digest, proof.pdf_digest)
    assert edition.released_at >= proof.release_at
    assert Dispatch.objects.get().edition == edition
    assert refreshed(issue).state == Issue.State.RELEASED
    assert not Proof.objects.exists()
    assert {entry.ref for entry in entries_of(issue)} == {"1.1.1", "1.2.1", "2.1.1"}


def test_a_second_run_does_nothing(cast: Cast, masthead: Masthead) -> None:
    scheduled(cast, masthead)
    at = soon() + HOUR
    assert len(scheduling.release_due(at)) == 1
    assert scheduling.release_due(at) == []
    assert Edition.objects.count() == 1


def test_the_trail_names_who_scheduled_it(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    scheduling.release_due(soon() + HOUR)
    entry = AuditEntry.objects.get(verb="release")
    assert (entry.by, entry.refused) == (cast.chief, False)
    assert "scheduled for" in entry.remark
    assert entry.after_digest == shape.issue_digest(shape.loads(bytes(Edition.objects.get().snapshot)))
    assert entry.object == str(issue)


def test_somebody_who_left_since_still_has_scheduled_it(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    leaver = make_user("leaver", "离开者", Membership.Role.EDITOR, masthead)
    scheduling.schedule(issue, release_at=soon(), by=leaver)
    Membership.objects.filter(user=leaver).delete()
    (outcome,) = scheduling.release_due(soon() + HOUR)
    assert outcome.edition is not None


def test_a_sign_off_that_was_revoked_meanwhile_refuses_the_release(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    revoke_one(issue)
    (outcome,) = scheduling.release_due(soon() + HOUR)
    assert outcome.edition is None
    assert "终审" in outcome.refusal
    assert not Edition.objects.exists()
    assert refreshed(issue).state == Issue.State.SCHEDULED
    assert Proof.objects.get().refusal == outcome.refusal


def test_content_that_changed_behind_the_lock_refuses_the_release(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    Entry.objects.filter(pk=entries_of(issue)[0].pk).update(title="越过锁定的改动")
    (outcome,) = scheduling.release_due(soon() + HOUR)
    assert "no longer what was frozen" in outcome.refusal
    assert not Edition.objects.exists()


def test_a_lost_file_refuses_its_own_issue_and_no_other(cast: Cast, masthead: Masthead) -> None:
    lost, whole = (scheduled(cast, masthead, number=number) for number in (7, 8))
    store.released().path(lost.proof.pdf_digest).unlink()
    outcomes = scheduling.release_due(soon() + HOUR)
    assert [bool(each.edition) for each in outcomes] == [False, True]
    assert "missing or damaged" in Proof.objects.get().refusal
    assert list(Edition.objects.values_list("number", flat=True)) == [whole.number]


def test_a_refusal_is_written_traced_and_told_once_however_often_it_is_tried(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    second_chief = make_user("chief2", "副主编", Membership.Role.CHIEF, masthead)
    revoke_one(issue)
    for _ in range(3):
        scheduling.release_due(soon() + HOUR)
    assert acts("release") == [("release", True)]
    told = Message.objects.filter(event=Message.Event.UNRELEASED)
    assert {message.to for message in told} == {cast.chief, second_chief}
    assert told.count() == 2
    assert "终审" in told[0].remark


def test_what_was_mended_goes_out_with_the_next_run(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    path = store.released().path(issue.proof.pdf_digest)
    data = path.read_bytes()
    path.unlink()
    scheduling.release_due(soon() + HOUR)
    path.write_bytes(data)
    (outcome,) = scheduling.release_due(soon() + HOUR)
    assert outcome.edition is not None


def test_an_issue_moved_to_another_hour_between_looking_and_claiming_is_left_alone(
    cast: Cast, masthead: Masthead, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = scheduled(cast, masthead)
    held = carrying.require_held

    def moved_meanwhile(*args: object) -> None:
        held(*args)  # type: ignore[arg-type]
        Proof.objects.filter(issue=issue).update(release_at=soon() + 3 * HOUR)

    monkeypatch.setattr(carrying, "require_held", moved_meanwhile)
    assert scheduling.release_due(soon() + HOUR) == []
    assert refreshed(issue).generation == issue.generation
    assert acts("release") == []


def test_instants_are_kept_in_utc_however_they_were_given(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    proof = scheduling.schedule(issue, release_at=timezone.localtime(soon()), by=cast.chief)
    assert proof.release_at.tzinfo is UTC


def test_editing_is_possible_again_after_unscheduling(cast: Cast, masthead: Masthead) -> None:
    issue = scheduled(cast, masthead)
    scheduling.unschedule(issue, by=cast.chief)
    free = refreshed(issue)
    outline.revise_issue(free, {"title": "改"}, by=cast.editor, seen_version=free.version)
    assert refreshed(issue).title == "改"
