"""Turns a template into a response that caches may keep only after asking again; it sets no cookie and reads no row."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers

from bulletin.refusal import Refused
from bulletin.rendering.outline import lowered
from bulletin.store import StoreError

View = Callable[..., HttpResponseBase]
RETRY_SECONDS = 300
logger = logging.getLogger(__name__)


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponseBase:
    return revalidated(request, HttpResponse(written(request, template, context), status=status))


def written(request: HttpRequest, template: str, context: dict[str, Any]) -> str:
    """A public page; the headings of a body go below those of the page around it."""
    return lowered(render_to_string(f"bulletin/archive/{template}.html", context, request))


def revalidated(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The same response with an ETag, or 304 when the reader has it already.

    ``no-cache`` makes every cache ask again, so that a release or a withdrawal shows at once.
    """
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    if response.status_code != 200:
        return response
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def whole_or_unavailable(view: View) -> View:
    """Damaged or missing bytes are answered with 503 and named in the log; they are never sent."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (StoreError, Refused) as damage:
            logger.error("What was published cannot be shown: %s", damage)
            return unavailable(request)

    return guarded


def unavailable(request: HttpRequest) -> HttpResponseBase:
    response = page(request, "unavailable", {}, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
