from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from bulletin.models import Masthead
from tests.delivery.builders import subscriber

ROOT = "https://weekly.example.org"
OURS = ["weekly.example.org", "weekly.example.org:443", "weekly.example.org.", "WEEKLY.example.ORG", "localhost:8000"]
FORWARDED = [
    {"x-forwarded-host": "evil.example"},
    {"x-forwarded-host": "weekly.example.org, evil.example"},
    {"x-forwarded-server": "evil.example"},
    {"x-host": "evil.example"},
    {"x-original-host": "evil.example"},
    {"x-original-url": "http://evil.example/"},
    {"x-rewrite-url": "http://evil.example/"},
    {"x-http-host-override": "evil.example"},
    {"forwarded": "host=evil.example;proto=https"},
    {"x-forwarded-proto": "gopher"},
    {"x-forwarded-port": "6666"},
    {"x-forwarded-prefix": "/evil"},
    {"x-forwarded-for": "6.6.6.6"},
    {"referer": "https://evil.example/"},
    {"origin": "https://evil.example"},
]
FOREIGN = [
    "evil.example",
    "evil.example:443",
    "weekly.example.org.evil.example",
    "evil.example#weekly.example.org",
    "evil.example/weekly.example.org",
    "weekly.example.org@evil.example",
    "weekly.example.org:80@evil.example",
    "evil.example\\weekly.example.org",
    "[::ffff:6.6.6.6]",
    "6.6.6.6",
    "weekly.example.org evil.example",
    "",
]


@pytest.fixture
def strict(settings: Settings) -> None:
    settings.SITE_ROOT = ROOT
    settings.ALLOWED_HOSTS = ["weekly.example.org", "localhost"]


def roots() -> set[str]:
    """The scheme and host of every address in every letter sent."""
    letters = [f"{message.body} {message.extra_headers}" for message in mail.outbox]
    return {found for letter in letters for found in re.findall(r"[a-z]+://[^/\s>]+", letter)}


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("headers", [*({"host": host} for host in OURS), *FORWARDED], ids=str)
def test_every_link_leads_to_the_site_whatever_the_request_claims(masthead: Masthead, headers: dict[str, str]) -> None:
    subscriber(masthead, "known@example.org")
    given = {"host": "weekly.example.org", **headers}
    for address in ("new@example.org", "known@example.org"):
        Client().post("/tech-weekly/subscribe/", {"email": address}, headers=given)
    assert len(mail.outbox) == 2
    assert roots() == {ROOT}
    assert "evil" not in str([message.message() for message in mail.outbox])


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("host", FOREIGN)
def test_an_unknown_host_gets_400_and_causes_no_mail(masthead: Masthead, host: str) -> None:
    response = Client().post("/tech-weekly/subscribe/", {"email": "new@example.org"}, headers={"host": host})
    assert response.status_code == 400
    assert mail.outbox == []
