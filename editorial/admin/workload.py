"""The page of who has what in hand, and how much was written and signed in the last weeks; it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bulletin.models import Masthead
from editorial import roles
from editorial.admin.base import permitted, person
from editorial.admin.loads import Load, Week, loads, weeks
from editorial.admin.rows import LARGEST
from editorial.admin.site import desk
from editorial.admin.watch import watch_all
from editorial.models import Issue, User
from editorial.roles import Verb

# The drawing of the weeks: its units are arbitrary, the style sheet gives it its size.
HEIGHT, STEP, BAR = 32, 14, 5
WORKS = [role for role, verbs in roles.TABLE.items() if Verb.EDIT in verbs or Verb.SIGN in verbs]


@dataclass(frozen=True)
class Bar:
    kind: str
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Row:
    load: Load
    roles: str
    weeks: list[Week]
    bars: list[Bar]


class FilterForm(forms.Form):
    masthead = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)


@require_safe
def workload(request: HttpRequest) -> HttpResponse:
    permitted(request, Verb.VIEW)
    seen = list(roles.mastheads(person(request), Verb.VIEW).order_by("title"))
    form = FilterForm(request.GET)
    wanted = form.cleaned_data["masthead"] if form.is_valid() else None
    mastheads = [each for each in seen if wanted in (None, each.pk)]
    issues = Issue.objects.filter(masthead__in=mastheads).exclude(state=Issue.State.RELEASED)
    rows = _rows(loads(watch_all(list(issues.values_list("pk", flat=True)))), mastheads)
    context = {
        **desk.each_context(request),
        "title": _("Workload"),
        "opts": Issue._meta,
        "rows": rows,
        "most": max((row.load.total for row in rows), default=1) or 1,
        "mastheads": seen,
        "wanted": wanted,
        "width": STEP * len(rows[0].weeks) if rows else 0,
        "height": HEIGHT,
        "bar": BAR,
    }
    return TemplateResponse(request, "editorial/workload.html", context)


def _rows(found: list[Load], mastheads: list[Masthead]) -> list[Row]:
    """Everybody at work at these mastheads, idle ones last."""
    members = _members(mastheads)
    busy = {load.person.pk for load in found}
    idle = [Load(person) for person, _roles in members.values() if person.pk not in busy]
    everybody = [*found, *sorted(idle, key=lambda load: load.person.name)]
    by_week = weeks([load.person for load in everybody], mastheads)
    highest = max((max(week.written, week.signed) for each in by_week.values() for week in each), default=1) or 1
    return [
        Row(load, _roles_of(members, load.person), by_week[load.person.pk], _bars(by_week[load.person.pk], highest))
        for load in everybody
    ]


def _members(mastheads: list[Masthead]) -> dict[int, tuple[User, list[str]]]:
    """People who write or sign at these mastheads today, with what their roles are called."""
    found: dict[int, tuple[User, list[str]]] = {}
    for masthead in mastheads:
        for each in roles.serving(masthead.pk).filter(role__in=WORKS):
            found.setdefault(each.user_id, (each.user, []))[1].append(str(each.get_role_display()))
    return found


def _roles_of(members: dict[int, tuple[User, list[str]]], someone: User) -> str:
    names: Any = members.get(someone.pk, (someone, []))[1]
    return _(", ").join(dict.fromkeys(names))


def _bars(found: list[Week], highest: int) -> list[Bar]:
    """Two bars a week, side by side, as high as their share of the highest of all."""
    bars = []
    for at, week in enumerate(found):
        for kind, count, x in (("written", week.written, at * STEP), ("signed", week.signed, at * STEP + BAR + 1)):
            height = round(HEIGHT * count / highest, 1)
            bars.append(Bar(kind, x, HEIGHT - height, height))
    return bars
