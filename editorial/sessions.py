"""How long somebody stays signed in at the desk: until they were idle too long, or were there too long at all.

ASVS 7.3.1 and 7.3.2. What an open page sends by itself is no activity of its person.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

BEGAN, ACTIVE = "began_at", "active_at"
# Activity is noted once in so many seconds, so that not every request writes to the session.
PRECISION = 60
# Addresses that pages ask for without anybody touching them; what is typed is autosaved, which is a touch.
BY_ITSELF = ("/presence/",)


def limited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware after Django's authentication: signs out whose session is over, before the request is looked at.

    On the desk alone: a page of the public site never looks at a session, and so is the same for everybody.
    """
    desk = reverse("desk:index")

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(desk) and request.user.is_authenticated:
            now = int(time.time())
            if _is_over(request, now):
                logout(request)
            elif not request.path.endswith(BY_ITSELF):
                _note(request, now)
        return get_response(request)

    return answer


def _is_over(request: HttpRequest, now: int) -> bool:
    began_at = request.session.get(BEGAN, now)
    active_at = request.session.get(ACTIVE, now)
    longest, idle = settings.DESK_SESSION_HOURS * 3600, settings.DESK_IDLE_MINUTES * 60
    return bool(now - began_at > longest or now - active_at > idle + PRECISION)


def _note(request: HttpRequest, now: int) -> None:
    request.session.setdefault(BEGAN, now)
    if now - request.session.get(ACTIVE, 0) >= PRECISION:
        request.session[ACTIVE] = now
