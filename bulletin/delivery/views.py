"""The pages of the subscription; a GET looks and changes nothing, because mail scanners follow every link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bulletin.archive.views import masthead_of
from bulletin.delivery import subscribing
from bulletin.delivery.forms import SubscribeForm
from bulletin.delivery.tokens import Purpose

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def subscribe(request: HttpRequest, code: str) -> HttpResponseBase:
    masthead = masthead_of(code)
    form = SubscribeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "subscribe", {"masthead": masthead, "form": form})
    subscribing.ask(masthead, form.cleaned_data["email"], get_language() or "")
    return _page(request, "asked", {"masthead": masthead})


@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    if request.method == "POST":
        subscriber = subscribing.confirm(token)
        return _outcome(request, "confirmed", subscriber and subscriber.masthead, 404)
    subscriber = subscribing.holder(token, Purpose.CONFIRM)
    return _outcome(request, "confirm", subscriber and subscriber.masthead, 404)


@csrf_exempt
@require_http_methods(METHODS)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponseBase:
    """Mail programs post here by themselves (RFC 8058), without a session and whatever became of the link."""
    if request.method == "POST":
        subscriber = subscribing.unsubscribe(token)
        return _outcome(request, "unsubscribed", subscriber and subscriber.masthead, 200)
    subscriber = subscribing.holder(token, Purpose.UNSUBSCRIBE)
    return _outcome(request, "unsubscribe", subscriber and subscriber.masthead, 200)


def _outcome(request: HttpRequest, template: str, masthead: Any, status_if_dead: int) -> HttpResponse:
    """The page, or the one for a link that no longer works."""
    if masthead is None:
        return _page(request, "dead_link", {}, status_if_dead)
    return _page(request, template, {"masthead": masthead})


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, f"bulletin/delivery/{template}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
