"""来源: the sites that an issue is gathered from, what became of its source addresses, and the copies that are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import register
from django.db.models import ForeignKey, URLField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from editorial import roles
from editorial.admin import downloads
from editorial.admin.base import MastheadFilter, person, refusals_shown
from editorial.admin.register import RegisterAdmin
from editorial.admin.rows import SeenForm, entry_in, issue_for, sent, to_entry
from editorial.admin.site import desk
from editorial.drafting import entries, uploads
from editorial.evidence import checking, copies, sites
from editorial.models import Entry, Issue, LinkCheck, Source
from editorial.roles import Verb


@register(Source, site=desk)
class SourceAdmin(RegisterAdmin):
    """The checklist of a masthead; its sites are the only ones that the link worker asks."""

    masthead_path = "masthead"
    list_display = ("name", "url", "masthead", "part_code", "position", "is_active")
    list_filter = (("masthead", MastheadFilter), "is_active")
    list_select_related = ("masthead",)
    search_fields = ("name", "url")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fields = (("masthead", "part_code"), "name", "url", ("position", "is_active"))

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = roles.mastheads(request.user, Verb.MANAGE_REGISTER)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CopyForm(SeenForm):
    file = forms.FileField()


@require_safe
def sources(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Both lists of an issue: the sites to look at, and the source addresses of its entries."""
    issue = issue_for(request, Verb.VIEW, issue_id)
    rows = (
        Entry.objects.filter(section__part__issue=issue)
        .exclude(source_url="")
        .order_by("section__part__position", "section__position", "position")
    )
    context = {
        **desk.each_context(request),
        "title": _("Sources"),
        "issue": issue,
        "checklist": sites.checklist(issue),
        "lines": [(row, checking.last_of(row)) for row in rows],
        "looks": issue.state != Issue.State.RELEASED and roles.may(request.user, Verb.IMPORT, issue),
        "checks": roles.may(request.user, Verb.TICK, issue),
        "keeps_list": roles.may(request.user, Verb.MANAGE_REGISTER, issue.masthead),
    }
    return TemplateResponse(request, "editorial/sources.html", context)


@require_POST
def look(request: HttpRequest, issue_id: int, source_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.IMPORT, issue_id)
    source = get_object_or_404(Source, pk=source_id, masthead=issue.masthead_id)
    with refusals_shown(request):
        sites.look(issue, source, nothing_new="nothing_new" in request.POST, by=person(request))
        messages.success(request, _("Noted: %(source)s.") % {"source": source})
    return HttpResponseRedirect(_sources_address(issue) + f"#source-{source.pk}")


@require_POST
def check_all(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.TICK, issue_id)
    with refusals_shown(request):
        count = checking.ask_all(issue, by=person(request))
        told = ngettext("%(count)s address is being asked.", "%(count)s addresses are being asked.", count)
        messages.success(request, told % {"count": count})
    return HttpResponseRedirect(_sources_address(issue))


@require_POST
def check(request: HttpRequest, issue_id: int, entry_id: int) -> HttpResponse:
    entry = entry_in(issue_for(request, Verb.TICK, issue_id), entry_id)
    with refusals_shown(request):
        checking.ask(entry, by=person(request))
        messages.success(request, _("The address is being asked. Reload the page to see the answer."))
    return to_entry(entry)


@require_POST
def keep_copy(request: HttpRequest, issue_id: int, entry_id: int) -> HttpResponse:
    """What the last check brought, or the file that was sent along."""
    entry = entry_in(issue_for(request, Verb.EDIT, issue_id), entry_id)
    seen = sent(request, SeenForm)["version"]
    upload = request.FILES.get("file")
    with refusals_shown(request):
        if upload is not None:
            copies.upload(entry, upload.read(uploads.LARGEST + 1), by=person(request), seen_version=seen)
        else:
            newest = get_object_or_404(LinkCheck, pk=getattr(checking.last_of(entry), "pk", None))
            copies.keep(newest, by=person(request), seen_version=seen)
        messages.success(request, _("The copy is kept with the entry."))
    return to_entry(entry)


@require_safe
def copy(request: HttpRequest, issue_id: int, entry_id: int, digest: str) -> HttpResponse:
    """A kept copy, to be saved and never shown in place."""
    entry = entry_in(issue_for(request, Verb.VIEW, issue_id), entry_id)
    if digest not in {each.digest for each in entries.content(entry).sources}:
        raise Http404
    data = downloads.stored(digest)
    ending = "pdf" if copies.type_of(data) == "application/pdf" else "html"
    return downloads.download(data, f"{entry.title[:80]}.{ending}")


def _sources_address(issue: Issue) -> str:
    return reverse("desk:editorial_issue_sources", args=[issue.pk])


VIEWS = (
    ("<int:issue_id>/sources/", sources, "sources"),
    ("<int:issue_id>/sources/check/", check_all, "check_links"),
    ("<int:issue_id>/sources/<int:source_id>/look/", look, "look"),
    ("<int:issue_id>/entries/<int:entry_id>/link/", check, "check_link"),
    ("<int:issue_id>/entries/<int:entry_id>/copies/", keep_copy, "keep_copy"),
    ("<int:issue_id>/entries/<int:entry_id>/copies/<slug:digest>/", copy, "copy"),
)
