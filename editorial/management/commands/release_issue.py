"""Publishes an issue that is ready."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from editorial.management import desk
from editorial.publishing import press


class Command(desk.IssueCommand):
    help = "Release an issue: freeze it, render it, publish it."

    def handle(self, *args: Any, **options: Any) -> None:
        edition = press.release(desk.issue(options["code"], options["number"]), by=desk.person(options["by"]))
        self.stdout.write(
            _("%(edition)s is published: %(entries)s entries, %(pages)s pages.")
            % {"edition": edition.title, "entries": edition.entry_count, "pages": edition.page_count}
        )
