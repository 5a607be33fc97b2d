from __future__ import annotations

import pytest

from tests.archive.record import Record, blank


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(tmp_path_factory.mktemp("record"), blank=blank())
    record.run("-m", "tests.archive.reading_process", "fill")
    return record


def test_every_page_is_the_same_without_the_desk_and_without_its_tables(record: Record) -> None:
    with_desk = record.read("on")
    assert with_desk.pop("desk")
    assert {answer[0] for answer in with_desk.values()} == {200, 404, 410}
    without = record.read("off")
    assert without.pop("desk") == []
    assert without == with_desk
    dropped = record.drop_all_but_the_record()
    assert {"editorial_issue", "editorial_user", "django_session"} <= set(dropped)
    alone = record.read("off")
    assert alone.pop("desk") == []
    assert alone == with_desk
