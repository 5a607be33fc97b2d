"""What the page of a released issue shows of withdrawals: what is in force, and what is still to be done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template import Library

from bulletin.models import Edition
from editorial.models import Entry, Issue
from editorial.publishing import removals

register = Library()


@register.inclusion_tag("editorial/withdrawal/_in_force.html")
def withdrawals_of(issue: Issue) -> dict[str, Any]:
    """Nothing for a number that has not appeared."""
    rows = Edition.objects.filter(masthead=issue.masthead_id, number=issue.number).defer("snapshot")
    newest = rows.order_by("-revision").first()
    if newest is None:
        return {}
    in_force = list(removals.in_force(newest))
    return {"edition": newest, "in_force": in_force, "waiting": bool(in_force) and bool(removals.waiting(newest))}


@register.inclusion_tag("editorial/withdrawal/_removed.html")
def removal_of(entry: Entry) -> dict[str, Any]:
    """How and on which day an entry that is gone for readers was taken away."""
    removal: dict[str, Any] = entry.removal or {}
    return {"is_takedown": removal["kind"] == removals.TAKEN_DOWN, "on": date.fromisoformat(removal["on"])}
