"""Fills the register with the authorities and document types that Bulletin ships; changes nothing that is there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

from bulletin.management import plain
from bulletin.models import Authority, AuthorityName, DocumentType
from bulletin.models.filling import fill


class Command(plain.PlainCommand):
    help = "Add the authorities and document types that this version ships and the register has not; twice is harmless."

    def handle(self, *args: Any, **options: Any) -> None:
        count = fill(Authority, AuthorityName, DocumentType)
        self.stdout.write(ngettext("%(count)s row was added.", "%(count)s rows were added.", count) % {"count": count})
