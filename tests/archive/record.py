"""A database file and a store for tests that need processes of their own, migrated once a run."""

from __future__ import annotations

import functools
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Record:
    """A database file and a store of their own, used by processes with the desk on or off."""

    def __init__(self, folder: Path, *, blank: bytes | None = None) -> None:
        self.path = folder / "record.sqlite3"
        if blank is not None:
            self.path.write_bytes(blank)
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


@functools.cache
def blank() -> bytes:
    """A database file with every table and no row."""
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder))
        record.run("manage.py", "migrate", "--verbosity", "0")
        with sqlite3.connect(record.path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return record.path.read_bytes()
