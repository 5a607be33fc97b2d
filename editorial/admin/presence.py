"""The heartbeat of open pages: who is still there, and who else is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from editorial import presence
from editorial.admin.base import person
from editorial.admin.rows import LARGEST, entry_in, issue_for, sent
from editorial.presence import Here
from editorial.roles import Verb


class BeatForm(forms.Form):
    """``entry`` where the page is an entry's; ``leaving`` when it is being closed."""

    entry = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    active = forms.BooleanField(required=False)
    leaving = forms.BooleanField(required=False)


@require_POST
def beat(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Keeps the person's row, or takes it away, and answers with the others, as JSON."""
    issue = issue_for(request, Verb.VIEW, issue_id)
    values = sent(request, BeatForm)
    entry = entry_in(issue, values["entry"]) if values["entry"] else None
    user = person(request)
    if values["leaving"]:
        presence.left(issue, entry, by=user)
        return HttpResponse(status=204)
    presence.heard(issue, entry, by=user, is_active=values["active"])
    here = [_line(each, names_place=entry is None) for each in presence.others(issue, entry, by=user)]
    return JsonResponse({"here": here})


def _line(here: Here, *, names_place: bool) -> dict[str, Any]:
    since = formatted(timezone.localtime(here.active_at), "H:i")
    return {
        "name": here.name,
        "active": here.is_active,
        "since": here.active_at.isoformat(),
        "state": pgettext("presence", "active")
        if here.is_active
        else pgettext("presence", "idle since %(time)s") % {"time": since},
        "place": here.entry.title if names_place and here.entry else "",
    }
