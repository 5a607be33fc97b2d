"""Hints on source addresses that the link worker asked: gone, led elsewhere, or changed since."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from editorial.models import LinkCheck
from editorial.review.facts import Facts
from editorial.review.findings import Finding
from editorial.review.hints.beside import Beside
from editorial.review.hints.telling import entries, of_entry

GONE = _("The source address answers with %(status)s.")
SILENT = _("The source address could not be asked: %(why)s")
MOVED = _("The source address leads on to %(url)s.")
CHANGED = _("The page at the source address has changed since it was looked at before.")


def source_link(facts: Facts, beside: Beside) -> Iterator[Finding]:
    for target, entry in entries(facts):
        check = beside.links.get(entry.pk)
        if check is None or check.url != entry.source_url:
            continue
        for told in _sentences(check):
            yield of_entry("source-link", target, entry, "source_url", told, check.pk, str(told))


def _sentences(check: LinkCheck) -> Iterator[object]:
    if check.failure:
        yield SILENT % {"why": check.failure}
    elif check.status != 200:
        yield GONE % {"status": check.status}
    if check.final_url:
        yield MOVED % {"url": check.final_url}
    if check.changed:
        yield CHANGED
