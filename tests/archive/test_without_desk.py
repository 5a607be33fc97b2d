from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Record:
    """A database file and a store of their own, used by processes with the desk on or off."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "record.sqlite3"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bulletin.settings",
            "DATABASE_URL": f"sqlite:///{self.path}",
            "STORE_URL": f"file://{folder / 'store'}",
            "DRAFTS_URL": f"file://{folder / 'drafts'}",
        }

    def run(self, *arguments: str, desk: str = "on") -> str:
        command = [sys.executable, *arguments]
        environment = {**self.environment, "BULLETIN_DESK": desk}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def read(self, desk: str) -> dict[str, Any]:
        answers: dict[str, Any] = json.loads(self.run("-m", "tests.archive.reading_process", "read", desk=desk))
        return answers

    def drop_all_but_the_record(self) -> list[str]:
        with sqlite3.connect(self.path) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            dropped = [name for name in names if not name.startswith(("bulletin_", "sqlite_"))]
            for name in dropped:
                connection.execute(f'DROP TABLE "{name}"')
        return dropped


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(tmp_path_factory.mktemp("record"))
    record.run("manage.py", "migrate", "--verbosity", "0")
    record.run("-m", "tests.archive.reading_process", "fill")
    return record


def test_every_page_is_the_same_without_the_desk_and_without_its_tables(record: Record) -> None:
    with_desk = record.read("on")
    assert with_desk.pop("desk")
    assert {answer[0] for answer in with_desk.values()} == {200, 404, 410}
    without = record.read("off")
    assert without.pop("desk") == []
    assert without == with_desk
    dropped = record.drop_all_but_the_record()
    assert {"editorial_issue", "editorial_user", "django_session"} <= set(dropped)
    alone = record.read("off")
    assert alone.pop("desk") == []
    assert alone == with_desk
