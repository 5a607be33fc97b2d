from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# One that ends when asked, one that will not, each with a child of its own; the parent says when both run.
TROUPE = """
import os, sys
from bin import processes
processes.GRACE_SECONDS = 0.5
with processes.ending_together() as running:
    running.start("polite", ["sh", "-c", "sleep 987 & sleep 987"], os.environ)
    running.start("deaf", ["sh", "-c", "trap '' TERM INT HUP; sleep 987 & while :; do sleep 987; done"], os.environ)
    print("ready", flush=True)
    print(running.wait_for_the_first_to_end(), "ended", flush=True)
"""


def start(program: str) -> subprocess.Popen[str]:
    marked = {**os.environ, "BULLETIN_TROUPE": f"{os.getpid()}-{time.monotonic_ns()}"}
    troupe = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=marked, stdout=subprocess.PIPE, text=True)
    troupe.mark = f"BULLETIN_TROUPE={marked['BULLETIN_TROUPE']}"  # type: ignore[attr-defined]
    return troupe


def members(troupe: subprocess.Popen[str]) -> list[str]:
    mark = troupe.mark.encode()  # type: ignore[attr-defined]
    return [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if mark in bytes_of(path).split(b"\0")]


def bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def await_end_of(troupe: subprocess.Popen[str], seconds: float = 10.0) -> list[str]:
    deadline = time.monotonic() + seconds
    while (left := members(troupe)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def await_program(name: str, troupe: subprocess.Popen[str]) -> None:
    while not any(bytes_of(Path("/proc", pid, "comm")).strip() == name.encode() for pid in members(troupe)):
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_asks_it_to_end_nothing_that_it_started_stays(number: signal.Signals) -> None:
    with start(TROUPE) as troupe:
        assert troupe.stdout is not None
        assert troupe.stdout.readline() == "ready\n"
        assert len(members(troupe)) >= 5
        troupe.send_signal(number)
        troupe.wait(10)
        assert await_end_of(troupe) == []


def test_a_killed_parent_takes_those_with_it_that_listen() -> None:
    program = TROUPE.replace('    running.start("deaf"', '    () and running.start("deaf"')
    program = program.replace('["sh", "-c", "sleep 987 & sleep 987"]', '["sleep", "987"]')
    with start(program) as troupe:
        assert troupe.stdout is not None
        assert troupe.stdout.readline() == "ready\n"
        # setpriv asks the kernel for the parent's end just before it becomes the program.
        await_program("sleep", troupe)
        troupe.kill()
        troupe.wait(10)
        assert await_end_of(troupe) == []


def test_the_first_to_end_is_named_and_the_others_end_too() -> None:
    with start(TROUPE.replace("sleep 987 & sleep 987", "exit 3")) as troupe:
        assert troupe.stdout is not None
        assert troupe.stdout.read() == "ready\npolite ended\n"
        assert await_end_of(troupe) == []


def test_a_second_request_does_not_interrupt_the_ending() -> None:
    with start(TROUPE) as troupe:
        assert troupe.stdout is not None
        troupe.stdout.readline()
        for _ in range(3):
            troupe.send_signal(signal.SIGINT)
            time.sleep(0.1)
        troupe.wait(10)
        assert await_end_of(troupe) == []
