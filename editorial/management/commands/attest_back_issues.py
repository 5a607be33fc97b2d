"""Attests a batch of back issues in the name of one person, for exactly the digest that they looked at."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from bulletin.management import plain
from editorial.backfile import attesting, standing
from editorial.backfile.digesting import digest
from editorial.backfile.findings import report
from editorial.management import back_issues, desk


class Command(plain.PlainCommand):
    help = "Attest a batch of back issues. Without --digest it shows the batch and the digest to name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int)
        parser.add_argument("--by", required=True, metavar="USER")
        parser.add_argument("--digest", default="", help="the digest of the batch as you looked at it")

    def handle(self, *args: Any, **options: Any) -> None:
        batch, by = back_issues.batch(options["batch"]), desk.person(options["by"])
        if not options["digest"]:
            for line in back_issues.lines(report(batch)):
                self.stdout.write(line)
            raise CommandError(_("Nothing is attested yet. Name what you saw: --digest %s") % digest(batch))
        attesting.attest(batch, by=by, seen_digest=options["digest"])
        names = ", ".join(each.by.name for each in standing.live(batch))
        self.stdout.write(_("Batch %(batch)s is attested by %(names)s.") % {"batch": batch.pk, "names": names})
