from __future__ import annotations

import hashlib
from urllib.parse import unquote

import pytest
from django.test import Client

from bulletin import store
from bulletin.archive.downloads import disposition
from bulletin.archive.printed import safe_name
from bulletin.models import Edition, Masthead
from tests.archive import builders

PDF = "/tech-weekly/144/pdf/"
SIZE = len(builders.PDF)


def test_the_pdf_has_the_name_readers_expect(client: Client, db: None) -> None:
    builders.release(builders.masthead("ykr", "盈科瑞科技信息周报"), 144)
    response = client.get("/ykr/144/pdf/")
    assert response["Content-Disposition"] == (
        "attachment; filename=\"bulletin-144.pdf\"; filename*=UTF-8''"
        "%E7%9B%88%E7%A7%91%E7%91%9E%E7%A7%91%E6%8A%80%E4%BF%A1%E6%81%AF%E5%91%A8%E6%8A%A5-%E7%AC%AC144%E6%9C%9F.pdf"
    )
    assert unquote(response["Content-Disposition"]).endswith("盈科瑞科技信息周报-第144期.pdf")
    assert response["Content-Type"] == "application/pdf"


def test_the_html_edition_is_a_download_too(client: Client, issue: Edition) -> None:
    response = client.get("/tech-weekly/144/html/")
    assert response.content == builders.HTML
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Disposition"].endswith(".html")
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_the_bytes_are_those_released_and_the_etag_is_their_digest(client: Client, issue: Edition) -> None:
    response = client.get(PDF)
    assert response.content == builders.PDF
    assert response["ETag"] == f'"{hashlib.sha256(builders.PDF).hexdigest()}"' == f'"{issue.pdf_digest}"'
    assert response["Content-Length"] == str(SIZE)


def test_head_has_the_headers_and_no_bytes(client: Client, issue: Edition) -> None:
    whole, head = client.get(PDF), client.head(PDF)
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("condition", ['"{0}"', 'W/"{0}"', '"other", "{0}"', "*"])
def test_a_reader_who_has_it_gets_304(client: Client, issue: Edition, condition: str) -> None:
    response = client.get(PDF, headers={"if-none-match": condition.format(issue.pdf_digest)})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == f'"{issue.pdf_digest}"'


def test_another_etag_gets_the_file(client: Client, issue: Edition) -> None:
    assert client.get(PDF, headers={"if-none-match": '"other"'}).status_code == 200
    assert client.get(PDF, headers={"if-match": '"other"'}).status_code == 412


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-10", SIZE - 10, SIZE - 1),
        (f"bytes=-{SIZE + 1}", 0, SIZE - 1),
        (f"bytes=5-{SIZE * 9}", 5, SIZE - 1),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        ("BYTES = 1-2", 1, 2),
    ],
)
def test_a_single_range_gives_those_bytes(client: Client, issue: Edition, asked: str, first: int, last: int) -> None:
    response = client.get(PDF, headers={"range": asked})
    assert response.status_code == 206
    assert response.content == builders.PDF[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=999999999-", "bytes=-0", f"bytes={SIZE}-{SIZE + 5}"])
def test_a_range_behind_the_end_is_416(client: Client, issue: Edition, asked: str) -> None:
    response = client.get(PDF, headers={"range": asked})
    assert (response.status_code, response.content) == (416, b"")
    assert response["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-3",
        "bytes=0-1,3-4",
        "lines=0-5",
        "bytes 0-5",
        "bytes=--5",
        "bytes=0-5; x",
        "bytes=" + "9" * 5000 + "-",
        "bytes=" + ",".join(f"{n}-{n}" for n in range(2000)),
        "0-5",
    ],
)
def test_a_range_that_is_malformed_or_manifold_is_ignored(client: Client, issue: Edition, asked: str) -> None:
    response = client.get(PDF, headers={"range": asked})
    assert (response.status_code, response.content) == (200, builders.PDF)


def test_if_range_with_another_state_gives_the_whole(client: Client, issue: Edition) -> None:
    part = {"range": "bytes=0-9"}
    assert client.get(PDF, headers={**part, "if-range": f'"{issue.pdf_digest}"'}).status_code == 206
    for other in ('"other"', f'W/"{issue.pdf_digest}"', "Sun, 06 Nov 1994 08:49:37 GMT"):
        assert client.get(PDF, headers={**part, "if-range": other}).content == builders.PDF


@pytest.mark.parametrize("damage", ["flipped", "truncated", "missing"])
@pytest.mark.parametrize("asked", [{}, {"range": "bytes=0-3"}])
def test_damaged_bytes_are_never_sent(client: Client, issue: Edition, damage: str, asked: dict[str, str]) -> None:
    path = store.released().path(issue.pdf_digest)
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(builders.PDF[:-1] + (b"" if damage == "truncated" else b"\x00"))
    response = client.get(PDF, headers=asked)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert b"%PDF" not in response.content
    assert "ETag" not in response


def test_a_corrected_issue_keeps_its_first_bytes_at_their_own_address(client: Client, masthead: Masthead) -> None:
    first = builders.release(masthead, 144)
    builders.release(masthead, 144, supersedes=first, pdf=b"%PDF-1.7 corrected %%EOF")
    assert client.get(PDF).content == b"%PDF-1.7 corrected %%EOF"
    assert client.get("/tech-weekly/144/r1/pdf/").content == builders.PDF
    assert client.get("/tech-weekly/144/r2/pdf/").content == b"%PDF-1.7 corrected %%EOF"
    assert unquote(client.get("/tech-weekly/144/r2/pdf/")["Content-Disposition"]).endswith("第144期-r2.pdf")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('a/b\\c:"d"\r\nX: y', "a b c d X y"),
        ("..", "bulletin"),
        ("\u202egpj.exe", "gpj.exe"),
        ("周报\x00\u2028第1期", "周报 第1期"),
        ("x" * 4000, "x" * 120),
        (" . ", "bulletin"),
    ],
)
def test_names_are_safe_for_every_system(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_the_fallback_name_is_plain_ascii() -> None:
    header = disposition("Café 第1期.pdf")
    assert header.isascii()
    assert 'filename="bulletin-Cafe-1.pdf"' in header
    assert header.endswith("Caf%C3%A9%20%E7%AC%AC1%E6%9C%9F.pdf")
