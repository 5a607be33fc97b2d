from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest

from bulletin.refusal import Refused
from editorial.evidence.reach import Reach, Target, is_public

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
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "::7f00:1",
        "::ffff:0:127.0.0.1",
        "fec0::1",
        "3fff::1",
        "2001:db8::1",
        "2001::7f00:1",
        "192.0.0.192",
        "100.100.100.200",
    ],
)
def test_an_address_that_is_not_public_is_none(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
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
        "http://nmpa.example:0/",
        "http://nmpa.example:8080/",
        "http://nmpa.example:80@evil.example/",
        "http://@nmpa.example/",
        "http://a..nmpa.example/",
        f"http://{'a' * 64}.nmpa.example/",
        "http://nmpa.example/\x00",
        "http://nmpa.example/\ud800",
        "",
    ],
)
def test_what_is_no_plain_web_address_is_not_asked(url: str) -> None:
    with pytest.raises(Refused, match="no web address") as refused:
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
        "http://[fe80::1%25eth0]/",
        "http://localhost/",
        "http://localhost./",
        "http://nmpa.example%00.evil.example/",
        "http://nmpa。evil.example/",
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


def where(url: str, hosts: set[str], monkeypatch: pytest.MonkeyPatch) -> Target:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    return Reach(frozenset(hosts)).target(url)


@pytest.mark.parametrize("url", ["https://公报.例子/a", "https://xn--55qt33b.xn--fsqu00a/a", "https://公报。例子./a"])
def test_a_chinese_name_is_one_with_its_latin_form(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert where(url, {"xn--55qt33b.xn--fsqu00a"}, monkeypatch).host == "xn--55qt33b.xn--fsqu00a"


def test_a_name_that_ends_with_a_dot_is_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert where("http://nmpa.example./", {"nmpa.example"}, monkeypatch).host == "nmpa.example"


def test_a_suffix_that_many_houses_share_brings_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("http://www.gov.cn/", "http://gov.cn/", "http://english.www.gov.cn/"):
        assert where(url, {"gov.cn"}, monkeypatch).address == "8.8.8.8"
    with pytest.raises(Refused, match="not among the sites"):
        where("http://somebody.gov.cn/", {"gov.cn"}, monkeypatch)
    assert where("http://zwfw.nmpa.gov.cn/", {"nmpa.gov.cn"}, monkeypatch).address == "8.8.8.8"
