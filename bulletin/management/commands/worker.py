"""Sends what is due until it is told to end; any number may run."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bulletin.archive import printed
from bulletin.delivery import dispatching
from bulletin.delivery.dispatching import Progress
from bulletin.management.rounds import RoundsCommand


class Command(RoundsCommand):
    help = "Mails released issues to their subscribers. SIGTERM ends it after the message in hand."

    def round(self) -> bool:
        """Address, send a batch, look for doubts; whether anything was sent."""
        dispatching.address_all()
        dispatching.skip_unsubscribed()
        dispatching.reap()
        moved = dispatching.deliver_due(lambda: self.is_stopping)
        for each in dispatching.progress(moved):
            self.stdout.write(_line(each))
        return bool(moved) and not self.is_stopping


def _line(progress: Progress) -> str:
    counts = {
        "title": printed.full_title(progress.dispatch.edition),
        "settled": progress.settled,
        "total": progress.total,
        "failed": progress.failed,
        "uncertain": progress.uncertain,
    }
    return _("%(title)s: %(settled)s/%(total)s (failed %(failed)s, uncertain %(uncertain)s)") % counts
