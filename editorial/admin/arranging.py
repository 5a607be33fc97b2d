"""Opening the next issue, moving entries and holding them over, as the buttons of the issue's page ask for it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bulletin.models import Masthead
from editorial.admin.base import permitted, permitted_row, person, refusals_shown
from editorial.admin.opening import said
from editorial.admin.rows import LARGEST, SeenForm, entry_in, issue_for, section_in, sent, to_issue
from editorial.drafting import opening
from editorial.drafting import outline as arrangement
from editorial.roles import Verb


class MoveForm(SeenForm):
    """``to`` is "entry.section.place": who moves, into which section, at which place from 1."""

    to = forms.RegexField(r"^[1-9]\d{0,8}\.[1-9]\d{0,8}\.[1-9]\d{0,5}$")


class HoldOverForm(SeenForm):
    entry = forms.IntegerField(min_value=1, max_value=LARGEST)


class MastheadForm(forms.Form):
    masthead = forms.IntegerField(min_value=1, max_value=LARGEST)


@require_POST
def open_next(request: HttpRequest) -> HttpResponse:
    permitted(request, Verb.OPEN)
    masthead = permitted_row(request, Verb.OPEN, Masthead.objects.all(), pk=sent(request, MastheadForm)["masthead"])
    with refusals_shown(request):
        issue = opening.open_next(masthead, by=person(request))
        said(request, issue)
        return to_issue(issue)
    return HttpResponseRedirect(reverse("desk:index"))


@require_POST
def move(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.ARRANGE, issue_id)
    values = sent(request, MoveForm)
    entry_id, section_id, place = (int(number) for number in values["to"].split("."))
    entry, section = entry_in(issue, entry_id), section_in(issue, section_id)
    with refusals_shown(request):
        arrangement.move(entry, section, place, by=person(request), seen_version=values["version"])
    return to_issue(issue, entry.pk)


@require_POST
def hold_over(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.ARRANGE, issue_id)
    values = sent(request, HoldOverForm)
    entry = entry_in(issue, values["entry"])
    with refusals_shown(request):
        following = arrangement.hold_over(entry, by=person(request), seen_version=values["version"])
        messages.success(request, _("“%(entry)s” is held over to %(issue)s.") % {"entry": entry, "issue": following})
    return to_issue(issue)
