"""One entry as it would appear, on the web and in print, watermarked; for whoever may preview it, kept by nobody."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from editorial.admin import shown
from editorial.admin.base import permitted_row, person, refusals_shown
from editorial.admin.rows import to_entry
from editorial.models import Entry
from editorial.publishing import preview
from editorial.roles import Verb


@require_safe
def html(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    entry = _entry(request, admin, pk)
    with refusals_shown(request):
        return shown.page(preview.preview_entry_html(entry, by=person(request)))
    return to_entry(entry)


@require_safe
def pdf(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    entry = _entry(request, admin, pk)
    with refusals_shown(request):
        made = preview.preview_entry(entry, by=person(request))
        return shown.file(made.pdf, f"entry-{entry.pk}-preview.pdf")
    return to_entry(entry)


def _entry(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> Entry:
    rows = admin.get_queryset(request).select_related("section__part__issue__masthead")
    found: Entry = permitted_row(request, Verb.PREVIEW, rows, pk=pk)
    return found
