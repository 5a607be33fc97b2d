from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests import postgres
from tests.setup.troupe import Troupe

ASK = """
import os, psycopg
connection = psycopg.connect(os.environ["DATABASE_URL"])
row = connection.execute("SELECT inet_server_addr(), current_setting('fsync')").fetchone()
print(str(row[0]), row[1])
raise SystemExit(7)
"""

needs_postgres = pytest.mark.skipif(postgres.programs() is None, reason="PostgreSQL is not installed: `make setup`")


def with_postgres(*command: str) -> Troupe:
    return Troupe(["bin/with-postgres", *command], {"VENV": sys.prefix})


@needs_postgres
def test_a_command_runs_beside_a_cluster_on_loopback_that_ends_with_it() -> None:
    with with_postgres(sys.executable, "-c", ASK) as troupe:
        assert troupe.left_after() == []
        assert troupe.said() == ["127.0.0.1 off"]
        assert troupe.leader.returncode == 7


@needs_postgres
def test_a_cluster_ends_when_its_command_is_interrupted() -> None:
    with with_postgres("sh", "-c", 'echo "$DATABASE_URL"; echo begun; exec sleep 987') as troupe:
        troupe.said_until("begun")
        assert len(troupe.members()) > 3
        troupe.send_signal(signal.SIGINT)
        assert troupe.left_after() == []
        assert troupe.leader.returncode == 130


def test_the_newest_version_installed_is_the_one_used(tmp_path: Path) -> None:
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert postgres.programs(tmp_path) == tmp_path / "17" / "bin"


def test_without_postgresql_the_part_is_skipped_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgres.programs(tmp_path) is None
    monkeypatch.setattr(postgres, "programs", lambda: None)
    assert postgres.main(["true"]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: PostgreSQL is not installed")
