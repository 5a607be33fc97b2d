"""The readiness of an issue as a card that any page of it may show."""

from __future__ import annotations

from typing import Any

from django import template

from editorial.admin import checklist
from editorial.admin.panels import Panel

register = template.Library()


@register.inclusion_tag("editorial/_readiness.html", takes_context=True)
def readiness_list(context: template.Context, panel: Panel) -> dict[str, Any]:
    """Every finding by kind, with links and tick buttons. Stands outside any other form, because it brings its own."""
    request = context["request"]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "issue": panel.facts.issue,
        "checklist": checklist.by_kind(panel.facts, panel.findings, request.user),
        "back": "issue",
        "most": 8,
    }
