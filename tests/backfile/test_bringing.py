from __future__ import annotations

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.backfile import bringing, reading
from editorial.backfile.bringing import Brought
from editorial.intake import envelope
from editorial.models import AuditEntry, BackIssue, Batch
from tests.backfile import numbers
from tests.backfile.conftest import recorded, released, row_of
from tests.cast import Cast


def test_the_same_file_is_one_row_however_often_and_under_whatever_name_it_comes(batch: Batch, cast: Cast) -> None:
    first = row_of(batch, 11)
    for name in (first.name, "副本.txt", "副本.txt"):
        row, how = bringing.bring_in(batch, name, numbers.data(11), by=cast.editor)
        assert (row.pk, how) == (first.pk, Brought.AGAIN)
    assert row_of(batch, 11).also_named == ["副本.txt"]
    assert batch.rows.count() == 3


def test_a_batch_goes_on_where_it_was_stopped(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    again = bringing.open_batch(masthead, "旧刊", by=cast.editor)
    assert again == batch
    row, how = bringing.bring_in(again, numbers.name(15), numbers.data(15), by=cast.editor)
    assert (row.batch, how) == (batch, Brought.NEW)


def test_a_file_that_waits_in_another_batch_is_not_brought_in_twice(
    batch: Batch, masthead: Masthead, cast: Cast
) -> None:
    other = bringing.open_batch(masthead, "另一箱", by=cast.editor)
    row, how = bringing.bring_in(other, "x.txt", numbers.data(12), by=cast.editor)
    assert (row.batch, how) == (batch, Brought.ELSEWHERE)
    assert other.rows.count() == 0


@pytest.mark.usefixtures("unrendered")
def test_a_file_that_is_recorded_is_known_to_every_later_batch(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    recorded(batch, cast)
    other = bringing.open_batch(masthead, "旧刊", by=cast.editor)
    assert other != batch
    _row, how = bringing.bring_in(other, numbers.name(11), numbers.data(11), by=cast.editor)
    assert how == Brought.ELSEWHERE


def test_a_released_batch_takes_nothing_more(batch: Batch, cast: Cast) -> None:
    released(batch, cast)
    with pytest.raises(Refused, match="released"):
        bringing.bring_in(batch, numbers.name(15), numbers.data(15), by=cast.editor)
    assert AuditEntry.objects.filter(verb="bring in", refused=True).count() == 1
    assert batch.rows.count() == 3


@pytest.mark.parametrize("data", [b"", b" \n", b"x" * (envelope.LARGEST + 1)], ids=["empty", "blank", "large"])
def test_what_is_empty_or_too_large_is_not_kept(batch: Batch, cast: Cast, data: bytes) -> None:
    with pytest.raises(Refused, match=r"a\.txt"):
        bringing.bring_in(batch, "a.txt", data, by=cast.editor)
    assert batch.rows.count() == 3


def test_only_who_may_bring_in_back_issues_does(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    for who in ("writer", "proofreader", "reviewer1", "reviewer2", "auditor", "nobody"):
        with pytest.raises(Refused, match="role"):
            bringing.open_batch(masthead, "我的箱子", by=getattr(cast, who))
        with pytest.raises(Refused, match="role"):
            bringing.bring_in(batch, "a.txt", numbers.data(20), by=getattr(cast, who))
    assert (Batch.objects.count(), batch.rows.count()) == (1, 3)


def test_a_file_is_known_by_who_brought_it_when_and_by_its_digest(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 11)
    assert (row.by, row.size, row.name) == (cast.editor, len(numbers.data(11)), numbers.name(11))
    assert row.document is not None
    assert row.document.digest == row.digest
    entries = AuditEntry.objects.filter(verb="bring in")
    assert sorted(entries.values_list("after_digest", flat=True)) == sorted(batch.rows.values_list("digest", flat=True))


def test_reading_that_was_broken_off_is_done_at_the_next_round(batch: Batch, cast: Cast) -> None:
    row, _how = bringing.bring_in(batch, numbers.name(15), numbers.data(15), by=cast.editor)
    assert row.state == BackIssue.State.WAITING
    assert reading.read(row).number == 15
