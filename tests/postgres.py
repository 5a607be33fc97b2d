"""Runs a command beside a throw-away PostgreSQL cluster on loopback, which is gone when the command is."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bin.processes import Processes, Stopped, ending_together

HOST = "127.0.0.1"
START_SECONDS = 30.0
# Nothing in it is worth keeping, so nothing has to reach the disk.
OPTIONS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "log_min_messages": "panic",
    "log_min_error_statement": "panic",
}


def programs(debian: Path = Path("/usr/lib/postgresql")) -> Path | None:
    """The folder of initdb and postgres, of the newest version installed; None when there is none."""
    folders = [path for path in debian.glob("*/bin") if (path / "initdb").exists()]
    on_path = shutil.which("initdb")
    newest = max(folders, key=lambda path: [int(part) for part in re.findall(r"\d+", str(path))], default=None)
    return newest or (Path(on_path).parent if on_path else None)


@contextlib.contextmanager
def cluster(processes: Processes, folder: Path) -> Iterator[str]:
    """A running cluster; yields its DATABASE_URL."""
    port = _free_port()
    home = Path(tempfile.mkdtemp(prefix="bulletin-postgres-"))
    try:
        _initialise(folder, home)
        settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        server = [str(folder / "postgres"), "-D", str(home / "data"), "-p", str(port), *settings]
        processes.start("postgres", [*_as_postgres(), *server], os.environ)
        url = f"postgres://postgres@{HOST}:{port}/postgres"
        _await_connection(processes, url)
        yield url
    finally:
        processes.end()
        shutil.rmtree(home)


def main(command: list[str]) -> int:
    folder = programs()
    if folder is None:
        print("SKIPPED: PostgreSQL is not installed, so nothing was run on it. `make setup` installs it.")
        return 0
    try:
        with ending_together() as processes, cluster(processes, folder) as url:
            return processes.run("command", command, {**os.environ, "DATABASE_URL": url})
    except Stopped:
        return 130


def _initialise(folder: Path, home: Path) -> None:
    # initdb and postgres refuse to run as root.
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    initdb = [str(folder / "initdb"), "-D", str(home / "data"), "-U", "postgres", "-A", "trust"]
    options = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run([*_as_postgres(), *initdb, *options], cwd=home, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise RuntimeError(f"initdb failed: {made.stderr}")


def _as_postgres() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=INT", "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _await_connection(processes: Processes, url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if processes.ended() or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
