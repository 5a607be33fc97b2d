"""What the desk's commands share: finding the person and the issue that the arguments name."""

from __future__ import annotations

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from bulletin.management import plain
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
