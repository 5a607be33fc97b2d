from __future__ import annotations

import re

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.test import Client
from django.urls import get_resolver
from django.utils import translation
from pytest_django import Settings

from bulletin.models import Edition, guards

REVEALING = re.compile(
    r"Traceback|bulletin/[a-z]+/[a-z]+\.py|\.py\b|site-packages|Django|Python|DatabaseError|settings|SECRET|sqlite"
)
PATHS = ["/", "/tech-weekly/", "/tech-weekly/144/", "/tech-weekly/144/1.1.1/", "/tech-weekly/144/pdf/"]
PATHS += ["/tech-weekly/144/r1/pdf/", "/tech-weekly/feed.atom", "/tech-weekly/entries/", "/tech-weekly/subscribe/"]


@pytest.fixture
def quiet_client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", PATHS)
def test_a_failure_shows_a_reference_that_the_log_has_too(
    quiet_client: Client, issue: Edition, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError("no such table: secret")

    with connection.execute_wrapper(broken):
        response = quiet_client.get(path)
    assert response.status_code == 500
    assert response["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert not REVEALING.search(page)
    assert path == "/" or path not in page
    reference = re.search(r"<code>([0-9a-f]{12})</code>", page)
    assert reference
    logged = [record for record in caplog.records if reference[1] in record.getMessage()]
    assert [record.exc_info is not None for record in logged] == [True]


def test_an_unknown_host_is_refused_without_a_word_about_why(
    client: Client, issue: Edition, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["weekly.example.org"]
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert not REVEALING.search(response.content.decode())
    assert "evil" not in response.content.decode()


def test_a_page_that_does_not_exist_says_no_more_than_that(client: Client, db: None) -> None:
    response = client.get("/nobody/here/<b>/")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-cache"
    assert "nobody" not in response.content.decode()
    assert not REVEALING.search(response.content.decode())


def test_a_form_without_its_token_is_refused_with_a_plain_page(db: None, issue: Edition) -> None:
    response = Client(enforce_csrf_checks=True).post("/tech-weekly/subscribe/", {"email": "a@example.org"})
    assert response.status_code == 403
    assert not REVEALING.search(response.content.decode())
    assert 'class="page-title"' in response.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 500])
@pytest.mark.parametrize(("language", "lang"), [("zh-CN", "zh-hans"), ("en", "en")])
def test_errors_speak_the_language_of_the_reader(status: int, language: str, lang: str) -> None:
    handler = get_resolver().resolve_error_handler(status)
    request = HttpRequest()
    with translation.override(lang):
        response = handler(request, *([] if status == 500 else [Exception("secret")]))
    assert response.status_code == status
    assert f'<html lang="{lang}">' in response.content.decode()
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize(
    ("statement", "path"),
    [
        ("UPDATE bulletin_edition SET snapshot = CAST('{}' AS BLOB)", "/tech-weekly/144/"),
        (
            "UPDATE bulletin_publishedentry SET content = CAST(replace(CAST(content AS TEXT), '受理', '拒收') AS BLOB)",
            "/tech-weekly/144/1.1.1/",
        ),
    ],
)
def test_a_record_that_was_altered_is_not_shown(
    client: Client, issue: Edition, statement: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("the statements that do the damage are SQLite's")
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    response = client.get(path)
    assert response.status_code == 503
    assert not REVEALING.search(response.content.decode())
    assert "is damaged" in caplog.text
