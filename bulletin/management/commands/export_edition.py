"""Writes what was published to a file: the stored bytes themselves, verified."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from bulletin import store
from bulletin.management import plain


class Command(plain.PlainCommand):
    help = "Write a published edition as JSON, HTML or PDF to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of the masthead")
        parser.add_argument("number", type=int)
        parser.add_argument("--revision", type=int, help="default: the newest")
        parser.add_argument("--format", choices=["json", "html", "pdf"], required=True)
        parser.add_argument("--output", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        edition = plain.edition(options["code"], options["number"], options["revision"])
        if options["format"] == "json":
            data = bytes(edition.snapshot)
        else:
            data = self._blob(getattr(edition, f"{options['format']}_digest"))
        plain.write(options["output"], data)

    def _blob(self, digest: str) -> bytes:
        try:
            return store.released().get(digest)
        except store.StoreError as error:
            sentence = _("The stored file is not what was published: %(reason)s.")
            raise CommandError(sentence % {"reason": error}) from error
