"""A program under test and everything that it starts, however far from it."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]
MARK = "BULLETIN_TROUPE"


class Troupe:
    """Knows its members by a mark in their environment and, where that was cleaned, by their parents."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._mark = f"{os.getpid()}-{time.monotonic_ns()}"
        self._strays: dict[int, str] = {}
        # A file takes whatever is said; a pipe that nobody reads would hold the speakers up.
        self._said = tempfile.NamedTemporaryFile()  # noqa: SIM115 -- lives as long as the troupe
        marked = {**os.environ, **environment, MARK: self._mark}
        self.leader = subprocess.Popen(
            command, cwd=ROOT, env=marked, stdin=subprocess.DEVNULL, stdout=self._said, stderr=subprocess.STDOUT
        )

    def __enter__(self) -> Troupe:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.leader.kill()
        for pid in self.members():
            os.kill(pid, signal.SIGKILL)
        self.leader.wait()
        self._said.close()

    def said(self) -> list[str]:
        return Path(self._said.name).read_text(encoding="utf-8").splitlines()

    def said_until(self, last: str, seconds: float = 120.0) -> list[str]:
        """What is said up to that line; all of it when the leader ends, or the time, before the line comes."""
        deadline = time.monotonic() + seconds
        while last not in self.said() and self.leader.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        lines = self.said()
        return lines[: lines.index(last) + 1] if last in lines else lines

    def send_signal(self, number: signal.Signals) -> None:
        self.members()
        self.leader.send_signal(number)

    def members(self) -> list[int]:
        """The processes alive; strays are remembered, because an orphan has no parent to be known by."""
        alive = {int(path.name): started(path) for path in Path("/proc").glob("[0-9]*")}
        mark = f"{MARK}={self._mark}".encode()
        marked = {pid for pid in alive if mark in read(Path("/proc", str(pid), "environ")).split(b"\0")}
        for pid in descendants(marked):
            self._strays.setdefault(pid, alive.get(pid, ""))
        strays = {pid for pid, start in self._strays.items() if start and alive.get(pid) == start}
        return sorted(marked | strays)

    def left_after(self, seconds: float = 10.0) -> list[int]:
        """The processes still alive after the leader has ended and a while has passed."""
        self.leader.wait(30)
        deadline = time.monotonic() + seconds
        while (left := self.members()) and time.monotonic() < deadline:
            time.sleep(0.05)
        return left

    def await_program(self, name: str) -> None:
        while not any(read(Path("/proc", str(pid), "comm")).strip() == name.encode() for pid in self.members()):
            time.sleep(0.05)


def descendants(pids: set[int]) -> set[int]:
    found: set[int] = set()
    ahead = list(pids)
    while ahead:
        tasks = Path("/proc", str(ahead.pop()), "task").glob("*/children")
        children = {int(child) for path in tasks for child in read(path).split()} - found
        found |= children
        ahead += children
    return found


def started(process: Path) -> str:
    """When the process began and that it still runs: a zombie is over, and a number may be given out again."""
    fields = read(process / "stat").decode(errors="replace").rpartition(")")[2].split()
    return "" if not fields or fields[0] == "Z" else fields[19]


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
