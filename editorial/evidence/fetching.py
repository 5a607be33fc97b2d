"""The only door to the network beside mail: asks for one address of a listed site, within limits; believes nothing.

No cookie, no referrer and no redirect is followed that was not looked at like the first address.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urljoin

import urllib3
from django.utils.translation import gettext_lazy as _

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
        url = urljoin(url, onwards)
    raise Refused([TOO_MANY_HOPS])


def _ask(url: str, target: Target, deadline: float) -> tuple[Answer, str | None]:
    """The answer, and where it leads on to."""
    try:
        with _pool(target) as pool:
            response = pool.urlopen(
                "GET",
                target.path,
                headers={**HEADERS, "Host": target.host},
                redirect=False,
                retries=False,
                preload_content=False,
                assert_same_host=False,
            )
            with response:
                onwards = response.headers.get("Location") if response.status in MOVED else None
                data = b"" if onwards else _read(response, deadline)
                kind = response.headers.get("Content-Type", "")[:100]
                return Answer(response.status, url, kind, data), onwards
    except urllib3.exceptions.HTTPError as error:
        raise Refused([NO_ANSWER % {"why": type(error).__name__}]) from error


def _pool(target: Target) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(connect=SECONDS / 2, read=SECONDS / 2)
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(target.address, target.port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        target.address, target.port, timeout=timeout, server_hostname=target.host, assert_hostname=target.host
    )


def _read(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    data = bytearray()
    while piece := response.read(PIECE, decode_content=False):
        data += piece
        if len(data) > LARGEST:
            raise Refused([TOO_LARGE])
        if time.monotonic() > deadline:
            raise Refused([TOO_SLOW])
    return bytes(data)
