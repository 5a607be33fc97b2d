"""The stored forms of any revision, for the desk alone: what is gone for readers can still be read here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bulletin import store
from bulletin.models import Edition
from editorial.admin import shown
from editorial.admin.withdrawals import back, edition_for
from editorial.roles import Verb

TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8", "json": "application/json"}


@require_safe
def stored(request: HttpRequest, edition_id: int, form: str) -> HttpResponse:
    """The bytes as they were released; the page without any power, should something in it have one."""
    edition = edition_for(request, Verb.VIEW, edition_id)
    try:
        content = _content(edition, form)
    except store.StoreError:
        messages.error(request, _("The stored bytes are missing or damaged; verify_editions names them."))
        return back(edition)
    response = shown.file(content, f"{edition.masthead.code}-{edition.number}-r{edition.revision}.{form}", TYPES[form])
    if form == "html":
        response["Content-Security-Policy"] = shown.sandbox(content)
    return response


def _content(edition: Edition, form: str) -> bytes:
    if form == "json":
        return bytes(edition.snapshot)
    return store.released().get(edition.pdf_digest if form == "pdf" else edition.html_digest)
