from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

import pytest
from django.test import Client
from pytest_django import Settings

from bulletin import formats, store
from bulletin import snapshot as shape
from bulletin.models import Edition, Withdrawal
from bulletin.refusal import Refused
from editorial.models import Message, User
from editorial.publishing import removals, taking_down, withdrawing
from tests import builders
from tests.cast import Cast
from tests.withdrawing.conftest import CANARIES, CLAIM, REF

LINES = ("雪豹要点：雪豹通告见第一条",)
IMAGE, ANNEX = (hashlib.sha256(each).hexdigest() for each in (builders.png(), "雪豹附件的内容".encode()))
TOLD_TO_NOBODY = (*CANARIES, CLAIM.claimant, CLAIM.reason, "著作权人")
TAILS = ["", "pdf/", "html/", *(f"{form}/" for form in formats.TYPES), "1.1.2/"]
TAILS += [f"{REF}/", f"{REF}/files/{IMAGE}/", f"{REF}/files/{ANNEX}/"]
LISTS = ["/", "/weekly/", "/weekly/feed.atom", "/weekly/entries/", f"/weekly/entries/?title={quote('雪豹')}"]
LISTS += [f"/weekly/entries/?authority={quote('雪豹机关')}", "/weekly/entries/?kind=notice&page=1"]


class Asked(NamedTuple):
    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()


def asked(etags: dict[str, str]) -> Iterator[Asked]:
    """Every address under which the text was, or might be thought to be; with the ETag that a cache still knows."""
    paths = [f"/weekly/7/{revision}{tail}" for revision in ("", "r1/") for tail in TAILS]
    for path in [*paths, "/weekly/7/r2/", f"/weekly/7/r2/{REF}/", "/weekly/7/r2/pdf/", "/weekly/7/r2/html/", *LISTS]:
        yield Asked(path)
        yield Asked(path, "HEAD")
        yield Asked(path, headers=(("Range", "bytes=0-4095"),))
        if path in etags:
            yield Asked(path, headers=(("If-None-Match", etags[path]),))
            yield Asked(path, headers=(("Range", "bytes=100-"), ("If-Range", etags[path])))
        yield Asked(f"{path}{'&' if '?' in path else '?'}revision=1&preview=1")


def etags(client: Client) -> dict[str, str]:
    paths = [f"/weekly/7/{revision}{tail}" for revision in ("", "r1/") for tail in TAILS] + LISTS
    return {path: client.get(path)["ETag"] for path in paths}


def told(client: Client, each: Asked) -> tuple[int, str]:
    response = client.generic(each.method, each.path, headers=dict(each.headers))
    raw = response.getvalue()
    return response.status_code, raw.decode("utf-8", "replace") + str(response.headers)


def text_of_pdf(content: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def down(edition: Edition, cast: Cast) -> Edition:
    outcome = taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=LINES)
    assert outcome.edition is not None
    return outcome.edition


def test_before_it_is_taken_down_the_same_requests_find_the_text(edition: Edition, client: Client) -> None:
    found = {canary for each in asked({}) for canary in CANARIES if canary in told(client, each)[1]}
    assert found >= {"雪豹通告", "雪豹机关", "雪豹正文", "雪豹附件", "雪豹要点"}
    assert client.get(f"/weekly/7/{REF}/files/{ANNEX}/").status_code == 200
    assert "雪豹通告" in text_of_pdf(client.get("/weekly/7/pdf/").content)


def test_nothing_of_the_text_is_to_be_had_by_any_request(edition: Edition, cast: Cast, client: Client) -> None:
    before = etags(client)
    taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=LINES)
    requests = set(asked(before))
    assert len(requests) >= 60
    for each in requests:
        status, answer = told(client, each)
        # A form says again what was asked of it.
        unasked = [word for word in TOLD_TO_NOBODY if word not in unquote(each.path)]
        assert [word for word in unasked if word in answer] == [], each
        assert status != 304, each
        assert status in (200, 206, 404, 410, 416), each
    gone = [f"/weekly/7/{tail}" for tail in (f"{REF}/", f"{REF}/files/{IMAGE}/", f"{REF}/files/{ANNEX}/", f"r2/{REF}/")]
    gone += [f"/weekly/7/r1/{tail}" for tail in TAILS]
    assert {path: client.get(path).status_code for path in gone} == dict.fromkeys(gone, 410)
    assert "雪豹" not in text_of_pdf(client.get("/weekly/7/pdf/").content)


def test_caches_that_ask_again_are_told_that_it_is_gone(edition: Edition, cast: Cast, client: Client) -> None:
    before = etags(client)
    taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=LINES)
    for path in ("/weekly/7/r1/pdf/", f"/weekly/7/{REF}/", f"/weekly/7/{REF}/files/{ANNEX}/", "/weekly/7/r1/"):
        response = client.get(path, headers={"if-none-match": before[path]})
        assert (response.status_code, response["Cache-Control"]) == (410, "no-cache"), path
        assert "ETag" not in response
    for path in ("/weekly/7/", "/weekly/7/pdf/", "/weekly/feed.atom", "/weekly/entries/"):
        assert client.get(path)["ETag"] != before[path], path


def test_the_page_at_its_place_says_that_day_and_kind_and_nothing_else(down: Edition, client: Client) -> None:
    english = {"accept-language": "en"}
    page = client.get(f"/weekly/7/{REF}/", headers=english).content.decode()
    assert "This entry was taken down." in page
    assert "Because somebody claimed rights in it." in page
    assert "Revision 1 can no longer be had." in client.get("/weekly/7/r1/", headers=english).content.decode()


def test_the_bytes_stay_and_the_number_stands_under_the_next_revision(edition: Edition, down: Edition) -> None:
    assert store.released().get(edition.pdf_digest)
    assert (down.revision, down.occasion) == (2, "takedown")
    gone = shape.loads(bytes(down.snapshot)).entries()[0]
    assert (gone.ref, gone.number, gone.title) == (REF, 1, "本条已撤")
    assert gone.removal is not None
    assert (gone.removal.kind, gone.removal.reason) == ("taken-down", None)


def test_the_text_is_gone_at_once_where_no_revision_can_be_made(
    edition: Edition, cast: Cast, client: Client, founder: User, settings: Settings, tmp_path: Path
) -> None:
    whole = settings.STORE_URL
    (tmp_path / "no-folder").write_bytes(b"")
    settings.STORE_URL = f"file://{tmp_path / 'no-folder'}"
    outcome = taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=LINES)
    settings.STORE_URL = whole
    assert outcome.edition is None
    assert "no-folder" in outcome.refusals[0]
    assert [each.ref for each in removals.waiting(edition)] == [REF]
    for tail in (*TAILS, *(f"r1/{tail}" for tail in TAILS)):
        response = client.get(f"/weekly/7/{tail}")
        assert response.status_code == 410, tail
        assert not any(canary in response.content.decode() for canary in TOLD_TO_NOBODY)
    for path in LISTS:
        unasked = [word for word in CANARIES if word not in unquote(path)]
        assert [word for word in unasked if word in client.get(path).content.decode()] == []
    assert Message.objects.get(to=founder).event == Message.Event.TAKEN_DOWN

    made = taking_down.replace(edition, by=cast.chief, lines=LINES)
    assert (made.revision, made.occasion) == (2, "takedown")
    assert client.get("/weekly/7/").status_code == 200
    with pytest.raises(Refused) as refused:
        taking_down.replace(edition, by=cast.chief)
    assert refused.value.reasons == [taking_down.NOTHING_WAITS]


def test_an_image_of_the_text_that_the_store_has_lost_stops_nothing(edition: Edition, cast: Cast) -> None:
    for digest in (IMAGE, ANNEX):
        store.released().path(digest).unlink()
        store.drafts().path(digest).unlink()
    assert taking_down.take_down(edition, REF, CLAIM, by=cast.chief).edition is not None


def test_what_it_needs_is_named_all_at_once(edition: Edition, cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        taking_down.take_down(edition, REF, taking_down.Claim("wish", "", " "), by=cast.chief)
    assert refused.value.reasons == [
        taking_down.NO_BASIS,
        taking_down.NO_REASON % {"count": 10},
        taking_down.NO_CLAIMANT,
    ]
    with pytest.raises(Refused) as refused:
        taking_down.take_down(edition, "", CLAIM, by=cast.chief)
    assert refused.value.reasons == [withdrawing.NO_ENTRY % {"ref": ""}]
    assert Withdrawal.objects.count() == 0
