"""Releases an attested batch of back issues and records it number by number; nothing of it is mailed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from bulletin.management import plain
from bulletin.refusal import Refused
from editorial.backfile import releasing, standing
from editorial.management import back_issues, desk
from editorial.models import BackIssue, User


class Command(plain.PlainCommand):
    help = "Release a batch that two people attested, and record its numbers. Run again, it goes on where it stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int)
        parser.add_argument("--by", required=True, metavar="USER")

    def handle(self, *args: Any, **options: Any) -> None:
        batch, by = back_issues.batch(options["batch"]), desk.person(options["by"])
        if batch.released_at is None:
            releasing.release(batch, by=by)
        rows = list(standing.to_record(batch).values_list("pk", flat=True))
        refused = []
        for place, key in enumerate(rows, start=1):
            row = standing.to_record(batch).filter(pk=key).first()
            if row is not None:
                refused += self._record(row, by, f"{place}/{len(rows)}")
        if refused:
            raise CommandError("\n".join(refused))
        self.stdout.write(_("Every number of batch %(batch)s is recorded.") % {"batch": batch.pk})

    def _record(self, row: BackIssue, by: User, place: str) -> list[str]:
        """The reasons where it could not be recorded; the others go on."""
        try:
            edition = releasing.record(row, by=by)
        except Refused as refused:
            return [f"{row.name}: {refused}"]
        if edition is not None:
            self.stdout.write(f"{place}  {edition}")
        return []
