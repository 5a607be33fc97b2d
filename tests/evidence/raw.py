"""A site on loopback that sends exactly the pieces it was given, as slowly as it was told, in the clear or over TLS."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from editorial.evidence.reach import Reach
from tests.evidence.site import is_loopback

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@dataclass
class Raw:
    port: int
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}/"

    @property
    def reach(self) -> Reach:
        return Reach(frozenset({"localhost"}), frozenset({self.port}), is_permitted=is_loopback)


@contextmanager
def sending(pieces: Callable[[], Iterable[bytes]], tls: ssl.SSLContext | None = None) -> Iterator[Raw]:
    """Pieces are made anew for every visitor; whoever goes away is let go."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        raw = Raw(server.getsockname()[1], "https" if tls else "http")
        threading.Thread(target=_serve, args=(server, pieces, tls), daemon=True).start()
        yield raw
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)


def dripping(lead: bytes, drop: bytes = b"x", seconds: float = 0.05, most: int = 400) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield lead
        for _ in range(most):
            time.sleep(seconds)
            yield drop

    return pieces


def _serve(server: socket.socket, pieces: Callable[[], Iterable[bytes]], tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            visitor, _address = server.accept()
        except OSError:
            return
        with suppress(OSError), visitor, tls.wrap_socket(visitor, server_side=True) if tls else visitor as spoken:
            spoken.recv(65536)
            for piece in pieces():
                spoken.sendall(piece)
