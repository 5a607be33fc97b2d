"""Pieces of pages on which two people work at once."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from editorial.admin.side_by_side import Beside

register = template.Library()


@register.filter
def of_field(beside: Mapping[str, Beside] | None, name: str) -> list[Beside]:
    """What stands beside a field: one or nothing."""
    return [beside[name]] if beside and name in beside else []
