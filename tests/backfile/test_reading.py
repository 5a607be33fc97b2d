from __future__ import annotations

from datetime import date

from bulletin.models import Masthead
from editorial.backfile import bringing, correcting, reading, rounds
from editorial.backfile.findings import report
from editorial.models import BackIssue, Batch
from tests import builders
from tests.backfile import numbers
from tests.backfile.conftest import brought, row_of
from tests.cast import Cast

Basis, State = BackIssue.Basis, BackIssue.State


def read(batch: Batch, cast: Cast, name: str, data: bytes) -> BackIssue:
    row, _how = bringing.bring_in(batch, name, data, by=cast.editor)
    return reading.read(row)


def test_number_and_date_come_from_the_text(batch: Batch) -> None:
    row = row_of(batch, 11)
    assert (row.number, row.number_basis, row.dated_on, row.dated_basis) == (11, "text", date(2018, 3, 23), "text")
    assert row.entry_count == 3
    content = reading.content_of(row)
    assert (content.issue.number, content.issue.dated_on) == (11, "2018-03-23")
    assert [entry.ref for entry in content.entries()] == ["1.1.1", "1.1.2", "1.1.3"]


def test_else_from_the_file_name(batch: Batch, cast: Cast) -> None:
    bare = numbers.data(30, printed=False, dated=False)
    row = read(batch, cast, "监管周报第30期-2018-08-03.txt", bare)
    assert (row.number, row.number_basis, row.dated_on, row.dated_basis) == (30, "name", date(2018, 8, 3), "name")


def test_else_the_editor_says_them(batch: Batch, cast: Cast) -> None:
    row = read(batch, cast, "无题.txt", numbers.data(30, printed=False, dated=False))
    assert (row.number, row.dated_on) == (None, None)
    sentences = [each.sentence for each in report(batch).blockers]
    assert len([each for each in sentences if "无题.txt bears no" in each]) == 2
    correcting.say(row, number=30, dated_on=date(2018, 8, 3), stands=False, by=cast.editor, seen_version=row.version)
    row = row_of(batch, 30)
    assert (row.number_basis, row.dated_basis) == (Basis.EDITOR, Basis.EDITOR)
    assert reading.content_of(row).issue.dated_on == "2018-08-03"
    assert report(batch).blockers == []


def test_a_name_that_says_another_number_than_the_text_is_a_warning(batch: Batch, cast: Cast) -> None:
    row = read(batch, cast, "监管周报第31期-2018-08-04.txt", numbers.data(30))
    assert row.number == 30
    said = [str(each["text"]) for each in row.warnings]
    assert "The file name says number 31, the text says number 30." in said
    assert "The file name says 2018-08-04, the text says 2018-08-03." in said


def test_a_file_that_cannot_be_read_stays_with_the_reason(batch: Batch, cast: Cast) -> None:
    row = read(batch, cast, "图.png", builders.png())
    assert row.state == State.FAILED
    assert row.refusal
    assert [each.sentence for each in report(batch).blockers] == ["图.png cannot be read. Leave it out."]
    correcting.leave_out(row, by=cast.editor, seen_version=row.version)
    assert report(batch).blockers == []


def test_what_somebody_left_out_meanwhile_is_not_read_over_their_heads(batch: Batch, cast: Cast) -> None:
    row, _how = bringing.bring_in(batch, numbers.name(15), numbers.data(15), by=cast.editor)
    correcting.leave_out(row, by=cast.editor, seen_version=row.version)
    assert reading.read(row).state == State.LEFT_OUT


def test_the_report_names_what_is_missing_and_what_is_there_twice(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    other = numbers.text(12).replace("现予发布", "予以发布").encode()
    read(batch, cast, "第12期修订稿.txt", other)
    read(batch, cast, "监管周报第16—17期.txt", numbers.data(16, printed=False))
    found = report(batch)
    assert found.missing == ((13, 13), (15, 15))
    double = "Number 12 is there more than once: 监管周报第12期.txt, 第12期修订稿.txt. Leave out all but one."
    assert sorted(each.sentence for each in found.blockers) == [double, double]


def test_numbers_of_the_record_and_of_the_desk_are_taken(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    builders.open_issue(masthead, by=cast.writer, number=12)
    (found,) = report(batch).blockers
    assert found.sentence == "Number 12 (监管周报第12期.txt) is that of an issue of the desk."


def test_a_number_that_is_dated_before_the_one_before_it_wants_a_look(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 14)
    correcting.say(row, number=14, dated_on=date(2017, 1, 6), stands=False, by=cast.editor, seen_version=row.version)
    found = report(batch)
    assert found.blockers == []
    assert [each.sentence for each in found.findings] == ["Number 14 is dated before number 12."]


def test_a_date_to_come_cannot_be_that_of_a_back_issue(batch: Batch, cast: Cast) -> None:
    row = row_of(batch, 14)
    correcting.say(row, number=14, dated_on=date(2999, 1, 4), stands=False, by=cast.editor, seen_version=row.version)
    assert [each.sentence for each in report(batch).blockers if "to come" in each.sentence]


def test_the_worker_reads_what_waits(masthead: Masthead, cast: Cast) -> None:
    batch = brought(masthead, cast, 11)
    for number in range(12, 19):
        bringing.bring_in(batch, numbers.name(number), numbers.data(number), by=cast.editor)
    while rounds.go_on():
        pass
    assert set(batch.rows.values_list("state", flat=True)) == {State.READ}
