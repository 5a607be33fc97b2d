from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.refusal import Refused
from editorial.evidence import fetching
from tests.evidence.site import Site


def test_an_answer_comes_with_its_status_type_and_bytes(site: Site) -> None:
    answer = fetching.fetch(site.url(), site.reach)
    assert (answer.status, answer.url, answer.type) == (200, site.url(), "text/html; charset=utf-8")
    assert "自发布之日起施行" in answer.data.decode()


def test_a_redirect_is_followed_and_told(site: Site) -> None:
    site.answers["/old"] = (301, {"Location": "/notice.html"}, b"")
    assert fetching.fetch(site.url("/old"), site.reach).url == site.url()


@pytest.mark.parametrize("onwards", ["http://127.0.0.1/x", "http://169.254.169.254/", "file:///etc/passwd", "//evil/"])
def test_a_redirect_to_where_nobody_may_ask_is_not_followed(site: Site, onwards: str) -> None:
    site.answers["/old"] = (302, {"Location": onwards}, b"")
    with pytest.raises(Refused):
        fetching.fetch(site.url("/old"), site.reach)
    assert site.asked == ["/old"]


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.answers["/round"] = (302, {"Location": "/round"}, b"")
    with pytest.raises(Refused, match="more than five times"):
        fetching.fetch(site.url("/round"), site.reach)
    assert len(site.asked) == fetching.MOST_HOPS + 1


def test_an_answer_that_is_too_large_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    site.answers["/big"] = (200, {}, b"x" * 100_001)
    with pytest.raises(Refused, match="larger"):
        fetching.fetch(site.url("/big"), site.reach)


def test_a_site_that_does_not_answer_is_one_sentence(site: Site) -> None:
    closed = replace(site.reach, ports=frozenset({1}))
    with pytest.raises(Refused, match="does not answer"):
        fetching.fetch("http://localhost:1/", closed)


def test_a_missing_page_is_an_answer(site: Site) -> None:
    site.answers["/gone"] = (404, {}, b"no")
    assert fetching.fetch(site.url("/gone"), site.reach).status == 404
