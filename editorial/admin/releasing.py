"""Preview and release as pages: what would go out, to whom, and the button that does it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.refusal import Refused
from editorial.admin import release_page, shown
from editorial.admin.base import person, refusals_shown, show_on
from editorial.admin.rows import SeenForm, issue_for, sent, to_issue
from editorial.publishing import press, preview
from editorial.roles import Verb


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.RELEASE, issue_id)
    if request.method == "POST":
        generation = sent(request, SeenForm)["version"]
        with refusals_shown(request):
            edition = press.release(issue, by=person(request), seen_generation=generation)
            messages.success(request, _("%(edition)s is released.") % {"edition": edition.title})
            return to_issue(issue)
    return release_page.page(request, issue)


@require_POST
def override(request: HttpRequest, issue_id: int) -> HttpResponse:
    """特批: the page comes back with the reason still in its place when it is refused."""
    issue = issue_for(request, Verb.OVERRIDE, issue_id)
    form = release_page.ReasonForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            edition = press.release(
                issue, by=person(request), seen_generation=values["version"], override_reason=values["reason"]
            )
        except Refused as refused:
            show_on(form, refused)
        else:
            messages.warning(request, _("%(edition)s is released without review.") % {"edition": edition.title})
            return to_issue(issue)
    return release_page.page(request, issue, reason=form)


@require_safe
def preview_html(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.PREVIEW, issue_id)
    with refusals_shown(request):
        return shown.page(preview.preview_html(issue, by=person(request)))
    return to_issue(issue)


@require_safe
def preview_pdf(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.PREVIEW, issue_id)
    with refusals_shown(request):
        made = preview.preview(issue, by=person(request))
        return shown.file(made.pdf, f"{issue.masthead.code}-{issue.number}-preview.pdf")
    return to_issue(issue)
