"""Looks whether the audit trail is whole: every chain link by link, and every printed head; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.management import plain
from bulletin.models import Edition
from editorial.drafting import trail
from editorial.models import AuditEntry, AuditHead

ALTERED = _("%(chain)s: entry %(serial)s was altered.")
MISSING = _("%(chain)s: entry %(serial)s is missing.")
UNLINKED = _("%(chain)s: entry %(serial)s does not follow the entry before it.")
WRONG_END = _("%(chain)s: the chain does not end where its head says.")
NOT_FOUND = _("%(edition)s prints an entry that is not in the trail: %(head)s.")

INTACT = _("%(count)s entries of the audit trail are what they were.")


class Command(plain.PlainCommand):
    help = "Verify the audit trail: every entry and link of each masthead's chain, and the heads that imprints print."

    def handle(self, *args: Any, **options: Any) -> None:
        found: list[str] = []
        count = 0
        for head in AuditHead.objects.select_related("masthead").order_by("pk"):
            found += _chain_flaws(head)
            count += head.serial
        found += _imprint_flaws()
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(str(INTACT % {"count": count}))


def _chain_flaws(head: AuditHead) -> Iterator[str]:
    """Walk a chain from its beginning; the digest of each entry must be right and named by the next."""
    chain, serial, digest = str(head.masthead or _("whole house")), 0, ""
    for entry in AuditEntry.objects.filter(masthead=head.masthead).order_by("serial").iterator(chunk_size=500):
        for missing in range(serial + 1, entry.serial or 0):
            yield str(MISSING % {"chain": chain, "serial": missing})
        if trail.digest_of(entry) != entry.digest:
            yield str(ALTERED % {"chain": chain, "serial": entry.serial})
        elif entry.previous_digest != digest and serial + 1 == entry.serial:
            yield str(UNLINKED % {"chain": chain, "serial": entry.serial})
        serial, digest = entry.serial or 0, entry.digest
    if (serial, digest) != (head.serial, head.digest):
        yield str(WRONG_END % {"chain": chain})


def _imprint_flaws() -> Iterator[str]:
    for edition in Edition.objects.select_related("masthead").order_by("pk").iterator(chunk_size=20):
        imprint = shape.loads(bytes(edition.snapshot)).imprint
        if imprint is None or imprint.audit_head is None:
            continue
        serial, _space, digest = imprint.audit_head.partition(" ")
        entries = AuditEntry.objects.filter(masthead=edition.masthead, digest=digest)
        if not serial.isdecimal() or not entries.filter(serial=int(serial)).exists():
            yield str(NOT_FOUND % {"edition": edition, "head": imprint.audit_head})
