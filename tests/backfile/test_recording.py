from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from bulletin import recording, store
from bulletin import snapshot as shape
from bulletin.delivery import dispatching
from bulletin.models import Delivery, Dispatch, Edition, Masthead, PublishedEntry, Subscriber, Withdrawal
from bulletin.recording import Blob, Rendition
from bulletin.refusal import Refused
from editorial.backfile import correcting, releasing, rounds
from editorial.drafting import proposing
from editorial.models import AuditEntry, BackIssue, Batch
from editorial.publishing import press, sheet
from editorial.review import revoking
from tests import builders
from tests.backfile import numbers
from tests.backfile.conftest import attested, recorded, released, row_of
from tests.cast import Cast


@pytest.mark.usefixtures("unrendered")
def test_what_two_people_attested_is_recorded_with_its_own_date_and_mailed_to_nobody(batch: Batch, cast: Cast) -> None:
    recorded(batch, cast)
    editions = Edition.objects.order_by("number")
    assert [each.number for each in editions] == [11, 12, 14]
    assert all(each.is_back_issue for each in editions)
    assert str(editions[0].dated_on) == "2018-03-23"
    assert PublishedEntry.objects.count() == 9
    assert not Dispatch.objects.exists()
    assert set(BackIssue.objects.values_list("state", flat=True)) == {"recorded"}


@pytest.mark.usefixtures("unrendered")
def test_the_imprint_says_who_attested_and_what_it_was_read_from(batch: Batch, cast: Cast) -> None:
    recorded(batch, cast)
    imprint = shape.loads(bytes(Edition.objects.get(number=12).snapshot)).imprint
    assert imprint is not None
    assert imprint.back_issue is not None
    found = imprint.back_issue
    assert [each.by for each in found.attested_by] == ["楚初审", "朱主编"]
    assert (found.brought_in_by, found.name) == ("卞责编", numbers.name(12))
    assert found.original == row_of(batch, 12).digest
    assert imprint.sign_offs == ()
    assert imprint.override is None


@pytest.mark.usefixtures("unrendered")
def test_each_recorded_number_leaves_its_own_verb_in_the_trail(batch: Batch, cast: Cast) -> None:
    recorded(batch, cast)
    entries = AuditEntry.objects.filter(verb="record back issue", refused=False)
    assert entries.count() == 3
    assert {each.by for each in entries} == {cast.editor}


def again(row: BackIssue) -> BackIssue:
    return BackIssue.objects.select_related("batch__masthead", "batch__released_by", "by").get(pk=row.pk)


@pytest.mark.usefixtures("unrendered")
def test_of_two_that_record_the_same_row_one_does(batch: Batch, cast: Cast) -> None:
    released(batch, cast)
    one, other = again(row_of(batch, 11)), again(row_of(batch, 11))
    assert releasing.record(one, by=cast.editor) is not None
    with pytest.raises(Refused, match="published already"):
        releasing.record(other, by=cast.editor)
    assert Edition.objects.count() == 1
    assert again(one).state == "recorded"


@pytest.mark.usefixtures("unrendered")
def test_the_claim_alone_lets_one_of_two_record(batch: Batch, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    released(batch, cast)
    one, other = again(row_of(batch, 11)), again(row_of(batch, 11))
    monkeypatch.setattr(releasing, "_require_free", lambda _row: None)
    assert releasing.record(one, by=cast.editor) is not None
    assert releasing.record(other, by=cast.editor) is None
    assert Edition.objects.count() == 1


@pytest.mark.usefixtures("unrendered")
def test_a_published_number_is_refused_and_never_revised(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    press.release(builders.signed_issue(cast, masthead, number=40), by=cast.editor)
    row = row_of(batch, 11)
    day = row.dated_on or date.max
    correcting.say(row, number=40, dated_on=day, stands=False, by=cast.editor, seen_version=row.version)
    with pytest.raises(Refused, match="never revises"):
        attested(batch, cast)
    assert Edition.objects.get().revision == 1


def test_the_record_itself_takes_no_back_issue_as_a_revision(masthead: Masthead) -> None:
    late = shape.BackIssue(original="0" * 64, name="a", brought_in_by="b", recorded_on="2026-01-01")
    snapshot = shape.Snapshot(imprint=shape.Imprint(revision=2, back_issue=late))
    blob = Blob("0" * 64, 1)
    with pytest.raises(Refused, match="first revision"):
        recording.record(snapshot, Rendition(blob, blob, 1, "none"), released_at=timezone.now())


@pytest.mark.usefixtures("unrendered")
def test_a_number_that_the_desk_opened_after_the_release_of_the_batch_is_not_recorded(
    batch: Batch, masthead: Masthead, cast: Cast
) -> None:
    released(batch, cast)
    builders.open_issue(masthead, by=cast.writer, number=11)
    with pytest.raises(Refused, match="of the desk"):
        releasing.record(again(row_of(batch, 11)), by=cast.editor)
    assert row_of(batch, 11).refusal
    assert not Edition.objects.exists()
    while rounds.go_on():
        pass
    assert sorted(Edition.objects.values_list("number", flat=True)) == [12, 14]


@pytest.mark.usefixtures("unrendered")
def test_the_desk_does_not_open_a_number_that_is_recorded(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    recorded(batch, cast)
    with pytest.raises(Refused, match="exists already"):
        builders.open_issue(masthead, by=cast.writer, number=12)
    assert proposing.next_number(masthead) == 15
    builders.open_issue(masthead, by=cast.writer, number=13)
    assert proposing.next_number(masthead) == 15


@pytest.mark.usefixtures("unrendered")
def test_nothing_is_recorded_before_its_batch_is_released(batch: Batch, cast: Cast) -> None:
    attested(batch, cast)
    with pytest.raises(Refused, match="Two people"):
        releasing.record(row_of(batch, 11), by=cast.editor)
    assert not rounds.go_on()
    assert not Edition.objects.exists()


@pytest.mark.usefixtures("unrendered")
def test_an_attestation_revoked_after_the_release_stops_what_is_not_recorded(
    batch: Batch, masthead: Masthead, cast: Cast
) -> None:
    released(batch, cast)
    releasing.record(again(row_of(batch, 11)), by=cast.editor)
    revoking.revoke_sign_offs(cast.reviewer1, reason="密码外泄。", masthead=masthead, by=cast.chief)
    with pytest.raises(Refused, match="1 did"):
        releasing.record(again(row_of(batch, 12)), by=cast.editor)
    assert [each.number for each in Edition.objects.all()] == [11]


@pytest.mark.usefixtures("unrendered")
def test_what_is_lost_from_the_store_is_not_recorded(batch: Batch, cast: Cast) -> None:
    released(batch, cast)
    row = again(row_of(batch, 11))
    store.drafts().path(row.content_digest).write_bytes(b"{}")
    with pytest.raises(Refused, match="not in the store"):
        releasing.record(row, by=cast.editor)
    assert not Edition.objects.exists()


@pytest.mark.usefixtures("unrendered")
def test_a_back_issue_is_withdrawn_like_any_other(batch: Batch, cast: Cast, client: Client) -> None:
    recorded(batch, cast)
    edition = Edition.objects.get(number=12)
    Withdrawal.objects.create(edition=edition, reason="误收。", by="朱主编", at=timezone.now())
    assert client.get("/weekly/12/").status_code == 410
    assert client.get("/weekly/12/pdf/").status_code == 410
    assert client.get("/weekly/11/").status_code == 200


@pytest.mark.usefixtures("unrendered")
def test_a_late_answer_of_the_worker_sends_no_letter(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    Subscriber.objects.create(masthead=masthead, email="a@example.org", confirmed_at=timezone.now())
    recorded(batch, cast)
    assert dispatching.address_all() == 0
    assert not Delivery.objects.exists()


@pytest.mark.usefixtures("unrendered")
def test_a_back_issue_has_no_sign_off_sheet_and_says_why(batch: Batch, cast: Cast) -> None:
    recorded(batch, cast)
    with pytest.raises(Refused, match="two people attested"):
        sheet.read(Edition.objects.get(number=12))
