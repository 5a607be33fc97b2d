from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Masthead
from editorial.drafting import entries
from editorial.models import Issue, Proof
from editorial.publishing import scheduling
from tests import builders as desk
from tests.archive import builders
from tests.cast import make_cast, make_masthead

# Waiting on the desk, signed and ready; and a number that nobody ever thought of.
WAITING, NEVER = "144", "988"
TAILS = ["", "pdf/", "html/", "r1/pdf/", "r1/html/", "r2/pdf/", "r2/html/", "r9/pdf/", "1.1.1/", "1.1.2/", "1.2.1/"]
TAILS += ["2.1.1/", "9.9.9/", "feed.atom", "sitemap.xml", "og-image.png", "json/", "docx/", "print/", "files/"]
TAILS += ["mail/", "txt/", "md/", "r1/docx/", "r1/mail/", "r1/txt/", "r1/md/", "r2/docx/", "r9/md/"]
HOUR = timedelta(hours=1)
QUERIES = ["preview=1", "draft=1", "revision=1", "format=json", "page=2", "state=open", "language=en", "_=1", "key=x"]
HEADERS = {
    "Range": "bytes=0-99",
    "If-Range": '"x"',
    "If-None-Match": "*",
    "If-Match": "*",
    "If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT",
    "Accept": "application/json",
    "Accept-Language": "en",
    "Accept-Encoding": "identity",
    "Cookie": f"bulletin-session={'s' * 32}; bulletin-csrf={'c' * 32}",
    "Authorization": "Basic Y2hpZWY6Y2hpZWY=",
    "Referer": "http://testserver/desk/",
    "Origin": "http://testserver",
    "X-Preview": "1",
    "X-Forwarded-Host": "localhost",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "127.0.0.1",
    "X-HTTP-Method-Override": "PUT",
    "X-Original-URL": "/desk/",
    "X-Rewrite-URL": "/desk/",
    "X-Requested-With": "XMLHttpRequest",
    "Cache-Control": "no-cache",
}
METHODS = ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


class Variant(NamedTuple):
    """One request; ``{n}`` stands for the number and ``{e}`` for the number with a digit percent-encoded."""

    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()


def variants() -> Iterator[Variant]:
    paths = [f"/weekly/{{n}}/{tail}" for tail in TAILS]
    for path in paths:
        yield Variant(path)
        yield Variant(path.removesuffix("/"))
        yield Variant(path, "HEAD")
        yield Variant(path.replace("weekly", "WEEKLY"))
        yield Variant(path.replace("{n}", "{e}"))
        yield Variant(path.replace("/weekly/", "/weekly/%2e/"))
        yield Variant(path, headers=(("Range", "bytes=0-99"),))
        yield Variant(f"{path}?preview=1")
        yield Variant(f"/{path}")
    for odd in ("0{n}/", "{n}.0/", "{n}/../{n}/", "{n}//", "{n}%00/", "-{n}/", "{n}e0/"):
        yield Variant(f"/weekly/{odd}")
    for path in paths[:3]:
        yield from (Variant(f"{path}?{query}") for query in QUERIES)
        yield from (Variant(path, headers=(header,)) for header in HEADERS.items())
        yield from (Variant(path, method) for method in METHODS)


def answer(variant: Variant, number: str) -> tuple[Any, ...]:
    """Everything a stranger can see, and the statements behind it, with the number taken out."""
    encoded = f"%{ord(number[0]):02x}{number[1:]}"
    path = variant.path.replace("{n}", number).replace("{e}", encoded)
    with CaptureQueriesContext(connection) as captured:
        response = Client().generic(variant.method, path, headers=dict(variant.headers))
    shown = [
        str(response.status_code),
        str(sorted(response.headers.items())),
        response.content.decode(errors="replace"),
    ]
    statements = [query["sql"] for query in captured.captured_queries]
    cleaned = [text.replace(encoded, "{n}").replace(number, "{n}") for text in [*shown, *statements]]
    return (*cleaned, response.cookies.output())


@pytest.fixture
def masthead(db: None) -> Masthead:
    """Number 143 is public; what waits on the desk is made by ``waiting``."""
    masthead = make_masthead("weekly", "监管周报")
    builders.release(masthead, 143)
    return masthead


@pytest.fixture(params=["signed", "scheduled"])
def waiting(request: pytest.FixtureRequest, masthead: Masthead) -> Issue:
    """Ready on the desk, or frozen and rendered with its files in the store of released blobs."""
    cast = make_cast(masthead)
    issue = desk.signed_issue(cast, masthead, number=int(WAITING), highlights=("尚未发布的要点",))
    if request.param == "scheduled":
        scheduling.schedule(issue, release_at=timezone.now() + HOUR, by=cast.chief)
    return issue


def test_an_issue_that_waits_answers_as_a_number_that_never_existed(waiting: Issue) -> None:
    requests = set(variants())
    assert len(requests) >= 200
    differing = [each for each in requests if answer(each, WAITING) != answer(each, NEVER)]
    assert differing == []


def test_once_released_the_same_comparison_tells_them_apart(masthead: Masthead) -> None:
    builders.release(masthead, int(WAITING))
    assert answer(Variant("/weekly/{n}/"), WAITING) != answer(Variant("/weekly/{n}/"), NEVER)
    for form in ("pdf", "docx", "mail", "txt", "md"):
        tail = Variant(f"/weekly/{{n}}/{form}/")
        assert answer(tail, WAITING) != answer(tail, NEVER)


def test_no_list_feed_filter_or_count_changes_before_the_release(masthead: Masthead, client: Client) -> None:
    paths = ["/", "/weekly/", "/weekly/143/", "/weekly/143/1.1.1/", "/weekly/feed.atom", "/weekly/entries/"]
    paths += ["/weekly/entries/?title=技术指导原则", "/weekly/entries/?part_title=政策法规篇", "/weekly/144/"]

    def answers() -> list[tuple[Any, ...]]:
        return [answer(Variant(path), NEVER) for path in paths]

    before = answers()
    cast = make_cast(masthead)
    issue = desk.signed_issue(cast, masthead, number=int(WAITING), highlights=("尚未发布的要点",))
    assert answers() == before
    scheduling.schedule(issue, release_at=timezone.now() + HOUR, by=cast.chief)
    assert answers() == before


def test_the_files_of_a_scheduled_issue_lie_in_the_store_and_are_served_to_nobody(masthead: Masthead) -> None:
    cast, annex = make_cast(masthead), store.drafts().put(b"annex")
    issue = desk.open_issue(masthead, by=cast.writer, number=int(WAITING))
    entry = desk.entries_of(issue)[0]
    files = [shape.Attachment(title="附表", digest=annex, type="text/plain", size=5)]
    entries.revise(entry, {}, by=cast.writer, seen_version=entry.version, attachments=files)
    scheduling.schedule(desk.signed(issue, cast), release_at=timezone.now() + HOUR, by=cast.chief)
    proof = Proof.objects.get()
    for digest in (annex, proof.pdf_digest, proof.html_digest):
        assert store.released().get(digest)
        for number in (WAITING, "143"):
            address = reverse("archive:file", args=["weekly", number, "1.1.1", digest])
            assert Client().get(address).status_code == 404


def test_at_its_hour_a_scheduled_issue_is_public_and_no_404_is_kept(masthead: Masthead) -> None:
    cast = make_cast(masthead)
    issue = desk.signed_issue(cast, masthead, number=int(WAITING))
    scheduling.schedule(issue, release_at=timezone.now() + HOUR, by=cast.chief)
    hour = Proof.objects.get().release_at
    assert scheduling.release_due(hour - timedelta(milliseconds=1)) == []
    assert Client().get(f"/weekly/{WAITING}/").status_code == 404
    scheduling.release_due(hour)
    assert Client().get(f"/weekly/{WAITING}/").status_code == 200
    assert Client().get(f"/weekly/{WAITING}/pdf/").status_code == 200
