"""Releases what is scheduled and due, and tells the chiefs what is late; any number may run."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import CommandParser
from django.db import OperationalError, close_old_connections
from django.utils.translation import gettext as _

from bulletin.management import plain
from editorial.publishing import scheduling
from editorial.publishing.scheduling import Outcome

# How often a watching process looks; a release is late by no more than this and the recording.
LOOK_SECONDS = 1.0
# What is late by minutes need not be looked for every second.
LATE_SECONDS = 60.0
logger = logging.getLogger(__name__)


class Command(plain.PlainCommand):
    help = "Release every scheduled issue whose hour has come; twice is harmless. SIGTERM ends --watch."
    requires_system_checks: list[str] = []
    is_stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="go on looking, once a second, until told to end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["watch"]:
            self._release()
            scheduling.tell_late()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._watch()

    def _watch(self) -> None:
        """A database that is away for a while must not end the watch."""
        looked = -LATE_SECONDS
        while not self.is_stopping:
            close_old_connections()
            try:
                self._release(is_watching=True)
                if time.monotonic() - looked >= LATE_SECONDS:
                    scheduling.tell_late()
                    looked = time.monotonic()
            except OperationalError as failure:
                logger.error("The database does not answer: %s", failure)
            time.sleep(LOOK_SECONDS)

    def _release(self, *, is_watching: bool = False) -> None:
        for outcome in scheduling.release_due():
            if outcome.is_news or not is_watching:
                self.stdout.write(_line(outcome))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True


def _line(outcome: Outcome) -> str:
    if outcome.edition:
        return _("%(edition)s is published.") % {"edition": outcome.edition.title}
    return _("%(issue)s still waits: %(why)s") % {"issue": outcome.issue, "why": outcome.refusal}
