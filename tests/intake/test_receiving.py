from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bulletin import store
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.intake import pooling, receiving, rereading, taking
from editorial.models import Candidate, SourceDocument
from tests.cast import Cast

TEXT = "示例局关于发布示范名单的通告（2026年第8号）\n现将示范名单予以发布。\n示例局\n2026年3月10日\n".encode()
NAMES = {
    "../../x": "x",
    "..\\..\\windows\\x.docx": "x.docx",
    "a\x00b.txt": "ab.txt",
    "a\r\nSet-Cookie: b.txt": "aSet-Cookie: b.txt",
    "图\u202etxt.exe": "图txt.exe",
    "x.svg": "x.svg",
    "页.html": "页.html",
    'a"b;c.txt': 'a"b;c.txt',
    "": "document",
    "...": "document",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_a_name_and_nothing_else(name: str, cast: Cast, masthead: Masthead, client: Client) -> None:
    document, _new = receiving.keep(TEXT, name, masthead, by=cast.writer)
    assert document.name == NAMES[name]
    assert store.drafts().path(document.digest).exists()
    client.force_login(cast.writer)
    response = client.get(reverse("desk:editorial_sourcedocument_original", args=[document.pk]))
    assert response.content == TEXT
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_name_of_four_thousand_characters_keeps_its_ending(cast: Cast, masthead: Masthead) -> None:
    document, _new = receiving.keep(TEXT, "长" * 4000 + ".docx", masthead, by=cast.writer)
    assert len(document.name) == receiving.LONGEST_NAME
    assert document.name.endswith(".docx")


def test_the_bytes_are_kept_as_they_came_whatever_is_read_and_corrected(cast: Cast, masthead: Masthead) -> None:
    document = receiving.receive(TEXT, "一.txt", masthead, by=cast.writer)
    rereading.read(document, by=cast.writer, marks={2: "leave"})
    row = SourceDocument.objects.get()
    assert row.digest == hashlib.sha256(TEXT).hexdigest()
    assert store.drafts().get(row.digest) == TEXT
    assert (row.name, row.by, row.size) == ("一.txt", cast.writer, len(TEXT))


def test_a_reading_that_was_killed_midway_is_made_up_for(
    cast: Cast, masthead: Masthead, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_args: object, **_options: object) -> None:
        raise Killed

    document, _new = receiving.keep(TEXT, "一.txt", masthead, by=cast.writer)
    with monkeypatch.context() as patch:
        patch.setattr("editorial.intake.envelope.reading_of", killed)
        with pytest.raises(Killed):
            rereading.read(document, by=cast.writer)
    assert SourceDocument.objects.get().state == SourceDocument.State.RECEIVED
    with pytest.raises(Refused):
        taking.found_in(SourceDocument.objects.get())
    assert len(taking.found_in(rereading.read(SourceDocument.objects.get(), by=cast.writer))) == 1


def test_the_address_of_a_document_is_that_of_the_notice_it_holds(cast: Cast, masthead: Masthead) -> None:
    address = "https://www.example.org/notice/8.html"
    document = receiving.receive(TEXT, "一.txt", masthead, by=cast.writer, source_url=address)
    (found,) = taking.found_in(document)
    assert found.read.source_url == address


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org", "example"])
def test_what_is_no_web_address_is_refused(address: str, cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused):
        receiving.receive(TEXT, "一.txt", masthead, by=cast.writer, source_url=address)
    assert not SourceDocument.objects.exists()


def test_entries_are_known_again_when_their_neighbours_are_divided_otherwise(cast: Cast, masthead: Masthead) -> None:
    text = "甲篇\n国家级\n1、一项通知\n现予发布。\n2、另一项通知\n现予发布。\n3、又一项通知\n现予发布。\n".encode()
    document = receiving.receive(text, "一.txt", masthead, by=cast.writer)
    third = taking.found_in(document)[2]
    pooling.pool(document, [third.ref], by=cast.writer)
    document = rereading.read(SourceDocument.objects.get(), by=cast.writer, marks={5: "body", 7: "entry"})
    found = taking.found_in(document)
    assert len(found) == 2
    assert found[1].ref == third.ref == Candidate.objects.get().ref


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_file_ten_times_at_once_is_one_document_and_one_candidate(cast: Cast, masthead: Masthead) -> None:
    barrier = threading.Barrier(10)

    def one() -> int:
        barrier.wait()
        try:
            document = receiving.receive(TEXT, "一.txt", masthead, by=cast.writer)
            document = SourceDocument.objects.get(pk=document.pk)
            pooling.pool(document, [each.ref for each in taking.found_in(document)], by=cast.writer)
        except Refused:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(10) as pool:
        done = sum(each.result() for each in [pool.submit(one) for _ in range(10)])
    assert SourceDocument.objects.count() == 1
    assert Candidate.objects.count() == done == 1
