"""The way from a list to its spreadsheets, for whoever may go it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from editorial import roles
from editorial.spreadsheets.sheets import SHEETS

register = template.Library()


@register.simple_tag(takes_context=True)
def sheet_address(context: Any, kind: str, way: str = "in") -> str:
    """The page of a kind ("in"), or its export ("out"); empty for whoever may not ask for it."""
    sheet = SHEETS[kind]
    verb, step = (sheet.brings, "") if way == "in" else (sheet.takes, "_export")
    return reverse(f"desk:spreadsheets_{kind}{step}") if verb in roles.granted(context["request"].user) else ""
