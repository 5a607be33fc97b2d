"""The way from the pages of an issue to its guest links, for whoever may invite somebody."""

from __future__ import annotations

from django import template
from django.urls import reverse

from editorial import roles
from editorial.models import Issue
from editorial.roles import Verb

register = template.Library()


@register.simple_tag(takes_context=True)
def guests_page(context: template.Context, issue: Issue) -> str:
    """The address, or nothing for whoever may not go there."""
    user = getattr(context.get("request"), "user", None)
    return reverse("desk:guests", args=[issue.pk]) if roles.may(user, Verb.INVITE, issue) else ""
