"""Commands that go round and round until they are told to end; everything they know is in the database."""

from __future__ import annotations

import logging
import signal
import time
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

IDLE_SECONDS = 2.0
# How soon an idle command notices that it is to end.
NOTICE_SECONDS = 0.2
logger = logging.getLogger(__name__)


class RoundsCommand(BaseCommand, ABC):
    """SIGTERM and SIGINT end it after what it has in hand, a database that is away for a while does not."""

    requires_system_checks: list[str] = []
    is_stopping = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    @abstractmethod
    def round(self) -> bool:
        """Do what is due; whether there may be more at once."""

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        if options["once"]:
            while self.round():
                pass
            return
        while not self.is_stopping:
            if not self._round_or_wait():
                self._idle()

    def _round_or_wait(self) -> bool:
        close_old_connections()
        try:
            return self.round()
        except OperationalError as failure:
            logger.error("The database does not answer: %s", failure)
            return False

    def _idle(self) -> None:
        end = time.monotonic() + IDLE_SECONDS
        while not self.is_stopping and time.monotonic() < end:
            time.sleep(NOTICE_SECONDS)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True
