"""A process of its own that loads what a kind of work needs once and forks a confined child for every request.

Started by ``exchange`` with a clean environment as ``python -m bulletin.confinement.zygote MODULE FD``; the module's
``prepared()`` gives the work and its version. It imports neither Django's settings nor its models, opens no network,
and ends when the process that started it does.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from typing import BinaryIO

from bulletin.confinement.limits import Limits, confine, leave_network, silence

Work = Callable[[BinaryIO, BinaryIO], None]
FAILED = 70  # EX_SOFTWARE: the work raised, and there was nobody left to tell.
EXHAUSTED = 71  # EX_OSERR: there was not even memory left to tell that there was none.


def serve(control: socket.socket, work: Work) -> None:
    """Fork for every request until the other end of ``control`` is closed, then end what is still running."""
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        while True:
            for key, _events in selector.select():
                if key.fileobj is not control:
                    _settle(selector, key)
                elif not _accept(selector, control, work):
                    _kill_all(selector)
                    return


def _accept(selector: selectors.BaseSelector, control: socket.socket, work: Work) -> bool:
    """Fork for one request: limits as JSON, the child's socket, and the lease on which its fate is reported."""
    message, received, _flags, _address = socket.recv_fds(control, 4096, 2)
    if not message:
        return False
    data, lease = (socket.socket(fileno=each) for each in received)
    child = os.fork()
    if child == 0:
        _work(control, data, lease, Limits(**json.loads(message)), work)
    data.close()
    watch = os.pidfd_open(child)
    selector.register(watch, selectors.EVENT_READ, lease)
    _tell(lease, b"forked", [watch])
    return True


def _work(control: socket.socket, data: socket.socket, lease: socket.socket, limits: Limits, work: Work) -> None:
    """The child: never returns, and never runs its parent's clean-up."""
    try:
        control.close()
        lease.close()
        confine(limits)
        with data.makefile("rb") as requests, data.makefile("wb") as answers:
            work(requests, answers)
        os._exit(0)
    except MemoryError:
        os._exit(EXHAUSTED)
    finally:
        os._exit(FAILED)


def _settle(selector: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
    """Report how a child ended: its exit code, or minus the signal that ended it."""
    watch, lease = key.fd, key.data
    fate = os.waitid(os.P_PIDFD, watch, os.WEXITED)
    selector.unregister(watch)
    os.close(watch)
    if fate is not None:
        _tell(lease, str(fate.si_status if fate.si_code == os.CLD_EXITED else -fate.si_status).encode(), [])
    lease.close()


def _tell(lease: socket.socket, message: bytes, handles: list[int]) -> None:
    try:
        socket.send_fds(lease, [message], handles)
    except OSError:
        lease.close()  # The one who asked has stopped waiting.


def _kill_all(selector: selectors.BaseSelector) -> None:
    for key in list(selector.get_map().values()):
        if key.data is not None:
            signal.pidfd_send_signal(key.fd, signal.SIGKILL)


def main(module: str, handle: int) -> None:
    control = socket.socket(fileno=handle)
    leave_network()
    work, version = importlib.import_module(module).prepared()  # after the network is gone
    silence()
    gc.collect()
    gc.freeze()
    control.send(version.encode())
    serve(control, work)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
