"""Releases an issue and kills itself, beyond any clean-up, at a named step of the way."""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from bulletin import recording, rendering, store  # noqa: E402
from editorial.drafting import trail  # noqa: E402
from editorial.models import Issue, User  # noqa: E402
from editorial.publishing import carrying, freeze, press  # noqa: E402
from editorial.review import readiness  # noqa: E402

STEPS: dict[str, tuple[Any, str]] = {
    "reading": (freeze, "facts_of"),
    "readiness": (readiness, "blockers"),
    "freezing": (freeze, "snapshot_of"),
    "files": (carrying, "carry"),
    "rendering": (rendering, "render"),
    "storing": (store.Store, "put"),
    "writing": (store, "_write_durably"),
    "syncing": (store, "_sync_folder"),
    "recording": (recording, "record"),
    "recording entries": (recording, "_record_entries"),
    "settling": (press, "_settle"),
    "tracing": (trail, "_append"),
}


def killing(function: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **options: Any) -> Any:
        if after:
            function(*args, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    return wrapper


def main(number: int, step: str, when: str) -> None:
    if step in STEPS:
        owner, name = STEPS[step]
        setattr(owner, name, killing(getattr(owner, name), after=when == "after"))
    press.release(Issue.objects.get(number=number), by=User.objects.get(username="chief"))
    if step == "committed":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
