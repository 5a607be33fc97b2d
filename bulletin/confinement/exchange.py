"""The parent's side of confined work: starts the zygote, hands over a request, believes nothing that comes back.

Every way in which a child may fail ends in ``Failure`` with its cause; the child never outlives the call.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from enum import Enum, auto
from json import dumps
from pathlib import Path
from typing import Any

from bulletin.confinement.limits import Limits
from bulletin.confinement.protocol import ProtocolError, Receiver
from bulletin.confinement.zygote import EXHAUSTED

ROOT = Path(__file__).resolve().parents[2]
# Nothing of the parent's environment: no secret, no language, no time zone, no folder of the user's own fonts.
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
START_SECONDS = 60
PIECE = 256 * 1024


# How a process ends when the memory that it was allowed is used up inside a C library.
OUT_OF_MEMORY = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS})


class Cause(Enum):
    """Why there is no answer."""

    NOT_STARTED = auto()
    TIME = auto()
    PROCESSOR_TIME = auto()
    MEMORY = auto()
    SIGNAL = auto()
    BROKEN = auto()


class Failure(Exception):  # noqa: N818 - it is an outcome, not a mistake
    """The child gave no whole answer; ``number`` is the signal that ended it."""

    def __init__(self, cause: Cause, number: int = 0) -> None:
        self.cause = cause
        self.number = number
        super().__init__(cause.name, number)


class GoneError(Exception):
    """The zygote ended before it forked."""


def command(module: str) -> tuple[str, ...]:
    """How the zygote for a module with ``prepared()`` is started."""
    return (sys.executable, "-s", "-P", "-m", "bulletin.confinement.zygote", module)


@dataclass
class Zygote:
    """One warm process for this one; started at the first need and again when it is found dead.

    ``children`` counts the requests that were handed over, each of which is a child.
    """

    command: tuple[str, ...]
    version: str = ""
    children: int = 0
    control: socket.socket | None = None
    process: subprocess.Popen[bytes] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def request(self, limits: Limits) -> tuple[socket.socket, socket.socket]:
        """A fresh child's data socket and the lease on which its fate is told. Raises GoneError."""
        data, childs_data = socket.socketpair()
        lease, zygotes_lease = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with childs_data, zygotes_lease:
            handles = [childs_data.fileno(), zygotes_lease.fileno()]
            try:
                socket.send_fds(self.started(), [dumps(asdict(limits)).encode()], handles)
            except OSError as error:
                data.close()
                lease.close()
                self.forget()
                raise GoneError from error
        with self.lock:
            self.children += 1
        return data, lease

    def started(self) -> socket.socket:
        """The control socket of the running zygote. Raises Failure when it cannot be started."""
        with self.lock:
            if self.control is None:
                self.control, self.version = self._start()
            return self.control

    def forget(self) -> None:
        """Let go of the process, which ends by itself once its control socket is closed."""
        with self.lock:
            if self.control is not None:
                self.control.close()
                self.control = None

    def renew(self) -> None:
        """Be as new in a forked process, whose copy of the lock may be held by a thread that it has not got."""
        self.lock = threading.Lock()
        self.forget()

    def _start(self) -> tuple[socket.socket, str]:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [*self.command, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        ours.settimeout(START_SECONDS)
        greeting = b""
        with suppress(OSError):
            greeting = ours.recv(4096)
        if not greeting:
            ours.close()
            raise Failure(Cause.NOT_STARTED)
        ours.settimeout(None)
        return ours, greeting.decode()


def exchange(request: bytes, limits: Limits, zygote: Zygote) -> tuple[dict[str, Any], list[bytes]]:
    """The answer of a fresh child, a whole message within the limits and nothing more. Raises Failure."""
    try:
        return _Exchange(request, limits).run(zygote)
    except GoneError:
        zygote.forget()
    try:
        return _Exchange(request, limits).run(zygote)
    except GoneError:
        raise Failure(Cause.NOT_STARTED) from None


def ending(fate: int | None) -> Failure:
    """Why a child ended without a whole answer; ``fate`` as the zygote reports it."""
    number = -fate if fate is not None and fate < 0 else 0
    if number == signal.SIGXCPU:
        return Failure(Cause.PROCESSOR_TIME)
    if fate == EXHAUSTED or number in OUT_OF_MEMORY:
        return Failure(Cause.MEMORY)
    return Failure(Cause.SIGNAL, number) if number else Failure(Cause.BROKEN)


class _Exchange:
    """One request and its answer over sockets that neither side may block."""

    def __init__(self, request: bytes, limits: Limits) -> None:
        self.rest = memoryview(request)
        self.limits = limits
        self.receiver = Receiver(limits.output)
        self.deadline = time.monotonic() + limits.wall
        self.watch: int | None = None
        self.fate: int | None = None

    def run(self, zygote: Zygote) -> tuple[dict[str, Any], list[bytes]]:
        data, lease = zygote.request(self.limits)
        with ExitStack() as stack:
            stack.enter_context(data)
            stack.enter_context(lease)
            stack.callback(self._end)
            self._meet(lease)
            try:
                self._talk(data)
                return self.receiver.message()
            except ProtocolError:
                raise self._verdict(lease) from None

    def _meet(self, lease: socket.socket) -> None:
        """Take the handle by which the child can be watched and killed. Raises GoneError."""
        lease.settimeout(max(0.001, self.deadline - time.monotonic()))
        try:
            _message, handles, _flags, _address = socket.recv_fds(lease, 64, 1)
        except OSError as error:
            raise GoneError from error
        if not handles:
            raise GoneError
        self.watch = handles[0]

    def _talk(self, data: socket.socket) -> None:
        """Write and read until the child closes its end. Raises ProtocolError and, at the deadline, Failure."""
        data.setblocking(False)
        with selectors.DefaultSelector() as selector:
            selector.register(data, selectors.EVENT_READ | selectors.EVENT_WRITE)
            while True:
                ready = selector.select(max(0.0, self.deadline - time.monotonic()))
                if not ready or time.monotonic() > self.deadline:
                    raise Failure(Cause.TIME)
                if ready[0][1] & selectors.EVENT_WRITE:
                    self._write(data, selector)
                if ready[0][1] & selectors.EVENT_READ and not self._read(data):
                    return

    def _write(self, data: socket.socket, selector: selectors.BaseSelector) -> None:
        try:
            self.rest = self.rest[data.send(self.rest[:PIECE]) :]
        except BlockingIOError:
            return
        except OSError:
            self.rest = self.rest[:0]  # The child reads no more; what it has to say follows.
        if not self.rest:
            selector.modify(data, selectors.EVENT_READ)
            with suppress(OSError):
                data.shutdown(socket.SHUT_WR)

    def _read(self, data: socket.socket) -> bool:
        try:
            piece = data.recv(PIECE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.receiver.feed(piece)
        return bool(piece)

    def _verdict(self, lease: socket.socket) -> Failure:
        """Why the answer is no good one: by how the child ended, when it already has."""
        with suppress(OSError, ValueError):
            lease.settimeout(1.0)
            self.fate = int(lease.recv(64))
        return ending(self.fate)

    def _end(self) -> None:
        if self.watch is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.watch, signal.SIGKILL)
            os.close(self.watch)
