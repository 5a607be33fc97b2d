"""The parent's side of a confined render: starts the zygote, hands over a request, believes nothing that comes back.

Every way in which a child may fail ends in ``Refused`` with a sentence; the child never outlives the call.
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
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from json import dumps
from pathlib import Path

from bulletin.refusal import Refused
from bulletin.rendering import verdicts
from bulletin.rendering.limits import Limits
from bulletin.rendering.protocol import ProtocolError, Receiver, Typeset, encoded

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-s", "-P", "-m", "bulletin.rendering.zygote")
# Nothing of the parent's environment: no secret, no language, no time zone, no folder of the user's own fonts.
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
START_SECONDS = 60
PIECE = 256 * 1024


class GoneError(Exception):
    """The zygote ended before it forked."""


@dataclass
class Zygote:
    """One warm process for this one; started at the first need and again when it is found dead."""

    command: tuple[str, ...] = COMMAND
    version: str = ""
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
        return data, lease

    def started(self) -> socket.socket:
        """The control socket of the running zygote. Raises Refused when it cannot be started."""
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
            raise Refused([verdicts.no_renderer()])
        ours.settimeout(None)
        return ours, greeting.decode()


_ZYGOTE = Zygote()
# A forked copy of this process must not hold the control socket open: it starts a zygote of its own.
os.register_at_fork(after_in_child=lambda: _ZYGOTE.renew())


def version() -> str:
    """The versions of the libraries that render. Raises Refused when the renderer cannot be started."""
    _ZYGOTE.started()
    return _ZYGOTE.version


def typeset(
    page: str, images: Mapping[str, bytes] | None = None, limits: Limits | None = None, zygote: Zygote | None = None
) -> Typeset:
    """The page as a PDF made by a confined child, output checked. Raises Refused with the limit or fault in words."""
    images, limits, zygote = images or {}, limits or Limits(), zygote or _ZYGOTE
    request = encoded({"images": list(images)}, [page.encode(), *images.values()])
    try:
        return _Exchange(request, limits).run(zygote)
    except GoneError:
        zygote.forget()
    try:
        return _Exchange(request, limits).run(zygote)
    except GoneError:
        raise Refused([verdicts.no_renderer()]) from None


class _Exchange:
    """One request and its answer over sockets that neither side may block."""

    def __init__(self, request: bytes, limits: Limits) -> None:
        self.rest = memoryview(request)
        self.limits = limits
        self.receiver = Receiver(limits.output)
        self.deadline = time.monotonic() + limits.wall
        self.watch: int | None = None
        self.fate: int | None = None

    def run(self, zygote: Zygote) -> Typeset:
        data, lease = zygote.request(self.limits)
        with ExitStack() as stack:
            stack.enter_context(data)
            stack.enter_context(lease)
            stack.callback(self._end)
            self._meet(lease)
            try:
                self._talk(data)
                head, blobs = self.receiver.message()
            except ProtocolError:
                raise Refused([self._verdict(lease)]) from None
        return verdicts.typeset(head, blobs, self.limits)

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
        """Write and read until the child closes its end. Raises ProtocolError and, at the deadline, Refused."""
        data.setblocking(False)
        with selectors.DefaultSelector() as selector:
            selector.register(data, selectors.EVENT_READ | selectors.EVENT_WRITE)
            while True:
                ready = selector.select(max(0.0, self.deadline - time.monotonic()))
                if not ready or time.monotonic() > self.deadline:
                    raise Refused([verdicts.out_of_time(self.limits)])
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

    def _verdict(self, lease: socket.socket) -> str:
        """Why the answer is no good one: by how the child ended, when it already has."""
        with suppress(OSError, ValueError):
            lease.settimeout(1.0)
            self.fate = int(lease.recv(64))
        return verdicts.broken_off(self.fate, self.limits)

    def _end(self) -> None:
        if self.watch is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.watch, signal.SIGKILL)
            os.close(self.watch)
