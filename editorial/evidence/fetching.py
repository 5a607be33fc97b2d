"""The only door to the network beside mail: asks for one address of a listed site, within limits; believes nothing.

No cookie, no referrer and no redirect is followed that was not looked at like the first address.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin

import urllib3
from django.utils.translation import gettext_lazy as _
from urllib3.connection import HTTPConnection, HTTPSConnection

from bulletin.refusal import Refused
from editorial.evidence.reach import Reach, Target

LARGEST = 10 * 1024 * 1024
MOST_HOPS = 5
SECONDS = 20
PIECE = 64 * 1024
HEADERS = {"User-Agent": "Bulletin (source check)", "Accept": "*/*", "Accept-Encoding": "identity"}
MOVED = frozenset({301, 302, 303, 307, 308})

TOO_LARGE = _("The answer is larger than 10 MiB.")
TOO_SLOW = _("The answer took longer than 20 seconds.")
TOO_MANY_HOPS = _("The address leads on more than five times.")
NOT_WHO_IT_SAYS = _("The certificate of %(host)s is not its own, is out of date, or nobody known vouches for it.")
LEADS_NOWHERE = _("The address leads on to what is no web address.")
NO_ANSWER = _("The site does not answer: %(why)s.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the address that answered in the end, the media type and the bytes."""

    status: int
    url: str
    type: str
    data: bytes


def fetch(url: str, reach: Reach) -> Answer:
    """Ask for an address and whatever it leads on to. Raises Refused with one sentence."""
    deadline = time.monotonic() + SECONDS
    for _hop in range(MOST_HOPS + 1):
        answer, onwards = _ask(url, reach.target(url), deadline)
        if onwards is None:
            return answer
        url = _joined(url, onwards)
    raise Refused([TOO_MANY_HOPS])


def _ask(url: str, target: Target, deadline: float) -> tuple[Answer, str | None]:
    """The answer, and where it leads on to."""
    try:
        with _connected(target, deadline) as connection:
            connection.request("GET", _encoded(target), headers={**HEADERS, "Host": target.host}, preload_content=False)
            with connection.getresponse() as response:
                return _answer(url, response, deadline)
    except ssl.SSLCertVerificationError as error:
        raise Refused([NOT_WHO_IT_SAYS % {"host": target.host}]) from error
    except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        _in_time(deadline)
        raise Refused([NO_ANSWER % {"why": type(error).__name__}]) from error


def _answer(url: str, response: urllib3.HTTPResponse, deadline: float) -> tuple[Answer, str | None]:
    onwards = response.headers.get("Location") if response.status in MOVED else None
    data = b"" if onwards else _read(response, deadline)
    _in_time(deadline)
    kind = "".join(each for each in response.headers.get("Content-Type", "")[:100] if each.isprintable())
    return Answer(response.status, url, kind, data), onwards


@contextmanager
def _connected(target: Target, deadline: float) -> Iterator[HTTPConnection]:
    """A connection that is cut at the deadline, however slowly its lines drip in: a timeout counts from the last byte.

    The name was looked up and judged before; a certificate must be that name's all the same.
    """
    _in_time(deadline)
    patience = min(SECONDS / 2, deadline - time.monotonic())
    connection = HTTPConnection(target.address, target.port, timeout=patience)
    if target.scheme == "https":
        connection = HTTPSConnection(target.address, target.port, timeout=patience, server_hostname=target.host)
    with closing(connection):
        connection.connect()
        cut = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [connection.sock])
        cut.start()
        try:
            yield connection
        finally:
            cut.cancel()


def _cut(connected: socket.socket) -> None:
    """Wake whoever waits for the other side. An encrypted socket's own way would first talk to the other side."""
    with suppress(OSError):  # It ended by itself.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _read(response: urllib3.HTTPResponse, deadline: float) -> bytes:
    """The bytes of an answer, unpacked where a site packs them unasked; each piece is unpacked within its size."""
    data = bytearray()
    while piece := response.read(PIECE, decode_content=True):
        data += piece
        if len(data) > LARGEST:
            raise Refused([TOO_LARGE])
        _in_time(deadline)
    return bytes(data)


def _in_time(deadline: float) -> None:
    if time.monotonic() >= deadline:
        raise Refused([TOO_SLOW])


def _encoded(target: Target) -> str:
    return urllib3.util.parse_url(f"{target.scheme}://{target.host}{target.path}").request_uri


def _joined(url: str, onwards: str) -> str:
    """Where an answer leads; many sites write Chinese there as it is, which headers carry byte by byte."""
    with suppress(UnicodeError):  # What is no UTF-8 is told as it came.
        onwards = onwards.encode("latin-1").decode()
    try:
        return urljoin(url, onwards)
    except ValueError as error:
        raise Refused([LEADS_NOWHERE]) from error
