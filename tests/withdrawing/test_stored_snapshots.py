from __future__ import annotations

import hashlib

import pytest

from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused
from editorial.publishing import following

NEWER = b'{"issue":{"number":7},"later":"a key that this version does not know","schema":"bulletin/1"}'


def edition(stored: bytes, digest: str) -> Edition:
    return Edition(masthead=Masthead(title="刊"), number=7, revision=1, snapshot=stored, snapshot_digest=digest)


def test_the_stored_bytes_are_verified_and_not_what_they_would_be_written_as_today() -> None:
    found = following.snapshot_of(edition(NEWER, hashlib.sha256(NEWER).hexdigest()))
    assert found.issue.number == 7


def test_nothing_is_made_from_bytes_that_are_no_longer_those_of_the_release() -> None:
    with pytest.raises(Refused):
        following.snapshot_of(edition(NEWER.replace(b"7", b"8"), hashlib.sha256(NEWER).hexdigest()))
