from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bulletin import store
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries, uploads
from editorial.models import Entry, User
from tests import builders
from tests.cast import Cast
from tests.entries.pages import address, controls, opened, saved

SignIn = Callable[[User], Client]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def package(*members: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return written.getvalue()


TAKEN = [
    (PDF, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n....", "image/png"),
    (b"\xff\xd8\xff\xe0....", "image/jpeg"),
    (b"GIF89a....", "image/gif"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    (package("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (package("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (package("a.txt"), "application/zip"),
    (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
    ("附件　一、二\r\n1 < 2".encode(), "text/plain"),
]
REFUSED = [
    b"",
    b"MZ\x90\x00\x03",
    b"\x7fELF\x02\x01",
    b"#!/bin/sh\nrm -rf /",
    b"<!doctype html><p>a</p>",
    b"  \n<html><script>alert(1)</script>",
    b"words first <script>alert(1)</script>",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b'\xef\xbb\xbf<?xml version="1.0"?><svg/>',
    b"\xff\xfe<\x00h\x00t\x00m\x00l\x00",
    package("word/document.xml", "word/vbaProject.bin"),
    OLE + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"),
    OLE,
    b"RIFF\x00\x00\x00\x00WAVEfmt ",
    b"x" * (uploads.LARGEST + 1),
]


@pytest.fixture
def entry(masthead: Masthead, cast: Cast) -> Entry:
    return builders.entries_of(builders.open_issue(masthead, by=cast.writer))[0]


@pytest.mark.parametrize(("data", "kind"), TAKEN)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    kept = uploads.keep("a.exe", data)
    assert (kept.type, kept.size, kept.title) == (kind, len(data), "a")
    assert store.drafts().get(kept.digest or "") == data


@pytest.mark.parametrize("data", REFUSED)
def test_what_could_run_or_is_unknown_is_not_taken(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        uploads.keep("a.pdf", data)
    assert len(refused.value.reasons) == 1
    assert list(store.drafts().digests()) == []


def test_ten_mebibytes_are_taken() -> None:
    assert uploads.keep("a.txt", b"x" * uploads.LARGEST).size == uploads.LARGEST


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../x.pdf", "x"),
        ("C:\\temp\\附件1.pdf", "附件1"),
        ("a\x00b\r\nc.pdf", "abc"),
        ("gpj\u202e.exe", "gpj"),
        ("长" * 4_000, "长" * uploads.LONGEST_TITLE),
        (".pdf", ".pdf"),
        ("///", "file"),
    ],
)
def test_a_file_name_becomes_a_harmless_title(name: str, title: str) -> None:
    assert uploads.title_of(name) == title


def test_an_uploaded_file_is_attached_and_can_be_had_again(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    file = SimpleUploadedFile("附件2：目录.pdf", PDF, content_type="text/html")
    assert saved(client, entry, opened(client, entry), **{"attachments-1-file": file}).status_code == 302
    first, second = Entry.objects.get(pk=entry.pk).attachments.all()
    assert (second.title, second.type, second.size) == ("附件2：目录", "application/pdf", len(PDF))
    assert first.url
    response = client.get(reverse("desk:editorial_notice_attachment", args=[entry.pk, second.digest]))
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert saved(client, entry, opened(client, entry)).status_code == 302
    assert "Nothing was changed." in client.get(address(entry)).content.decode()


def test_a_file_is_not_lost_when_another_field_is_wrong(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    file = SimpleUploadedFile("附件.pdf", PDF)
    response = saved(client, entry, opened(client, entry), title="", **{"attachments-1-file": file})
    assert response.status_code == 200
    assert saved(client, entry, controls(response), title="题").status_code == 302
    assert Entry.objects.get(pk=entry.pk).attachments.last().size == len(PDF)  # type: ignore[union-attr]


def test_a_refused_file_is_named_at_its_row(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    file = SimpleUploadedFile("a.pdf", b"MZ\x90\x00")
    response = saved(client, entry, opened(client, entry), **{"attachments-1-file": file})
    assert "Files of this kind are not taken." in response.content.decode()
    assert Entry.objects.get(pk=entry.pk).attachments.count() == 1


def test_an_attachment_is_removed_by_its_mark(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    assert saved(client, entry, opened(client, entry), **{"attachments-0-DELETE": "on"}).status_code == 302
    assert Entry.objects.get(pk=entry.pk).attachments.count() == 0


def test_a_kept_file_cannot_be_claimed_without_the_desks_seal(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    forged = {"attachments-1-title": "x", "attachments-1-kept": '{"digest": "' + "ab" * 32 + '"}'}
    saved(client, entry, opened(client, entry), **forged)
    assert set(Entry.objects.get(pk=entry.pk).attachments.values_list("digest", flat=True)) == {""}


def test_a_digest_that_is_not_this_entrys_is_not_given_out(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    other = builders.entries_of(entry.section.part.issue)[1]
    kept = uploads.keep("a.pdf", PDF)
    entries.revise(other, {}, by=cast.editor, seen_version=other.version, attachments=[kept])
    client = signed_in(cast.editor)
    pages = [reverse("desk:editorial_notice_attachment", args=[each.pk, kept.digest]) for each in (entry, other)]
    assert [client.get(page).status_code for page in pages] == [404, 200]
