"""The buttons of a scheduled release: at this hour, at another hour, not at all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bulletin.refusal import Refused
from editorial.admin import release_page
from editorial.admin.base import person, refusals_shown, show_on
from editorial.admin.release_page import HourForm
from editorial.admin.rows import SeenForm, issue_for, sent
from editorial.models import Issue
from editorial.publishing import scheduling
from editorial.roles import Verb


@require_POST
def schedule(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Schedule, or move to another hour what is scheduled."""
    issue = issue_for(request, Verb.SCHEDULE, issue_id)
    form = release_page.hour_form(request, issue)
    if form.is_valid() and _scheduled(request, issue, form):
        local = timezone.localtime(form.cleaned_data["release_at"], issue.masthead.zone)
        shown = formats.date_format(local, "DATETIME_FORMAT")
        messages.success(request, _("On %(hour)s “%(issue)s” goes out.") % {"issue": issue, "hour": shown})
        return _to_release(issue)
    return release_page.page(request, issue, hour=form)


@require_POST
def unschedule(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.SCHEDULE, issue_id)
    with refusals_shown(request):
        scheduling.unschedule(issue, by=person(request), seen_generation=sent(request, SeenForm)["version"])
        messages.success(request, _("“%(issue)s” is no longer scheduled and can be edited again.") % {"issue": issue})
    return _to_release(issue)


def _scheduled(request: HttpRequest, issue: Issue, form: HourForm) -> bool:
    act = scheduling.reschedule if issue.state == Issue.State.SCHEDULED else scheduling.schedule
    values = form.cleaned_data
    try:
        act(issue, release_at=values["release_at"], by=person(request), seen_generation=values["version"])
    except Refused as refused:
        show_on(form, refused)
        return False
    return True


def _to_release(issue: Issue) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:editorial_issue_release", args=[issue.pk]))
