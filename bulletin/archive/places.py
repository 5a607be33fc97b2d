"""The pieces of permanent addresses, each of which is written in one way only: numbers, refs, digests."""

from __future__ import annotations

from django.urls import register_converter

REF = "<ref:ref>"


class Number:
    """A counting number without leading zeros, small enough for every database."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Ref:
    """The place of an entry at its first release, such as 2.1.20."""

    regex = "[0-9][0-9A-Za-z.-]{0,19}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Digest(Ref):
    """The SHA-256 of stored bytes."""

    regex = "[0-9a-f]{64}"


register_converter(Digest, "digest")
register_converter(Number, "number")
register_converter(Ref, "ref")
