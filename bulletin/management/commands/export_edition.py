"""Writes what was published to a file: the stored bytes themselves, verified, or a further form made of them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from bulletin import formats, store
from bulletin.archive import public
from bulletin.management import plain
from bulletin.models import Edition
from bulletin.refusal import Refused

# The further forms by the names that the command gives them.
FORMS = {"docx": "docx", "mail": "mail", "text": "txt", "markdown": "md"}


class Command(plain.PlainCommand):
    help = "Write a published edition to a file: what is stored (json, html, pdf), or a form made of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of the masthead")
        parser.add_argument("number", type=int)
        parser.add_argument("--revision", type=int, help="default: the newest")
        parser.add_argument("--format", choices=["json", "html", "pdf", *FORMS], required=True)
        parser.add_argument("--output", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        edition = plain.edition(options["code"], options["number"], options["revision"])
        if options["format"] == "json":
            data = bytes(edition.snapshot)
        elif options["format"] in FORMS:
            data = self._made(edition, FORMS[options["format"]])
        else:
            data = self._blob(getattr(edition, f"{options['format']}_digest"))
        plain.write(options["output"], data)

    def _made(self, edition: Edition, form: str) -> bytes:
        try:
            return formats.made(form, public.snapshot_of(edition))
        except (store.StoreError, Refused) as error:
            sentence = _("This form cannot be made: %(reason)s.")
            raise CommandError(sentence % {"reason": error}) from error

    def _blob(self, digest: str) -> bytes:
        try:
            return store.released().get(digest)
        except store.StoreError as error:
            sentence = _("The stored file is not what was published: %(reason)s.")
            raise CommandError(sentence % {"reason": error}) from error
