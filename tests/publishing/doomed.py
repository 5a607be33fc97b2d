"""Releases, schedules, or releases what is due, and kills itself beyond any clean-up at a named step of the way."""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from bulletin import recording, rendering, store  # noqa: E402
from editorial.drafting import trail  # noqa: E402
from editorial.models import Issue, User  # noqa: E402
from editorial.publishing import carrying, due, freeze, press, scheduling  # noqa: E402
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
    "locking": (scheduling, "_move"),
    "looking for files": (carrying, "require_held"),
    "claiming": (due, "_claimed"),
    "comparing": (due, "_require_as_frozen"),
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


def release(number: int) -> None:
    press.release(Issue.objects.get(number=number), by=User.objects.get(username="chief"))


def schedule(number: int) -> None:
    hour = timezone.now() + timedelta(days=1)
    scheduling.schedule(Issue.objects.get(number=number), release_at=hour, by=User.objects.get(username="chief"))


def release_due(number: int) -> None:
    """The one issue that is due."""
    (outcome,) = scheduling.release_due()
    if outcome.issue.number != number:
        raise AssertionError(outcome.issue)


ACTS = {"release": release, "schedule": schedule, "due": release_due}


def main(number: int, step: str, when: str, act: str = "release") -> None:
    if step in STEPS:
        owner, name = STEPS[step]
        setattr(owner, name, killing(getattr(owner, name), after=when == "after"))
    ACTS[act](number)
    if step == "committed":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
