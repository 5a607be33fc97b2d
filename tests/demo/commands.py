"""Runs the commands as a shell would, and gives what they printed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import execute_from_command_line
from django.utils import translation

SAMPLE = Path(__file__).resolve().parents[2] / "../shared/samples/weekly-144.txt"
needs_sample = pytest.mark.skipif(not SAMPLE.exists(), reason="needs the sample bulletin beside the repository")


class Ran(NamedTuple):
    status: int
    out: str
    err: str


class Shell:
    """``manage.py`` in this process, in English."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture

    def __call__(self, *arguments: object) -> Ran:
        self.capture.readouterr()
        status = 0
        try:
            with translation.override("en"):
                execute_from_command_line(["manage.py", *map(str, arguments)])
        except SystemExit as end:
            status = int(end.code or 0)
        return Ran(status, *self.capture.readouterr())

    def refused(self, *arguments: object) -> list[str]:
        """The sentences of a command that must end with status 1, and without a traceback."""
        ran = self(*arguments)
        assert (ran.status, ran.out) == (1, ""), ran
        assert "Traceback" not in ran.err
        return ran.err.splitlines()
