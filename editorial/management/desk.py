"""What the desk's commands share: finding the person, the issue and the file that the arguments name."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from bulletin.management import plain
from editorial.intake import envelope
from editorial.models import Issue, User


class IssueCommand(plain.PlainCommand):
    """A command upon one issue by one person."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of the masthead")
        parser.add_argument("number", type=int)
        parser.add_argument("--by", required=True, metavar="USER")


def person(username: str) -> User:
    """Raises CommandError."""
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise CommandError(_("There is no active user “%(name)s”.") % {"name": username})
    return found


def issue(code: str, number: int) -> Issue:
    """Raises CommandError."""
    found = Issue.objects.filter(masthead=plain.masthead(code), number=number).first()
    if found is None:
        raise CommandError(_("%(code)s has no issue %(number)s.") % {"code": code, "number": number})
    return found


def content(path: str) -> bytes:
    """The file, or as much of it as shows that it is too large. Raises CommandError."""
    try:
        with Path(path).open("rb") as file:
            return file.read(envelope.LARGEST + 1)
    except OSError as error:
        raise CommandError(_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}) from error
