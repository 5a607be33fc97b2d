from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

import pytest

from bulletin import store
from bulletin.models import Dispatch, Edition, Masthead, PublishedEntry
from editorial.models import Issue
from editorial.publishing import press
from tests.builders import refreshed, signed_issue
from tests.cast import Cast

CALLS = ("write", "fsync", "replace")


class FullDisk:
    """Lets a number of calls of one system function through and refuses the one after them."""

    def __init__(self, call: Callable[..., Any], allowed: int) -> None:
        self.call, self.allowed, self.seen = call, allowed, 0

    def __call__(self, *args: Any, **options: Any) -> Any:
        self.seen += 1
        if self.seen > self.allowed:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.call(*args, **options)


@pytest.mark.parametrize("allowed", range(4))
@pytest.mark.parametrize("name", CALLS)
def test_a_full_disk_publishes_nothing_and_a_retry_does(
    name: str, allowed: int, cast: Cast, masthead: Masthead, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = signed_issue(cast, masthead)
    needed = {"write": 2, "fsync": 4, "replace": 2}[name]
    with monkeypatch.context() as patched:
        disk = FullDisk(getattr(os, name), allowed)
        patched.setattr(f"os.{name}", disk)
        if allowed < needed:
            with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
                press.release(issue, by=cast.chief)
            assert not Edition.objects.exists()
            assert not PublishedEntry.objects.exists()
            assert not Dispatch.objects.exists()
            assert refreshed(issue).state == Issue.State.SUBMITTED
            assert disk.seen == allowed + 1
    if refreshed(issue).state == Issue.State.SUBMITTED:
        press.release(issue, by=cast.chief)
    edition = Edition.objects.get()
    assert store.released().get(edition.pdf_digest)
    assert store.released().get(edition.html_digest)


def test_an_interrupted_write_leaves_no_half_file(monkeypatch: pytest.MonkeyPatch) -> None:
    released = store.released()
    monkeypatch.setattr("os.fsync", FullDisk(os.fsync, 0))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        released.put(b"whole or absent")
    assert [path for path in released.root.rglob("*") if path.is_file()] == []
