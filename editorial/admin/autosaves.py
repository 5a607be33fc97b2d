"""What is typed into the form of an entry: kept for its writer alone, offered when they come back, or thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.views.decorators.http import require_http_methods

from editorial import autosaving
from editorial.admin.base import permitted_row, person
from editorial.admin.entry_draft import Draft
from editorial.admin.rows import section_for
from editorial.models import Entry
from editorial.roles import Verb

# What a form sends besides what was typed.
_NOT_TYPED = ("csrfmiddlewaretoken", "_save", "_continue", "discard")


@dataclass(frozen=True)
class Offer:
    """Unsaved text of one's own: from when, whether the page shows it now, and whether the entry went on without it."""

    at: datetime
    is_restored: bool
    is_stale: bool
    restore: str


@require_http_methods(["GET", "HEAD", "POST"])
def autosave(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    rows = admin.get_queryset(request).select_related("section__part__issue__masthead")
    return _answer(request, permitted_row(request, Verb.EDIT, rows, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
def autosave_new(request: HttpRequest, admin: Any, section_id: int) -> HttpResponse:
    return _answer(request, Entry(kind=admin.kind, section=section_for(request, section_id)))


def address(row: Entry) -> str:
    """Where the form of a row is kept while somebody types."""
    if row.pk:
        return reverse(f"desk:editorial_{row.kind}_autosave", args=[row.pk])
    return reverse(f"desk:editorial_{row.kind}_autosave_new", args=[row.section_id])


def page_of(row: Entry) -> str:
    if row.pk:
        return reverse(f"desk:editorial_{row.kind}_change", args=[row.pk])
    return f"{reverse(f'desk:editorial_{row.kind}_add')}?section={row.section_id}"


def opened(request: HttpRequest, row: Entry) -> tuple[Draft, Offer | None]:
    """The draft that a page shows when it is opened, and what the person had typed here before, if they did.

    ``?restore`` puts it into the form, with the version it was typed on: an older one is refused when it is saved, and
    then both stand side by side.
    """
    kept = autosaving.kept(row, by=person(request))
    if kept is None:
        return Draft(row), None
    posted = QueryDict(kept.posted)
    restored = "restore" in request.GET
    separator = "&" if "?" in page_of(row) else "?"
    stale = bool(row.pk) and posted.get("version") != str(row.version)
    offer = Offer(kept.at, restored, stale, f"{page_of(row)}{separator}restore")
    draft = Draft(row, posted if restored else None)
    draft.is_valid()
    return draft, offer


def _answer(request: HttpRequest, row: Entry) -> HttpResponse:
    user = person(request)
    if request.method != "POST":
        # For a page that was signed in anew elsewhere: the token it needs, and for whom.
        return JsonResponse({"token": get_token(request), "user": user.pk})
    if "discard" in request.POST:
        autosaving.discard(row, by=user)
        return HttpResponseRedirect(page_of(row))
    typed = request.POST.copy()
    for name in _NOT_TYPED:
        typed.pop(name, None)
    if not _says_anything(Draft(row, typed)):
        autosaving.discard(row, by=user)
        return JsonResponse({"at": None})
    at = timezone.localtime(autosaving.keep(row, typed.urlencode(), by=user))
    return JsonResponse({"at": formatted(at, "H:i")})


def _says_anything(draft: Draft) -> bool:
    """Whether a form differs from what is stored; one that cannot be read yet does."""
    return not draft.is_valid() or bool(draft.changes()) or draft.attachments() is not None
