"""The pages for what goes wrong: no trace, path or version on them; a failure is found in the log by its reference."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled, so that the log entry carries it beside the reference."""
    reference = secrets.token_hex(6)
    logger.error("Failure %s", reference, exc_info=True)
    return _page(request, 500, reference=reference)


def _page(request: HttpRequest, status: int, reference: str = "") -> HttpResponse:
    page = render_to_string(f"{status}.html", {"reference": reference})
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store" if status == 500 else "no-cache"
    return response
