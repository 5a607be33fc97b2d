from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin import store
from bulletin.refusal import Refused
from editorial.drafting import entries
from editorial.evidence import checking, copies
from editorial.models import Entry, LinkCheck, User
from tests.cast import Cast
from tests.evidence.site import Site

SignIn = Callable[[User], Client]

PDF = b"%PDF-1.7\n%%EOF\n"


def fetched(entry: Entry, cast: Cast, site: Site) -> LinkCheck:
    checking.ask(entry, by=cast.writer)
    checking.answer_next(timezone.now(), site.reach)
    return LinkCheck.objects.select_related("entry").get()


def test_what_was_fetched_is_kept_with_digest_and_instant(entry: Entry, cast: Cast, site: Site) -> None:
    check = fetched(entry, cast, site)
    copies.keep(check, by=cast.writer, seen_version=entry.version)
    (kept,) = entries.content(entry).sources
    assert (kept.url, kept.digest) == (site.url(), check.digest)
    assert kept.fetched_at is not None
    assert "自发布之日起施行" in store.drafts().get(check.digest).decode()


def test_the_same_copy_is_kept_once(entry: Entry, cast: Cast) -> None:
    for _ in range(2):
        version = Entry.objects.get(pk=entry.pk).version
        copies.upload(entry, PDF, by=cast.writer, seen_version=version)
    assert len(entries.content(entry).sources) == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04zip", "一段文字".encode(), b"<svg onload=x>", b"MZ\x90"])
def test_what_is_neither_page_nor_pdf_is_not_kept(entry: Entry, cast: Cast, data: bytes) -> None:
    with pytest.raises(Refused, match="Only web pages"):
        copies.upload(entry, data, by=cast.writer, seen_version=entry.version)
    assert entries.content(entry).sources == ()


def test_a_stale_page_keeps_nothing(entry: Entry, cast: Cast) -> None:
    with pytest.raises(Refused):
        copies.upload(entry, PDF, by=cast.writer, seen_version=entry.version - 1)
    assert entries.content(entry).sources == ()


def test_a_copy_is_handed_out_as_a_file_and_never_shown(entry: Entry, cast: Cast, signed_in: SignIn) -> None:
    issue = entry.section.part.issue_id
    client = signed_in(cast.writer)
    upload = SimpleUploadedFile("a.html", b"<!doctype html><script>alert(1)</script>")
    address = reverse("desk:editorial_issue_keep_copy", args=[issue, entry.pk])
    assert client.post(address, {"version": entry.version, "file": upload}).status_code == 302
    (kept,) = entries.content(entry).sources
    answer = client.get(reverse("desk:editorial_issue_copy", args=[issue, entry.pk, kept.digest]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "start",
    [
        "<!-- 20261122 -->\n<!doctype html>",
        "<?xml version='1.0'?>\n<!DOCTYPE html>",
        "<head><title>通告</title>",
        "<HTML>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_page_is_known_however_it_begins(start: str, encoding: str) -> None:
    assert copies.type_of(f"{start}<p>通告</p>".encode(encoding)) == "text/html"


def test_a_copy_that_is_kept_already_is_never_one_too_many(entry: Entry, cast: Cast) -> None:
    for number in [*range(copies.MOST), 0]:
        version = Entry.objects.get(pk=entry.pk).version
        copies.upload(entry, PDF + str(number).encode(), by=cast.writer, seen_version=version)
    with pytest.raises(Refused, match="at most 10"):
        copies.upload(entry, PDF, by=cast.writer, seen_version=Entry.objects.get(pk=entry.pk).version)


def test_what_the_store_lost_is_not_kept(entry: Entry, cast: Cast, site: Site) -> None:
    check = fetched(entry, cast, site)
    store.drafts().path(check.digest).unlink()
    with pytest.raises(Refused, match="brought nothing"):
        copies.keep(check, by=cast.writer, seen_version=entry.version)


def test_a_copy_is_handed_out_beside_its_own_entry_alone(entry: Entry, cast: Cast, signed_in: SignIn) -> None:
    copies.upload(entry, PDF, by=cast.writer, seen_version=entry.version)
    (kept,) = entries.content(entry).sources
    issue = entry.section.part.issue_id
    other = Entry.objects.filter(section__part__issue=issue).exclude(pk=entry.pk)[0]
    client = signed_in(cast.writer)
    for row, expected in ((entry, 200), (other, 404)):
        assert (
            client.get(reverse("desk:editorial_issue_copy", args=[issue, row.pk, kept.digest])).status_code == expected
        )
