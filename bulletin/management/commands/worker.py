"""Sends what is due until it is told to end; everything it knows is in the database, so any number may run."""

from __future__ import annotations

import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils.translation import gettext as _

from bulletin.archive import printed
from bulletin.delivery import dispatching
from bulletin.delivery.dispatching import Progress

IDLE_SECONDS = 2.0
# How soon an idle worker notices that it is to end.
NOTICE_SECONDS = 0.2
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Mails released issues to their subscribers. SIGTERM ends it after the message in hand."
    requires_system_checks: list[str] = []
    is_stopping = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        if options["once"]:
            while self._round():
                pass
            return
        while not self.is_stopping:
            if not self._round_or_wait():
                self._idle()

    def _round_or_wait(self) -> bool:
        """A database that is away for a while must not end the worker."""
        close_old_connections()
        try:
            return self._round()
        except OperationalError as failure:
            logger.error("The database does not answer: %s", failure)
            return False

    def _round(self) -> bool:
        """Address, send a batch, look for doubts; whether anything was sent."""
        dispatching.address_all()
        dispatching.skip_unsubscribed()
        dispatching.reap()
        moved = dispatching.deliver_due(lambda: self.is_stopping)
        for each in dispatching.progress(moved):
            self.stdout.write(_line(each))
        return bool(moved) and not self.is_stopping

    def _idle(self) -> None:
        end = time.monotonic() + IDLE_SECONDS
        while not self.is_stopping and time.monotonic() < end:
            time.sleep(NOTICE_SECONDS)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True


def _line(progress: Progress) -> str:
    counts = {
        "title": printed.full_title(progress.dispatch.edition),
        "settled": progress.settled,
        "total": progress.total,
        "failed": progress.failed,
        "uncertain": progress.uncertain,
    }
    return _("%(title)s: %(settled)s/%(total)s (failed %(failed)s, uncertain %(uncertain)s)") % counts
