"""Answers what people asked about source addresses, one after the other; the only process that asks other sites."""

from __future__ import annotations

from django.utils import timezone

from bulletin.management.rounds import RoundsCommand
from editorial.evidence import checking


class Command(RoundsCommand):
    help = (
        "Looks up the source addresses that people asked about: only sites of the source checklists, only public "
        "addresses. SIGTERM ends it after the address in hand."
    )

    def round(self) -> bool:
        return checking.answer_next(timezone.now()) and not self.is_stopping
