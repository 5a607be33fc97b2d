"""Starts programs in groups of their own and ends every one of them; knows nothing of Bulletin."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType

GRACE_SECONDS = 8.0
POLL_SECONDS = 0.1
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked this program to end; no ``except Exception`` on the way may swallow it."""


class Processes:
    """Programs by name, each the leader of its own session, so that its children end with it."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._running[name] = subprocess.Popen(
            [*_ends_with_parent(), *command], env=dict(environment), stdin=subprocess.DEVNULL, start_new_session=True
        )

    def run(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> int:
        """Run to the end and give the exit status."""
        self.start(name, command, environment)
        status = self._running[name].wait()
        del self._running[name]
        return status

    def wait_for_the_first_to_end(self) -> str:
        """The name of the program that ended by itself."""
        while True:
            ended = self.ended()
            if ended is not None:
                return ended
            time.sleep(POLL_SECONDS)

    def ended(self) -> str | None:
        return next((name for name, process in self._running.items() if process.poll() is not None), None)

    def end(self) -> None:
        """Ask every group to end, and after the grace make it: nothing that was started here stays."""
        for process in self._running.values():
            _signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
        for process in self._running.values():
            _signal_group(process, signal.SIGKILL)
            process.wait()
        self._running.clear()


@contextlib.contextmanager
def ending_together() -> Iterator[Processes]:
    """Processes that end when the block does: by itself, by an error or by Ctrl-C, which raises Stopped inside it."""
    processes = Processes()
    for number in ENDING_SIGNALS:
        signal.signal(number, _stop)
    try:
        yield processes
    finally:
        # A second Ctrl-C must not leave half of them behind; the grace bounds the wait.
        for number in ENDING_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        processes.end()


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _ends_with_parent() -> list[str]:
    # Covers the one end that cannot be caught, SIGKILL of the parent; util-linux has it on every Debian.
    return ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
