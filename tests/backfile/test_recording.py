from __future__ import annotations

import pytest

from bulletin import snapshot as shape
from bulletin.models import Dispatch, Edition, PublishedEntry
from editorial.models import AuditEntry, BackIssue, Batch
from tests.backfile import numbers
from tests.backfile.conftest import recorded, row_of
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
