"""What the page of a released issue shows of withdrawals: what is in force, and what is still to be done."""

from __future__ import annotations

from typing import Any

from django.template import Library

from bulletin.models import Edition
from editorial.models import Issue
from editorial.publishing import removals

register = Library()


@register.inclusion_tag("editorial/withdrawal/_flag.html")
def withdrawals_of(issue: Issue) -> dict[str, Any]:
    """Nothing for a number that has not appeared."""
    rows = Edition.objects.filter(masthead=issue.masthead_id, number=issue.number).defer("snapshot")
    newest = rows.order_by("-revision").first()
    if newest is None:
        return {}
    in_force = list(removals.in_force(newest))
    return {"edition": newest, "in_force": in_force, "waiting": bool(in_force) and bool(removals.waiting(newest))}
