"""What all admin classes of the desk share: access by the role table, rows by masthead, refusals as messages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from bulletin.refusal import Refused
from editorial import roles
from editorial.roles import Verb


class DeskAdmin(ModelAdmin[Any]):
    """Asks the table about the very row; lists only what lies at a masthead that the person may see."""

    masthead_path: str | None = None
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may("view", request, obj) or self._may("change", request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may("change", request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may("delete", request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if self.masthead_path is None:
            return rows
        return rows.filter(**{f"{self.masthead_path}__in": roles.mastheads(request.user, self._verb("view"))})

    def _may(self, action: str, request: HttpRequest, obj: Model | None) -> bool:
        return roles.has_permission(request.user, self._permission(action), obj)

    def _permission(self, action: str) -> str:
        return f"{self.opts.app_label}.{action}_{self.opts.model_name}"

    def _verb(self, action: str) -> Verb:
        return roles.PERMISSIONS[self._permission(action)]


@contextmanager
def refusals_shown(request: HttpRequest) -> Iterator[None]:
    """Show every reason of a refusal as a message instead of letting it rise."""
    try:
        yield
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason))
