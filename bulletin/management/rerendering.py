"""Renders published snapshots again, several at once, and says which bytes differ and by which renderer's doing.

The typesetting happens in confined children, one for each render, so threads keep every core busy; a snapshot is
loaded when its turn is near, so memory does not grow with the archive.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from django.utils import translation
from django.utils.translation import get_language

from bulletin import rendering
from bulletin.management import checking
from bulletin.models import Edition
from bulletin.refusal import Refused
from bulletin.snapshot import Snapshot

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 2  # so many are waiting for each that is being rendered


@dataclass(frozen=True, slots=True)
class Remade:
    """The SHA-256 of each form as it is made today, by the name of the form; or why it cannot be made any more."""

    digests: dict[str, str]
    refused: str = ""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


def remade(snapshot: Snapshot) -> Remade:
    """Both forms; a PDF that is the original file of a back issue was never made, only its digest can be compared."""
    try:
        if checking.original(snapshot):
            return Remade({"HTML": _digest(rendering.render_html(snapshot))})
        made = rendering.render(snapshot)
    except Refused as refused:
        return Remade({}, str(refused))
    return Remade({"HTML": _digest(made.html), "PDF": _digest(made.pdf)})


def in_order(work: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[Result]:
    """The results in the order of the items, ``jobs`` at once and never more than a few ahead."""
    waiting: deque[Future[Result]] = deque()
    # A thread begins in the default language, not in that of whoever asked.
    with ThreadPoolExecutor(jobs, initializer=translation.activate, initargs=(get_language() or "en",)) as pool:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def differences(edition: Edition, found: Remade) -> list[str]:
    """The forms that are made of other bytes today; empty when all are the same."""
    return [name for name, digest in found.digests.items() if digest != getattr(edition, f"{name.lower()}_digest")]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
