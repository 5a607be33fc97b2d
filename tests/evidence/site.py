"""A small web site on loopback for the link worker to ask; it counts what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from editorial.evidence.reach import Address, Reach

PAGE = "<!doctype html><title>通告</title><body><article><h1>关于某事的通告</h1><p>{}</p></article></body>"


@dataclass
class Site:
    port: int = 0
    words: str = "自发布之日起施行。"
    status: int = 200
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/notice.html", host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def reach(self) -> Reach:
        return Reach(frozenset({"localhost"}), frozenset({self.port}), is_permitted=is_loopback)


def is_loopback(address: Address) -> bool:
    return ip_address(str(address)).is_loopback


@contextmanager
def running() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            given = (site.status, {"Content-Type": "text/html; charset=utf-8"}, PAGE.format(site.words).encode())
            status, headers, body = site.answers.get(self.path, given)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
