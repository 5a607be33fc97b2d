"""Reads a document and opens it as a new issue of drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from bulletin.management import plain
from editorial.intake import accept, wording
from editorial.management import desk


class Command(plain.PlainCommand):
    help = "Read a bulletin and open it as a new issue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--masthead", required=True, metavar="CODE")
        parser.add_argument("--by", required=True, metavar="USER")

    def handle(self, *args: Any, **options: Any) -> None:
        masthead, by = plain.masthead(options["masthead"]), desk.person(options["by"])
        document = accept.receive(_bytes(options["file"]), Path(options["file"]).name, masthead, by=by)
        issue = accept.accept(document, by=by)
        for warning in document.reading["warnings"]:
            text = wording.warning(warning)
            self.stdout.write(_("Line %(line)s: %(text)s") % {"line": warning["line"], "text": text})
        count = sum(section.entries.count() for part in issue.parts.all() for section in part.sections.all())
        self.stdout.write(_("%(issue)s is open with %(count)s entries.") % {"issue": issue, "count": count})


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}) from error
