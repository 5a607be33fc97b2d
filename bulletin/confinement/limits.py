"""What one piece of work may use, and the system calls that hold it to that; set in the child, after the fork."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from dataclasses import dataclass

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes, seconds and open files; ``wall`` and ``output`` are kept by the parent, the others by the kernel."""

    memory: int = 1536 * 1024 * 1024
    cpu: int = 60
    wall: int = 90
    output: int = 128 * 1024 * 1024
    files: int = 256


def confine(limits: Limits) -> None:
    """Hold this process to the limits: no file written, no core, and an alarm in case the parent is gone.

    With ``files=0`` nothing more can be opened at all, be it a file or a connection; what is open stays usable.
    """
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.files, limits.files))
    signal.setitimer(signal.ITIMER_REAL, limits.wall + 5)


def leave_network() -> bool:
    """Move into a network namespace of its own, which has no way out; whether the kernel allowed it.

    An addition to other guards, not a substitute: in many containers the call is forbidden.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    # The superuser keeps its user namespace, since another would bar it from other people's folders.
    return any(libc.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))


def silence() -> None:
    """Let nothing that a library prints reach the parent's terminal."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    os.close(sink)
