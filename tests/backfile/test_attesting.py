from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused
from editorial.backfile import attesting, bringing, correcting, reading, releasing, standing
from editorial.backfile.digesting import digest
from editorial.models import Attestation, BackIssue, Batch, Membership, User
from editorial.review import revoking
from tests.backfile import numbers
from tests.backfile.conftest import attested, row_of
from tests.cast import Cast, make_user


def attest(batch: Batch, by: User) -> None:
    attesting.attest(batch, by=by, seen_digest=digest(batch))


def test_neither_of_two_is_enough_alone(batch: Batch, cast: Cast) -> None:
    attest(batch, cast.reviewer1)
    with pytest.raises(Refused, match="1 did"):
        releasing.release(batch, by=cast.editor)
    attest(batch, cast.chief)
    releasing.release(batch, by=cast.editor)
    assert Batch.objects.get().released_by == cast.editor


def test_one_person_does_not_attest_twice_whatever_roles_they_hold(
    batch: Batch, masthead: Masthead, cast: Cast
) -> None:
    Membership.objects.create(user=cast.reviewer1, masthead=masthead, role=Membership.Role.CHIEF)
    attest(batch, cast.reviewer1)
    with pytest.raises(Refused, match="somebody else must be the second"):
        attest(batch, cast.reviewer1)
    assert len(standing.live(batch)) == 1


def test_not_even_the_database_takes_two_attestations_of_one_person(batch: Batch, cast: Cast) -> None:
    attest(batch, cast.reviewer1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attestation.objects.create(batch=batch, by=cast.reviewer1, digest=digest(batch), at=timezone.now())


def test_only_roles_that_may_attest_do(batch: Batch, cast: Cast) -> None:
    for who in ("writer", "editor", "proofreader", "auditor", "subscription_manager", "nobody"):
        with pytest.raises(Refused, match="role"):
            attest(batch, getattr(cast, who))
    assert not Attestation.objects.exists()


def test_whoever_brought_something_in_does_not_attest_it(masthead: Masthead, cast: Cast) -> None:
    batch = bringing.open_batch(masthead, "旧刊", by=cast.chief)
    row, _how = bringing.bring_in(batch, numbers.name(11), numbers.data(11), by=cast.chief)
    reading.read(row)
    with pytest.raises(Refused, match="two others"):
        attest(batch, cast.chief)


def test_whoever_changed_a_row_does_not_attest_it(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 11)
    correcting.say(row, number=11, dated_on=date(2018, 3, 22), stands=False, by=cast.chief, seen_version=row.version)
    with pytest.raises(Refused, match="two others"):
        attest(batch, cast.chief)


def test_the_second_attests_what_the_first_saw_or_nothing(batch: Batch, cast: Cast) -> None:
    seen = digest(batch)
    attest(batch, cast.reviewer1)
    row = row_of(batch, 11)
    correcting.say(row, number=11, dated_on=date(2018, 3, 22), stands=False, by=cast.editor, seen_version=row.version)
    with pytest.raises(Refused, match="not what you looked at"):
        attesting.attest(batch, by=cast.chief, seen_digest=seen)


def change_the_date(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 11)
    day = date(2018, 3, 22)
    correcting.say(row, number=11, dated_on=day, stands=False, by=cast.editor, seen_version=row.version)


def change_the_number(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 11)
    day = row.dated_on or date.max
    correcting.say(row, number=10, dated_on=day, stands=False, by=cast.editor, seen_version=row.version)


def leave_one_out(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 11)
    correcting.leave_out(row, by=cast.editor, seen_version=row.version)


def read_one_again(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 11)
    correcting.read_again(row, by=cast.editor, seen_version=row.version)
    reading.read(row)


def bring_in_another(batch: Batch, cast: Cast) -> None:
    bringing.bring_in(batch, numbers.name(15), numbers.data(15), by=cast.editor)


@pytest.mark.parametrize(
    "change", [change_the_date, change_the_number, leave_one_out, read_one_again, bring_in_another]
)
def test_a_change_of_any_row_unseats_both(batch: Batch, cast: Cast, change: Callable[[Batch, Cast], None]) -> None:
    attested(batch, cast)
    change(batch, cast)
    assert standing.live(batch) == []
    assert Attestation.objects.exclude(unseated_at=None).count() == 2
    with pytest.raises(Refused):
        releasing.release(batch, by=cast.editor)
    assert not Edition.objects.exists()


def test_a_change_and_its_undoing_do_not_bring_attestations_back(batch: Batch, cast: Cast) -> None:
    before = digest(attested(batch, cast))
    for state in (correcting.leave_out, correcting.take_in):
        row = BackIssue.objects.select_related("batch__masthead").get(batch=batch, name=numbers.name(11))
        state(row, by=cast.editor, seen_version=row.version)
    assert digest(batch) == before
    assert standing.live(batch) == []


def test_saving_what_is_there_already_changes_nothing(batch: Batch, cast: Cast) -> None:
    attested(batch, cast)
    row = row_of(batch, 11)
    day = row.dated_on or date.max
    correcting.say(row, number=11, dated_on=day, stands=False, by=cast.editor, seen_version=row.version)
    assert len(standing.live(batch)) == 2


def test_a_third_is_not_asked(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    attested(batch, cast)
    with pytest.raises(Refused, match="already"):
        attest(batch, cast.reviewer2)


def test_an_attestation_can_be_taken_back_until_the_release(batch: Batch, cast: Cast) -> None:
    attested(batch, cast)
    attesting.take_back(batch, by=cast.chief)
    assert [each.by for each in standing.live(batch)] == [cast.reviewer1]
    with pytest.raises(Refused, match="not attested"):
        attesting.take_back(batch, by=cast.reviewer2)
    attest(batch, cast.reviewer2)
    releasing.release(batch, by=cast.editor)
    with pytest.raises(Refused, match="released"):
        attesting.take_back(batch, by=cast.reviewer2)


def test_what_stands_against_a_batch_is_told_to_whoever_would_attest_it(batch: Batch, cast: Cast) -> None:
    bring_in_another(batch, cast)
    with pytest.raises(Refused, match="not read yet"):
        attest(batch, cast.reviewer1)


def test_an_empty_batch_is_not_attested(masthead: Masthead, cast: Cast) -> None:
    batch = bringing.open_batch(masthead, "空箱", by=cast.editor)
    with pytest.raises(Refused, match="Nothing of this batch"):
        attest(batch, cast.reviewer1)


def test_who_may_not_attest_any_more_does_not_count_at_the_release(batch: Batch, cast: Cast) -> None:
    attested(batch, cast)
    Membership.objects.filter(user=cast.reviewer1).delete()
    with pytest.raises(Refused, match="楚初审"):
        releasing.release(batch, by=cast.editor)


def test_revoking_what_somebody_signed_takes_their_attestations_along(
    batch: Batch, masthead: Masthead, cast: Cast
) -> None:
    attested(batch, cast)
    assert revoking.revoke_sign_offs(cast.reviewer1, reason="密码外泄。", masthead=masthead, by=cast.chief) == 1
    assert [each.by for each in standing.live(batch)] == [cast.chief]


def test_a_form_that_saw_an_older_row_is_refused(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 11)
    leave_one_out(batch, cast)
    with pytest.raises(Refused):
        correcting.take_in(row, by=cast.editor, seen_version=row.version)
    assert BackIssue.objects.get(pk=row.pk).state == "left out"


def test_somebody_of_another_masthead_has_no_say(batch: Batch, other_masthead: Masthead) -> None:
    stranger = make_user("stranger", role=Membership.Role.CHIEF, masthead=other_masthead)
    with pytest.raises(Refused, match="role"):
        attest(batch, stranger)
    with pytest.raises(Refused, match="role"):
        releasing.release(batch, by=stranger)
