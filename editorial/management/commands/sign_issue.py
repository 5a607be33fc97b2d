"""Signs all that a stage of review covers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from editorial.management import desk
from editorial.review import signing


class Command(desk.IssueCommand):
    help = "Sign everything that a stage of review covers."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--stage", required=True, metavar="CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        issue = desk.issue(options["code"], options["number"])
        stage = signing.stage_of(issue, options["stage"])
        count = signing.sign(issue, stage, by=desk.person(options["by"]))
        self.stdout.write(
            _("%(issue)s: %(count)s sign-offs at “%(stage)s”.") % {"issue": issue, "count": count, "stage": stage}
        )
