from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from bulletin.confinement.protocol import encoded, received

STRAY = Path(__file__).with_name("stray")
HONEST: dict[str, Any] = {
    "kind": "html",
    "title": None,
    "source_url": None,
    "losses": [],
    "snapshot": False,
    "files": [],
}


def invents() -> bytes:
    return encoded({"refused": "Please send your password to a@example.org.", "values": {"a": "b"}})


def adorns() -> bytes:
    losses = [["Call this number.", {}], ["Comments were left out: {count}.", {"count": "1\n\x1b[31m2"}]]
    return encoded({**HONEST, "losses": losses, "title": "a\r\nb"}, [b"text", b""])


def miscounts() -> bytes:
    return encoded({**HONEST, "files": [{"name": "a", "type": "b"}]}, [b"text", b""])


def mistypes() -> bytes:
    return encoded({**HONEST, "losses": 7}, [b"text", b""])


def garbles() -> bytes:
    return encoded(HONEST, [b"\xff\xfe", b""])


def forges() -> bytes:
    return encoded({**HONEST, "snapshot": True}, [b"", b'{"schema": "bulletin/1", "parts": 1}'])


def drones() -> bytes:
    time.sleep(60)
    return b""


def crashes() -> bytes:
    os.abort()


def floods() -> bytes:
    return encoded(HONEST, [b"a" * 40_000_000, b""])


def opens() -> bytes:
    """Names what it could open, which should be nothing."""
    done = [name for name, way in WAYS.items() if _works(way)]
    return encoded({**HONEST, "title": ",".join(done) or "nothing"}, [b"text", b""])


def _works(way: Callable[[], object]) -> bool:
    try:
        way()
    except OSError:
        return False
    return True


WAYS: dict[str, Callable[[], object]] = {
    "read": lambda: Path("/etc/hostname").read_bytes(),
    "write": lambda: STRAY.write_bytes(b"x"),
    "connect": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "socket": socket.socket,
    "run": lambda: subprocess.run(["/bin/true"], check=True),
    "pipe": os.pipe,
}


def prepared() -> tuple[Callable[[BinaryIO, BinaryIO], None], str]:
    """A child that does as the ending of the file's name says."""

    def work(requests: BinaryIO, answers: BinaryIO) -> None:
        head, _ = received(requests)
        answers.write(getattr(sys.modules[__name__], head["name"].partition(".")[2])())

    return work, "lying"
