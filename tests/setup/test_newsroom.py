from __future__ import annotations

import os
import signal
import socket
import sqlite3
import stat
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bin import newsroom
from tests.setup.troupe import Troupe

RUNNING = "Mail appears here. Ctrl-C ends everything; nothing is lost."
SETTINGS = {"SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "SITE_ROOT", "DESK_ROOT", "BULLETIN_DESK", "BULLETIN_DEMO"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((newsroom.HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind((newsroom.HOST, 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def editions(database: Path) -> list[tuple[int, str]]:
    with sqlite3.connect(database) as connection:
        return connection.execute("SELECT id, snapshot_digest FROM bulletin_edition ORDER BY id").fetchall()


def test_the_newsroom_runs_ends_whole_and_starts_again_with_everything(tmp_path: Path) -> None:
    site, desk = free_port(), free_port()
    environment = {
        "VENV": sys.prefix,
        "PORT": str(site),
        "DESK_PORT": str(desk),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'newsroom.sqlite3'}",
        "STORE_URL": f"file://{tmp_path / 'store'}",
        "DRAFTS_URL": f"file://{tmp_path / 'drafts'}",
    }
    kept = []
    for number in (signal.SIGINT, signal.SIGTERM):
        with Troupe(["bin/run"], environment) as troupe:
            said = troupe.said_until(RUNNING)
            assert said[-1] == RUNNING, said
            assert f"  Site    http://127.0.0.1:{site}/" in said
            assert any("chief" in line for line in said)
            assert status(f"http://127.0.0.1:{site}/") == 200
            assert status(f"http://127.0.0.1:{site}/desk/") == 404
            assert status(f"http://127.0.0.1:{desk}/desk/") == 200
            kept.append(editions(tmp_path / "newsroom.sqlite3"))
            troupe.send_signal(number)
            assert troupe.left_after() == []
            assert troupe.leader.returncode == 0
            assert troupe.said()[-1] == "Bulletin has ended."
    assert kept[0] == kept[1] != []


def test_a_taken_port_is_named_with_the_way_to_another(taken_port: int) -> None:
    with pytest.raises(newsroom.CannotRunError, match=rf"Port {taken_port} is taken .* PORT=\d+ make run"):
        newsroom.ports({"PORT": str(taken_port)})
    with pytest.raises(newsroom.CannotRunError, match=r"DESK_PORT=\d+ make run"):
        newsroom.ports({"PORT": str(free_port()), "DESK_PORT": str(taken_port)})


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1", "８０００"])
def test_what_is_no_port_is_refused_with_a_sentence(port: str) -> None:
    with pytest.raises(newsroom.CannotRunError, match="PORT has to be a number from 1 to 65535"):
        newsroom.ports({"PORT": port})


def test_site_and_desk_need_a_port_each() -> None:
    port = str(free_port())
    with pytest.raises(newsroom.CannotRunError, match="one each"):
        newsroom.ports({"PORT": port, "DESK_PORT": port})


def test_a_taken_port_ends_make_run_with_the_sentence_and_nothing_else(taken_port: int) -> None:
    with Troupe(["bin/run"], {"VENV": sys.prefix, "PORT": str(taken_port)}) as troupe:
        assert troupe.left_after() == []
        assert troupe.said()[0].startswith(f"Port {taken_port} is taken by another program.")
        assert len(troupe.said()) == 1
        assert troupe.leader.returncode == 1


def test_the_key_of_a_demo_is_its_own_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "var" / "demo.key"
    key = newsroom.demo_key(path)
    assert len(key) >= 50
    assert newsroom.demo_key(path) == key
    assert newsroom.demo_key(tmp_path / "other.key") != key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_of_a_production_environment_reaches_the_demo() -> None:
    given = {"DEBUG": "on", "SECRET_KEY": "production", "SITE_ROOT": "https://bulletin.example.org", "HOME": "kept"}
    environment = newsroom.demo_environment({**os.environ, **given}, 8000, 8001)
    assert environment["HOME"] == "kept"
    assert {name: environment[name] for name in SETTINGS - {"SECRET_KEY"}} == {
        "DEBUG": "off",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SITE_ROOT": "http://127.0.0.1:8000",
        "DESK_ROOT": "http://127.0.0.1:8001",
        "BULLETIN_DESK": "on",
        "BULLETIN_DEMO": "on",
    }
    assert environment["SECRET_KEY"] != "production"
