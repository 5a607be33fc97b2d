"""Releases what is scheduled and due, and tells the chiefs what is late; any number may run, and twice is harmless."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bulletin.management import plain
from editorial.publishing import scheduling
from editorial.publishing.scheduling import Outcome


class Command(plain.PlainCommand):
    help = "Release every scheduled issue whose hour has come, once; the desk's worker does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        for outcome in scheduling.release_due():
            self.stdout.write(line(outcome))
        scheduling.tell_late()


def line(outcome: Outcome) -> str:
    """What became of an issue, as the commands print it."""
    if outcome.edition:
        return _("%(edition)s is published.") % {"edition": outcome.edition.title}
    return _("%(issue)s still waits: %(why)s") % {"issue": outcome.issue, "why": outcome.refusal}
