"""Fills the database with a working newsroom to try things in; twice is harmless."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from bulletin.management import plain
from editorial.demo import issues, people, readers, register
from editorial.models import Issue


class Command(plain.PlainCommand):
    help = "Make a working newsroom: a masthead, its people, six issues. What exists is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SECURE:
            raise CommandError(_("The demo's logins are known to everybody, so they are not made at a public address."))
        masthead = register.seed()
        cast = people.seed(masthead)
        for number in issues.RELEASED:
            issues.seed_released(masthead, number, cast)
        issues.seed_in_review(masthead, cast)
        issues.seed_open(masthead, cast)
        issues.seed_corrected(masthead, cast)
        readers.seed(masthead)
        self._report(Issue.objects.filter(masthead=masthead, number__lte=issues.OPEN).order_by("number"))

    def _report(self, seeded: Any) -> None:
        for issue in seeded:
            self.stdout.write(f"{issue}: {issue.get_state_display()}")
        self.stdout.write(_("Everybody's password is %(password)s.") % {"password": people.PASSWORD})
        for login in people.LOGINS:
            self.stdout.write(f"  {login.username:<12}{login.printed_name}  {login.role.label}")
