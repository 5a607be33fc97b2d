"""Files of the drafts store as the desk hands them out: to be saved, never shown in place, and kept by no cache."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from bulletin import store

OCTETS = "application/octet-stream"


def stored(digest: str) -> bytes:
    """Raises Http404 for what the store does not have."""
    try:
        return store.drafts().get(digest)
    except store.StoreError as error:
        raise Http404 from error


def download(data: bytes, name: str, media_type: str = OCTETS) -> HttpResponse:
    """An attachment of that name (RFC 6266)."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
