"""Confirming: the file is planned once more under the locks, and written whole when that is exactly what was seen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bulletin import store
from bulletin.models import Masthead
from bulletin.refusal import Refused, require
from editorial.drafting import trail
from editorial.models import Issue, User
from editorial.roles import may
from editorial.spreadsheets import planning
from editorial.spreadsheets.lines import Line, Plan
from editorial.spreadsheets.resource import SheetResource
from editorial.spreadsheets.sheets import TITLES

FORBIDDEN = _("Your role does not allow you to bring in this spreadsheet.")
CHANGED = _("The desk has changed since you looked at this, so nothing was written. Look at it again, then confirm.")
IN_ERROR = _("Rows of the file are in error, so nothing was written.")
NOTHING = _("Nothing in this file differs from what is here.")
ROW = _("Row %(number)s: %(reason)s")


@dataclass(frozen=True)
class Sheet:
    """A file for the trail: it is no row of a table."""

    name: str
    masthead_id: int | None

    def __str__(self) -> str:
        return self.name


def keep(data: bytes) -> str:
    """Keep the bytes that are looked at; the same ones are confirmed by their digest."""
    return store.drafts().put(data)


def write(
    data: bytes, name: str, sheet: type[SheetResource], masthead: Masthead | None, *, by: User, seen_digest: str
) -> Plan:
    """Everything that the plan of ``seen_digest`` would do, in one transaction. Raises Refused; then nothing is."""
    named = Sheet(name, masthead.pk if masthead else None)
    with trail.refusals("bring in rows", named, by=by):
        require((may(by, sheet.brings, masthead), FORBIDDEN))
        with transaction.atomic(), trail.acting("bring in rows", named, by=by) as act:
            _lock(masthead)
            plan, resource = planning.prepared(data, name, sheet, masthead, by=by)
            require(*_checks(plan, seen_digest))
            resource.errand.keep()
            for line in resource.in_order(plan.to_write):
                _write(resource, line, by=by)
            act.after_digest = hashlib.sha256(data).hexdigest()
            act.remark = f"{TITLES[sheet.kind]}: +{plan.counts['new']} ±{plan.counts['changed']}"
    return plan


def _checks(plan: Plan, seen_digest: str) -> list[tuple[bool, object]]:
    if plan.digest != seen_digest:
        return [(False, CHANGED)]
    return [(plan.is_good, IN_ERROR), (bool(plan.to_write) or not plan.is_good, NOTHING)]


def _lock(masthead: Masthead | None) -> None:
    """Whoever writes at the same masthead, or into its issues, waits until this is done."""
    mastheads = Masthead.objects.select_for_update().order_by("pk")
    list(mastheads.filter(pk=masthead.pk) if masthead else mastheads)
    list(Issue.objects.select_for_update().filter(masthead=masthead).exclude(state=Issue.State.RELEASED).order_by("pk"))


def _write(resource: SheetResource, line: Line, *, by: User) -> None:
    try:
        resource.write(line, by=by)
    except Refused as refused:
        raise Refused([ROW % {"number": line.number, "reason": reason} for reason in refused.reasons]) from refused
