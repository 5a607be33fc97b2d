from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bulletin.models import Edition, Masthead
from editorial.backfile import rounds, standing
from editorial.backfile.digesting import digest
from editorial.models import BackIssue, Batch, User
from tests.backfile import numbers
from tests.backfile.conftest import attested, row_of
from tests.cast import Cast

SignIn = Callable[[User], Client]
SHELF = "/desk/editorial/batch/"


def page(batch: Batch) -> str:
    return f"{SHELF}{batch.pk}/"


@pytest.mark.usefixtures("unrendered")
def test_the_whole_way_by_page(masthead: Masthead, cast: Cast, signed_in: SignIn) -> None:
    editor = signed_in(cast.editor)
    packed = numbers.zipped((numbers.name(number), numbers.data(number)) for number in (11, 13))
    files = [SimpleUploadedFile("旧刊.zip", packed), SimpleUploadedFile(numbers.name(12), numbers.data(12))]
    given = {"masthead": masthead.pk, "source": "一号箱", "numbers": files}
    answer = editor.post(f"{SHELF}add/", given)
    batch = Batch.objects.get()
    assert answer["Location"] == page(batch)
    said = editor.get(page(batch)).content.decode()
    assert "0 of 3 read" in said
    assert 'http-equiv="refresh"' in said
    while rounds.go_on():
        pass
    assert 'http-equiv="refresh"' not in editor.get(page(batch)).content.decode()
    for who in (cast.reviewer1, cast.chief):
        client = signed_in(who)
        assert "I attest this batch" in client.get(page(batch)).content.decode()
        client.post(f"{page(batch)}attest/", {"digest": digest(batch)})
    assert "Release and record" in editor.get(page(batch)).content.decode()
    editor.post(f"{page(batch)}release/")
    assert "0 of 3 recorded" in editor.get(page(batch)).content.decode()
    while rounds.go_on():
        pass
    assert Edition.objects.filter(is_back_issue=True).count() == 3
    assert "recorded" in editor.get(SHELF).content.decode()


def test_the_page_names_what_is_missing_and_what_stands_against_it(batch: Batch, cast: Cast, signed_in: SignIn) -> None:
    editor = signed_in(cast.editor)
    upload = SimpleUploadedFile("无题.txt", numbers.data(50, printed=False, dated=False))
    editor.post(f"{SHELF}add/", {"masthead": batch.masthead_id, "source": "旧刊", "numbers": [upload]})
    rounds.go_on()
    said = editor.get(page(batch)).content.decode()
    assert "<p>13</p>" in said
    assert "无题.txt bears no number" in said


def test_a_row_is_given_its_number_and_date_and_is_left_out_and_taken_in(
    batch: Batch, cast: Cast, signed_in: SignIn
) -> None:
    attested(batch, cast)
    editor, row = signed_in(cast.editor), row_of(batch, 14)
    address = f"{page(batch)}rows/{row.pk}/"
    answer = editor.post(address, {"number": "15", "dated_on": "2018-04-20", "version": row.version})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.number, str(row.dated_on), row.changed_by) == (15, "2018-04-20", cast.editor)
    assert standing.live(batch) == []
    for step, state in (("leave-out", "left out"), ("take-in", "read"), ("read-again", "not read yet")):
        row.refresh_from_db()
        editor.post(f"{address}step/", {"step": step, "version": row.version})
        assert BackIssue.objects.get(pk=row.pk).get_state_display() == state


def test_a_form_that_saw_an_older_row_keeps_what_was_typed_and_says_why(
    batch: Batch, cast: Cast, signed_in: SignIn
) -> None:
    row = row_of(batch, 14)
    given = {"number": "15", "dated_on": "2018-04-20", "version": row.version - 1}
    answer = signed_in(cast.editor).post(f"{page(batch)}rows/{row.pk}/", given)
    assert answer.status_code == 200
    assert 'value="15"' in answer.content.decode()
    assert "refusals" in answer.content.decode()


def test_who_attests_reads_all_of_it_and_changes_nothing(batch: Batch, cast: Cast, signed_in: SignIn) -> None:
    client, row = signed_in(cast.reviewer1), row_of(batch, 14)
    address = f"{page(batch)}rows/{row.pk}/"
    said = client.get(address).content.decode()
    assert "第1401项" in said
    assert "Leave it out" not in said
    whole = client.get(f"{address}preview.html")
    assert "各有关单位应当对照执行" in whole.content.decode()
    assert "sandbox" in whole["Content-Security-Policy"]
    assert "no-store" in whole["Cache-Control"]
    assert client.post(f"{address}step/", {"step": "leave-out", "version": row.version}).status_code == 403
    assert client.post(address, {"number": "15", "dated_on": "2018-04-20", "version": "1"}).status_code == 403


def test_the_second_who_saw_another_batch_is_told_so(batch: Batch, cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.chief).post(f"{page(batch)}attest/", {"digest": "0" * 64}, follow=True)
    assert "not what you looked at" in answer.content.decode()
    assert standing.live(batch) == []


def test_who_brought_it_in_is_told_why_they_do_not_attest_it(masthead: Masthead, cast: Cast, signed_in: SignIn) -> None:
    chief = signed_in(cast.chief)
    upload = SimpleUploadedFile(numbers.name(12), numbers.data(12))
    chief.post(f"{SHELF}add/", {"masthead": masthead.pk, "source": "旧刊", "numbers": [upload]})
    rounds.go_on()
    said = chief.get(page(Batch.objects.get())).content.decode()
    assert "two others must attest it" in said
    assert "I attest this batch" not in said


def test_a_row_of_another_batch_is_not_found_under_this_one(
    batch: Batch, other_masthead: Masthead, cast: Cast, signed_in: SignIn
) -> None:
    other = Batch.objects.create(masthead=other_masthead, source="别处", by=cast.editor, at=batch.at)
    row = row_of(batch, 14)
    client = signed_in(cast.editor)
    assert client.get(f"{page(other)}rows/{row.pk}/").status_code == 404
    assert client.get(page(other)).status_code == 404


def test_a_page_of_a_hundred_rows_takes_no_more_queries_than_one_of_three(
    batch: Batch, cast: Cast, signed_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    rows = BackIssue.objects.filter(batch=batch)
    first = rows[0]
    for number in range(100, 197):
        first.pk, first.number, first.digest, first.name = None, number, f"{number:064}", f"{number}.txt"
        first.save(force_insert=True)
    client = signed_in(cast.editor)
    client.get(page(batch))
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        client.get(page(batch))
