from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from bulletin.refusal import Refused
from editorial.evidence import fetching
from tests.evidence.raw import HEAD, dripping, sending
from tests.evidence.site import Site


@pytest.mark.parametrize(
    "lead",
    [
        b"",
        b"HTTP/1.1 200 ",
        HEAD + b"X-Slow: ",
        HEAD + b"\r\n",
        HEAD + b"Content-Length: 100000\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;ext=",
        b"HTTP/1.1 100 Continue\r\n\r\n",
    ],
)
def test_a_site_that_drips_is_left_at_the_deadline(lead: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    began = time.monotonic()
    with sending(dripping(lead)) as raw, pytest.raises(Refused, match="took longer"):
        fetching.fetch(raw.url, raw.reach)
    assert time.monotonic() - began < 2


def test_redirects_share_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    moved = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n"
    began = time.monotonic()
    with sending(dripping(moved, drop=b"X: y\r\n", most=5)) as raw, pytest.raises(Refused, match="took longer"):
        fetching.fetch(raw.url, raw.reach)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00" * 1000,
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 99999 X\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 200 + b"\r\n",
        HEAD + b"Content-Length: 100\r\n\r\nshort",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"Content-Encoding: gzip\r\n\r\nnot packed",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://localhost:99999999/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://local\x00host/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://\xe6\xa0\xb7@localhost/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 2000 + b"\r\n\r\n",
    ],
)
def test_whatever_a_site_answers_is_at_worst_one_sentence(answer: bytes) -> None:
    with sending(lambda: [answer]) as raw, pytest.raises(Refused) as refused:
        fetching.fetch(raw.url, raw.reach)
    (sentence,) = refused.value.reasons
    assert str(sentence).endswith(".")


def test_what_a_database_cannot_keep_is_not_told() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/\x00html\x85\r\n\r\nx"
    with sending(lambda: [answer]) as raw:
        assert fetching.fetch(raw.url, raw.reach).type == "text/html"


def test_a_redirect_to_a_chinese_path_is_followed() -> None:
    moved = "HTTP/1.1 302 Found\r\nLocation: /通告.html\r\nContent-Length: 0\r\n\r\n".encode()
    there = HEAD + b"Content-Length: 2\r\n\r\nok"
    answers = iter([moved, there])
    with sending(lambda: [next(answers)]) as raw:
        answer = fetching.fetch(raw.url, raw.reach)
    assert (answer.url, answer.data) == (f"{raw.url}通告.html", b"ok")


def test_what_was_packed_unasked_is_unpacked(site: Site) -> None:
    site.answers["/packed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress("通告".encode()))
    assert fetching.fetch(site.url("/packed"), site.reach).data.decode() == "通告"


def test_a_bomb_is_left_at_the_limit(site: Site) -> None:
    site.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(fetching.LARGEST * 20)))
    with pytest.raises(Refused, match="larger"):
        fetching.fetch(site.url("/bomb"), site.reach)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For localhost, and for another name; nobody vouches for them but themselves."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed, so that no certificate can be made")
    folder = tmp_path_factory.mktemp("certificates")
    for name in ("localhost", "elsewhere.example"):
        options = f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN={name}"
        files = ["-keyout", str(folder / f"{name}.pem"), "-out", str(folder / f"{name}.crt")]
        names = ["-addext", f"subjectAltName=DNS:{name}"]
        subprocess.run(["openssl", *options.split(), *names, *files], check=True, capture_output=True)
    return folder


def speaking(certificates: Path, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / f"{name}.crt", certificates / f"{name}.pem")
    return context


PAGE = [HEAD + b"Content-Length: 2\r\n\r\nok"]


def test_a_certificate_that_nobody_vouches_for_is_refused(certificates: Path) -> None:
    with (
        sending(lambda: PAGE, speaking(certificates, "localhost")) as raw,
        pytest.raises(Refused, match="certificate of localhost"),
    ):
        fetching.fetch(raw.url, raw.reach)


@pytest.mark.parametrize("name", ["localhost", "elsewhere.example"])
def test_a_certificate_must_be_that_of_the_host_and_not_of_its_address(
    certificates: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / f"{name}.crt"))
    with sending(lambda: PAGE, speaking(certificates, name)) as raw:
        if name == "localhost":
            assert fetching.fetch(raw.url, raw.reach).data == b"ok"
            return
        with pytest.raises(Refused, match="certificate of localhost"):
            fetching.fetch(raw.url, raw.reach)


def test_a_site_that_drips_under_tls_is_left_at_the_deadline(
    certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "localhost.crt"))
    monkeypatch.setattr(fetching, "SECONDS", 0.6)
    with (
        sending(dripping(HEAD), speaking(certificates, "localhost")) as raw,
        pytest.raises(Refused, match="took longer"),
    ):
        fetching.fetch(raw.url, raw.reach)
