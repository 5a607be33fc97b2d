"""What other pages show of a release: that it is scheduled, or that it went out without review."""

from __future__ import annotations

from typing import Any

from django.template import Library

from editorial import roles
from editorial.models import Issue, Override, Proof
from editorial.publishing import overriding
from editorial.roles import Verb, may

register = Library()


@register.inclusion_tag("editorial/_schedule.html", takes_context=True)
def schedule_of(context: dict[str, Any], issue: Issue, *, links: bool = True) -> dict[str, Any]:
    """Nothing unless the issue is scheduled; ``links`` to where it can be moved or unscheduled."""
    proof = None
    if issue.state == Issue.State.SCHEDULED:
        proof = Proof.objects.select_related("by", "issue__masthead").filter(issue=issue).first()
    schedules = links and proof is not None and may(context["request"].user, Verb.SCHEDULE, issue)
    return {"proof": proof, "issue": issue, "zone": issue.masthead.time_zone, "schedules": schedules}


@register.inclusion_tag("editorial/_override_flags.html", takes_context=True)
def override_flags(context: dict[str, Any], issue: Issue | None = None) -> dict[str, Any]:
    """The flags that are still up at the person's mastheads, or that of one issue, up or answered."""
    if issue is not None:
        rows = Override.objects.filter(issue=issue).select_related("issue__masthead", "by", "answered_by")
    else:
        rows = overriding.unanswered(roles.mastheads(context["request"].user, Verb.VIEW))
    return {"flags": list(rows[:10])}
