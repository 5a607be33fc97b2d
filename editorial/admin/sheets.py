"""审签单 on the desk: of an edition as it was kept, of an open issue as a draft."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from bulletin.models import Edition
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import shown
from editorial.admin.base import permitted_row, person
from editorial.admin.rows import issue_for
from editorial.drafting import published
from editorial.models import Issue
from editorial.publishing import sheet
from editorial.roles import Verb


@require_safe
def of_issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The kept sheet of the last edition of a released issue that was signed; else what the sheet would be."""
    issue = issue_for(request, Verb.VIEW, issue_id)
    name = f"{issue.masthead.code}-{issue.number}-sign-offs"
    if issue.state == Issue.State.RELEASED:
        editions = published.editions(issue).exclude(occasion__in=Edition.REMOVALS)
        return _answer(request, name, lambda: sheet.pdf(editions.latest("revision")), _outline(issue))
    return _answer(request, f"{name}-draft", lambda: sheet.draft_pdf(issue, by=person(request)), _outline(issue))


@require_safe
def of_edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    seen = Edition.objects.select_related("masthead").filter(masthead__in=roles.mastheads(request.user, Verb.VIEW))
    edition = permitted_row(request, Verb.VIEW, seen, pk=edition_id)
    name = f"{edition.masthead.code}-{edition.number}-r{edition.revision}-sign-offs"
    return _answer(request, name, lambda: sheet.pdf(edition), reverse("desk:bulletin_edition_changelist"))


def _answer(request: HttpRequest, name: str, make: Callable[[], bytes], back: str) -> HttpResponse:
    """The PDF, or the page that the person came from with every reason why there is none."""
    try:
        made = make()
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason))
        return HttpResponseRedirect(back)
    return shown.file(made, f"{name}.pdf")


def _outline(issue: Issue) -> str:
    return reverse("desk:editorial_issue_change", args=[issue.pk])
