"""Brings in or releases a box of back issues, and kills itself beyond any clean-up at a named step of the way."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bulletin import recording, rendering, store  # noqa: E402
from editorial.backfile import bringing, reading, releasing  # noqa: E402
from editorial.drafting import trail  # noqa: E402
from editorial.intake import receiving, rereading  # noqa: E402
from editorial.publishing import carrying  # noqa: E402
from tests.publishing.doomed import killing  # noqa: E402

STEPS: dict[str, tuple[Any, str]] = {
    "storing": (store, "_write_durably"),
    "keeping": (bringing, "_kept"),
    "receiving": (receiving, "keep"),
    "reading": (rereading, "read"),
    "looking": (reading, "_columns"),
    "tracing": (trail, "_append"),
    "rendering": (rendering, "render"),
    "carrying": (carrying, "keep"),
    "recording": (recording, "record"),
    "recording entries": (recording, "_record_entries"),
    "claiming": (releasing, "_attested"),
}


def at_the(turn: int, lethal: Callable[..., Any], harmless: Callable[..., Any]) -> Callable[..., Any]:
    """The step does its work until its turn has come: a batch is never killed at its first file alone."""
    calls = itertools.count(1)
    return lambda *args, **options: (lethal if next(calls) == turn else harmless)(*args, **options)


def main(command: str, subject: str, step: str, when: str, turn: int) -> None:
    if step in STEPS:
        owner, name = STEPS[step]
        harmless = getattr(owner, name)
        setattr(owner, name, at_the(turn, killing(harmless, after=when == "after"), harmless))
    if command == "import_back_issues":
        call_command(command, subject, masthead="weekly", by="editor")
    else:
        call_command(command, subject, by="editor")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
