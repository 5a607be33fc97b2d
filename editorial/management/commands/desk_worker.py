"""Does what the desk does by itself, round after round: release what is due, remind people, mail them; any may run."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.management.rounds import RoundsCommand
from editorial import posting, presence, reminding
from editorial.backfile import rounds as backfile
from editorial.intake import sketching
from editorial.management.commands import release_due
from editorial.publishing import scheduling, taking_down

# What people hear of once a day need not be looked for in every round.
LOOK = dt.timedelta(minutes=1)


class Command(RoundsCommand):
    help = (
        "Releases scheduled issues whose hour has come, reminds people of what is due, and mails what they were told. "
        "SIGTERM ends it after the letter in hand."
    )
    looked_at: dt.datetime | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.post = posting.Post()

    def round(self) -> bool:
        """Releases come first: a mail server that takes its time must not hold one up."""
        now = timezone.now()
        for outcome in scheduling.release_due(now):
            if outcome.is_news:
                self.stdout.write(release_due.line(outcome))
        if self.looked_at is None or now - self.looked_at >= LOOK:
            self._look(now)
        went_on = backfile.go_on(is_stopping=lambda: self.is_stopping)
        return (bool(self.post.round(is_stopping=lambda: self.is_stopping)) or went_on) and not self.is_stopping

    def _look(self, now: dt.datetime) -> None:
        self.looked_at = now
        for outcome in taking_down.make_up(now):
            if outcome.edition is not None:
                self.stdout.write(_("%(edition)s is published.") % {"edition": outcome.edition})
        scheduling.tell_late(now)
        reminding.remind(now)
        presence.sweep(now)
        sketching.catch_up()
