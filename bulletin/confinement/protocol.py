"""Messages between the parent and a confined child: a length, a JSON head that gives the sizes, then the blobs.

Pure: it reads and writes no socket by itself, and believes nothing that the other side claims.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

LENGTH = struct.Struct(">I")
MAX_HEAD = 1024 * 1024


class ProtocolError(Exception):
    """What came is no whole message within the limits."""


def encoded(head: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """One message; ``head`` gets the key ``sizes``."""
    text = json.dumps({**head, "sizes": [len(blob) for blob in blobs]}).encode()
    return b"".join((LENGTH.pack(len(text)), text, *blobs))


def received(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    """One message from a blocking stream (the child's side). Raises ProtocolError."""
    (length,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    head: dict[str, Any] = json.loads(_exactly(stream, length))
    return head, [_exactly(stream, size) for size in head["sizes"]]


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise ProtocolError("the request ended early")
    return data


class Receiver:
    """Gathers one message piece by piece on the parent's side; refuses as soon as it can be no good one."""

    def __init__(self, cap: int) -> None:
        """``cap`` bounds the blobs together, in bytes."""
        self.cap = cap
        self.data = bytearray()
        self.head: dict[str, Any] | None = None
        self.whole = 0

    def feed(self, piece: bytes) -> None:
        """Raises ProtocolError for a head that is none, sizes over the cap, or more than was announced."""
        self.data += piece
        if self.head is None and len(self.data) >= LENGTH.size:
            self._read_head()
        if self.head is not None and len(self.data) > self.whole:
            raise ProtocolError("more than was announced")

    def message(self) -> tuple[dict[str, Any], list[bytes]]:
        """The whole message, at the end of the stream. Raises ProtocolError when something is missing."""
        if self.head is None or len(self.data) != self.whole:
            raise ProtocolError("less than was announced")
        blobs, start = [], self.whole - sum(self.head["sizes"])
        for size in self.head["sizes"]:
            blobs.append(bytes(self.data[start : start + size]))
            start += size
        return self.head, blobs

    def _read_head(self) -> None:
        (length,) = LENGTH.unpack_from(self.data)
        if length > MAX_HEAD:
            raise ProtocolError("no head")
        if len(self.data) < LENGTH.size + length:
            return
        self.head = _head(bytes(self.data[LENGTH.size : LENGTH.size + length]))
        total = sum(self.head["sizes"])
        if total > self.cap:
            raise ProtocolError(f"{total} bytes announced, {self.cap} allowed")
        self.whole = LENGTH.size + length + total


def _head(text: bytes) -> dict[str, Any]:
    try:
        head = json.loads(text)
        sizes = head["sizes"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ProtocolError("no head") from error
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise ProtocolError("no sizes")
    return dict(head)
