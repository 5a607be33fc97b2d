"""稿库: entries that came in and wait for their issue; each is looked at, corrected, placed or declined on its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin, SimpleListFilter, register
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from bulletin import richtext
from editorial import roles
from editorial.admin.base import DeskAdmin, MastheadFilter, permitted, permitted_row, person, refusals_shown
from editorial.admin.reading_fields import EntryFields
from editorial.admin.reading_lines import field_lines
from editorial.admin.reading_page import illustrated
from editorial.admin.reading_sheet import drawn
from editorial.admin.rows import section_for, to_issue
from editorial.admin.site import desk
from editorial.intake import placing, pooling
from editorial.intake.known import Shelf
from editorial.models import Candidate
from editorial.roles import Verb

State = Candidate.State
PREFIX = "entry"


class StateFilter(SimpleListFilter):
    """What waits, unless somebody asks for the rest."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        every = ("all", pgettext("filter", "all"))
        return [(State.PLACED, State.PLACED.label), (State.DECLINED, State.DECLINED.label), every]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": State.WAITING.label}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value() or State.WAITING
        return queryset if wanted == "all" else queryset.filter(state=wanted)


class StepForm(forms.Form):
    """What shall become of an entry, and the text of it that the person saw."""

    step = forms.ChoiceField(choices=[(each, each) for each in ("save", "place", "decline")])
    seen = forms.SlugField(max_length=64)
    section = forms.IntegerField(required=False, min_value=1)
    reason = forms.CharField(required=False, max_length=pooling.MOST_REASON)


@register(Candidate, site=desk)
class CandidateAdmin(DeskAdmin):
    masthead_path = "masthead"
    list_display = ("title", "document_type", "number_canonical", "masthead", "state", "by", "at")
    list_filter = (StateFilter, "kind", ("masthead", MastheadFilter))
    list_select_related = ("masthead", "by")
    list_per_page = 50
    search_fields = ("title", "number_canonical", "document_type", "document__source_url")
    search_help_text = gettext_lazy("Title, document number or kind")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(take)
        return [path("<int:candidate_id>/take/", view, name="editorial_candidate_take"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Pool"), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        permitted(request, Verb.VIEW)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return _page(request, _candidate(request, Verb.VIEW, int(object_id) if object_id.isdecimal() else 0))


@require_POST
def take(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Keep what was corrected, then place or decline the entry, as the pressed button says."""
    candidate = _candidate(request, Verb.IMPORT, candidate_id)
    sent = StepForm(request.POST)
    if not sent.is_valid():
        raise BadRequest
    content = pooling.content_of(candidate)
    fields = EntryFields(content, content, request.POST, prefix=PREFIX)
    if candidate.state == State.WAITING and sent.cleaned_data["step"] != "decline" and not fields.is_valid():
        return _page(request, candidate, fields)
    with refusals_shown(request):
        return _done(request, candidate, fields, sent.cleaned_data)
    return HttpResponseRedirect(reverse("desk:editorial_candidate_change", args=[candidate.pk]))


def _done(request: HttpRequest, candidate: Candidate, fields: EntryFields, values: dict[str, Any]) -> HttpResponse:
    by = person(request)
    if values["step"] == "decline":
        pooling.decline(candidate, values["reason"], by=by, seen_digest=values["seen"])
        messages.success(request, _("Declined; the reason stays with it."))
        return HttpResponseRedirect(reverse("desk:editorial_candidate_changelist"))
    candidate = pooling.revise(candidate, fields.fixes(), by=by, seen_digest=values["seen"])
    if values["step"] == "place":
        section = section_for(request, values["section"])
        draft = placing.place_candidate(candidate, section, by=by, seen_digest=candidate.digest)
        messages.success(request, _("Placed in %(section)s.") % {"section": section})
        return to_issue(section.part.issue, draft.pk)
    messages.success(request, _("Kept. It waits in the pool."))
    return HttpResponseRedirect(reverse("desk:editorial_candidate_change", args=[candidate.pk]))


def _candidate(request: HttpRequest, verb: Verb, pk: int) -> Candidate:
    seen = Candidate.objects.filter(masthead__in=roles.mastheads(request.user, Verb.VIEW))
    rows = seen.select_related("masthead", "by", "document__by", "entry__section__part__issue__masthead")
    return permitted_row(request, verb, rows, pk=pk)


def _page(request: HttpRequest, candidate: Candidate, fields: EntryFields | None = None) -> HttpResponse:
    content = pooling.content_of(candidate)
    fields = fields or EntryFields(content, content, prefix=PREFIX)
    imports = candidate.state == State.WAITING and roles.may(request.user, Verb.IMPORT, candidate)
    lines = field_lines(fields, {})
    body = lines.pop("body_html", None)
    context = {
        **desk.each_context(request),
        "title": str(candidate),
        "opts": Candidate._meta,
        "candidate": candidate,
        "content": content,
        "lines": [line for line in lines.values() if imports or line.words],
        "has_body": body is not None,
        "body": richtext.safe(content.body_html or ""),
        "imports": imports,
        "matches": Shelf(candidate.masthead).matches(content) if candidate.state == State.WAITING else (),
        "sections": placing.sections(candidate.masthead, person(request)) if imports else [],
    }
    page = TemplateResponse(request, "editorial/intake/candidate.html", context)
    return illustrated(page, drawn(candidate.document))
