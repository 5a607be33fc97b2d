"""Commands that answer bad input with plain sentences on stderr and exit status 1."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused


class PlainCommand(BaseCommand):
    """A refusal becomes a CommandError whose text is its sentences, printed without a prefix."""

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute(*args, **options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def run_from_argv(self, argv: list[str]) -> None:
        self._called_from_command_line = True
        parser = self.create_parser(argv[0], argv[1])
        options = vars(parser.parse_args(argv[2:]))
        try:
            self.execute(*options.pop("args", ()), **options)
        except CommandError as error:
            self.stderr.write(str(error))
            sys.exit(1)


def masthead(code: str) -> Masthead:
    """The masthead of a code. Raises CommandError."""
    found = Masthead.objects.filter(code=code).first()
    if found is None:
        raise CommandError(_("There is no masthead “%(code)s”.") % {"code": code})
    return found


def edition(code: str, number: int, revision: int | None = None) -> Edition:
    """The newest revision of an edition, or the one asked for. Raises CommandError."""
    rows = Edition.objects.filter(masthead=masthead(code), number=number).order_by("-revision")
    found = rows.filter(revision=revision).first() if revision else rows.first()
    if found is None:
        raise CommandError(_("%(code)s has no published number %(number)s.") % {"code": code, "number": number})
    return found


def write(path: str, data: bytes) -> None:
    """Write a whole file. Raises CommandError."""
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise CommandError(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror}) from error
