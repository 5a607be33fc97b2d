"""Puts an issue up for review with all its drafts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from editorial.management import desk
from editorial.review import workflow


class Command(desk.IssueCommand):
    help = "Submit an issue with all its drafts for review."

    def handle(self, *args: Any, **options: Any) -> None:
        issue = desk.issue(options["code"], options["number"])
        workflow.submit(issue, by=desk.person(options["by"]))
        self.stdout.write(_("%(issue)s is in review.") % {"issue": issue})
