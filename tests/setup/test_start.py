from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import deployment

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "ALLOWED_HOSTS": "bulletin.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "DEBUG": "off",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "SITE_ROOT": "https://bulletin.example.org",
}
BAD = {
    "DEBUG is on": {"DEBUG": "on"},
    "BULLETIN_DEMO is on": {"BULLETIN_DEMO": "on"},
    "SECRET_KEY is the one that everybody knows": {"SECRET_KEY": deployment.DEVELOPMENT_KEY},
    "SECRET_KEY is too easy to guess": {"SECRET_KEY": "short"},
    "ALLOWED_HOSTS names no host": {"ALLOWED_HOSTS": "*"},
    "SITE_ROOT is not an https address": {"SITE_ROOT": "http://bulletin.example.org"},
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    names = {*GOOD, "BULLETIN_DEMO", "BULLETIN_DESK"}
    clean = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("desk", ["on", "off"])
def test_a_start_fit_for_strangers_serves(desk: str) -> None:
    result = run("-c", "import bulletin.wsgi", BULLETIN_DESK=desk, **GOOD)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(("sentence", "change"), BAD.items())
def test_a_bad_start_is_refused_with_its_sentence(sentence: str, change: dict[str, str]) -> None:
    result = run("-c", "import bulletin.wsgi", **{**GOOD, **change})
    assert result.returncode != 0
    assert "ImproperlyConfigured: Bulletin does not start like this." in result.stderr
    assert sentence in result.stderr


def test_a_start_without_any_settings_names_every_reason_at_once() -> None:
    result = run("-c", "import bulletin.wsgi")
    assert "SECRET_KEY is" in result.stderr
    assert "SITE_ROOT is" in result.stderr


@pytest.mark.parametrize("change", [{"DEBUG": "on"}, {"BULLETIN_DEMO": "on"}, {"SECRET_KEY": "short"}])
def test_no_command_works_on_a_public_site_that_is_badly_set_up(change: dict[str, str]) -> None:
    result = run("manage.py", "migrate", **{**GOOD, **change})
    assert result.returncode != 0
    assert "Bulletin does not start like this." in result.stderr


def test_the_demo_serves_on_this_machine() -> None:
    result = run("-c", "import bulletin.wsgi", BULLETIN_DEMO="on", SITE_ROOT="http://127.0.0.1:8000")
    assert result.returncode == 0, result.stderr


def test_commands_work_in_a_fresh_clone_without_any_settings() -> None:
    result = run("manage.py", "check")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("desk", ["on", "off"])
def test_the_deployment_check_finds_nothing_in_a_good_start(desk: str) -> None:
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", BULLETIN_DESK=desk, **GOOD)
    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_the_deployment_check_finds_the_demo() -> None:
    result = run("manage.py", "check", "--deploy", BULLETIN_DEMO="on")
    assert "bulletin.E102" in result.stderr


@pytest.mark.parametrize("key", ["a" * 80, "abcd" * 20, "k" * 49])
def test_a_key_of_few_characters_is_too_easy_to_guess(key: str) -> None:
    found = deployment.flaws(
        debug=False, secret_key=key, allowed_hosts=["a.example.org"], site_root="https://a.example.org", demo=False
    )
    assert [flaw.id for flaw in found] == ["bulletin.E104"]


def test_no_host_at_all_is_as_bad_as_any_host() -> None:
    found = deployment.flaws(
        debug=False, secret_key=GOOD["SECRET_KEY"], allowed_hosts=[], site_root="https://a.example.org", demo=False
    )
    assert [flaw.id for flaw in found] == ["bulletin.E105"]
