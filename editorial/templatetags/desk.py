"""Pieces of the desk that pages of other aggregates show too."""

from __future__ import annotations

from typing import Any

from django import template

from editorial.admin import panels
from editorial.intake import wording
from editorial.models import Entry
from editorial.review import rules
from editorial.review.facts import Facts, Target, gather

register = template.Library()
register.filter("warning_text", wording.warning)
register.filter("leftover_reason", wording.reason)


@register.inclusion_tag("editorial/_entry_review.html", takes_context=True)
def entry_review(context: template.Context, entry: Entry | None) -> dict[str, Any]:
    """The review of one entry: its marks, why it cannot go on, its remarks, and the steps open to the person.

    Stands outside any other form, because it brings its own.
    """
    if entry is None or entry.pk is None:
        return {}
    facts = gather(entry.section.part.issue_id)
    target = Target(entry.section.part_id, entry.pk)
    request = context["request"]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "issue": facts.issue,
        "entry": facts.row(target),
        "marks": panels.marks(facts, target),
        "steps": panels.steps(facts, target, request.user),
        "signable": panels.signable(facts, target, request.user) if facts.issue.state != "released" else [],
        "reasons": _reasons(facts, target, request.user),
        "digest": facts.digest(target),
        "remarks": entry.remarks.select_related("by").order_by("-pk"),
    }


def _reasons(facts: Facts, target: Target, user: Any) -> list[str]:
    """Why somebody who holds the role of a stage may still not sign there."""
    held = [line for stage in facts.stages if (line := panels.stage_line(facts, stage, user)).offered]
    stages = [line.stage for line in held if line.stage.scope == panels.scope_of(target)]
    found = [
        reason
        for stage in stages
        if not facts.live(stage, target)
        for reason in rules.signing_refusals(facts, stage, target, user)
    ]
    return list(dict.fromkeys(str(reason) for reason in found))
