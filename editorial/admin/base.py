"""What all admin classes of the desk share: access by the role table, rows by masthead, refusals as messages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin, RelatedFieldListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern

from bulletin.refusal import Refused
from editorial import roles
from editorial.drafting import trail
from editorial.models import User
from editorial.roles import Verb

Row = TypeVar("Row", bound=Model)


class DeskAdmin(ModelAdmin[Any]):
    """Asks the table about the very row; lists only what lies at a masthead that the person may see."""

    masthead_path: str | None = None
    actions = None
    view_on_site = False

    def get_urls(self) -> list[URLPattern]:
        """Only what somebody may do: no adding and deleting that no role has, no second history, nothing nameless."""
        unheard = {act for act in ("add", "delete") if self._permission(act) not in roles.PERMISSIONS}
        unwanted = {f"{self.opts.app_label}_{self.opts.model_name}_{act}" for act in {"history", *unheard}}
        return [each for each in super().get_urls() if getattr(each, "name", None) not in {None, *unwanted}]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

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

    # What people do is in the audit trail, written by the functions that do it.
    def log_addition(self, *args: Any, **kwargs: Any) -> Any: ...

    def log_change(self, *args: Any, **kwargs: Any) -> Any: ...

    def log_deletions(self, *args: Any, **kwargs: Any) -> Any: ...

    def _may(self, action: str, request: HttpRequest, obj: Model | None) -> bool:
        return roles.has_permission(request.user, self._permission(action), obj)

    def _permission(self, action: str) -> str:
        return f"{self.opts.app_label}.{action}_{self.opts.model_name}"

    def _verb(self, action: str) -> Verb:
        return roles.PERMISSIONS[self._permission(action)]


class MastheadFilter(RelatedFieldListFilter):
    """Offers the mastheads at which the person may see such rows, and no others' names."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        verb = roles.PERMISSIONS[f"{model_admin.opts.app_label}.view_{model_admin.opts.model_name}"]
        return [(str(masthead.pk), str(masthead)) for masthead in roles.mastheads(request.user, verb)]


def person(request: HttpRequest) -> User:
    """Who is signed in, as the functions of the desk want them named. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def permitted(request: HttpRequest, verb: Verb) -> None:
    """Raises PermissionDenied unless the person may do ``verb`` somewhere."""
    if not roles.may(request.user, verb):
        raise PermissionDenied


def permitted_row(request: HttpRequest, verb: Verb, rows: QuerySet[Row], **lookup: Any) -> Row:
    """The row on which the person may do ``verb``. Raises PermissionDenied, or Http404 where they may not even look.

    A refused attempt to change something stays in the trail.
    """
    if not roles.may(request.user, verb):
        _trace_refusal(request, verb, rows.filter(**lookup).first())
        raise PermissionDenied
    row = get_object_or_404(rows, **lookup)
    if not roles.may(request.user, verb, row):
        _trace_refusal(request, verb, row)
        raise PermissionDenied
    return row


def _trace_refusal(request: HttpRequest, verb: Verb, row: Model | None) -> None:
    if request.method == "POST" and row is not None and roles.may(request.user, Verb.VIEW, row):
        trail.refuse(verb, row, by=person(request))


@contextmanager
def refusals_shown(request: HttpRequest) -> Iterator[None]:
    """Show every reason of a refusal as a message instead of letting it rise."""
    try:
        yield
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason))


def show_on(form: BaseForm, refused: Refused) -> None:
    """Show every reason of a refusal on the form, where what was typed still stands."""
    for reason in refused.reasons:
        form.add_error(None, str(reason))
