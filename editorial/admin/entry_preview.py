"""One entry as it would appear, on the web and in print, watermarked; for whoever may preview it, kept by nobody."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from editorial.admin.base import permitted_row, person, refusals_shown
from editorial.admin.releasing import PRIVATE, sandbox
from editorial.admin.rows import to_entry
from editorial.models import Entry
from editorial.publishing import preview
from editorial.roles import Verb


@require_safe
def html(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    entry = _entry(request, admin, pk)
    with refusals_shown(request):
        page = preview.preview_entry_html(entry, by=person(request))
        return HttpResponse(page, headers={**PRIVATE, "Content-Security-Policy": sandbox(page)})
    return to_entry(entry)


@require_safe
def pdf(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    entry = _entry(request, admin, pk)
    with refusals_shown(request):
        made = preview.preview_entry(entry, by=person(request))
        return shown(made.pdf, f"entry-{entry.pk}-preview")
    return to_entry(entry)


def shown(content: bytes, name: str) -> HttpResponse:
    """A PDF to be looked at in the browser; ``name`` is plain ASCII."""
    disposition = f'inline; filename="{name}.pdf"'
    return HttpResponse(
        content, content_type="application/pdf", headers={**PRIVATE, "Content-Disposition": disposition}
    )


def _entry(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> Entry:
    rows = admin.get_queryset(request).select_related("section__part__issue__masthead")
    found: Entry = permitted_row(request, Verb.PREVIEW, rows, pk=pk)
    return found
