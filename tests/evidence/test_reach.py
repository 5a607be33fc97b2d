from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest

from bulletin.refusal import Refused
from editorial.evidence.reach import Reach, is_public

LISTED = Reach(frozenset({"nmpa.example", "cnipa.example"}))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_an_address_that_is_not_public_is_none(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_a_public_address_is_one(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://nmpa.example/",
        "file:///etc/passwd",
        "gopher://nmpa.example/",
        "//nmpa.example/",
        "http://user@nmpa.example/",
        "http://nmpa.example:22/",
        "http://nmpa.example:99999/",
        "http://nmpa.example\\@evil.example/",
        "http://nmpa.example /",
        "http://[::1",
        "http:///x",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_plain_web_address_is_not_asked(url: str) -> None:
    with pytest.raises(Refused) as refused:
        LISTED.target(url)
    assert len(refused.value.reasons) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/",
        "http://nmpa.example.evil.example/",
        "http://xnmpa.example/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:7f00:1]/",
        "http://localhost/",
    ],
)
def test_a_host_that_is_not_listed_is_not_even_looked_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: pytest.fail("looked up"))
    with pytest.raises(Refused, match="not among the sites"):
        LISTED.target(url)


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["169.254.169.254"]])
def test_a_listed_name_that_leads_inside_is_not_asked(answers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in answers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    with pytest.raises(Refused, match="not public"):
        LISTED.target("http://www.nmpa.example/x")


def test_the_looked_up_address_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    target = LISTED.target("https://WWW.nmpa.example/a?b=c#d")
    assert (target.address, target.host, target.port, target.path) == ("8.8.8.8", "www.nmpa.example", 443, "/a?b=c")
