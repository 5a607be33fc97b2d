"""Notices and articles on the desk: their lists, and the addresses of the page of each."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter, display, register
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin

from editorial import roles
from editorial.admin import autosaves, entry_page, entry_preview, proofing
from editorial.admin.base import DeskAdmin
from editorial.admin.site import desk
from editorial.models import Article, Entry, Issue, Notice
from editorial.roles import Verb
from editorial.spreadsheets.books import TextWorkbook
from editorial.spreadsheets.notices import NoticeSheet

MOST_ISSUES = 30


class IssueFilter(SimpleListFilter):
    """By issue: the latest ones of the mastheads that the person may see."""

    title = _("issue")
    parameter_name = "issue"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        seen = Issue.objects.filter(masthead__in=roles.mastheads(request.user, Verb.VIEW)).select_related("masthead")
        return [(str(issue.pk), str(issue)) for issue in seen.order_by("-number")[:MOST_ISSUES]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        return queryset.filter(section__part__issue=int(value)) if value.isdecimal() else queryset


class TypeFilter(SimpleListFilter):
    """By document type, as the entries at hand have them."""

    title = _("document type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        rows = model_admin.get_queryset(request).exclude(document_type="").order_by("document_type")
        return [(name, name) for name in rows.values_list("document_type", flat=True).distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(document_type=self.value()) if self.value() else queryset


class EntryAdmin(DeskAdmin):
    """What notices and articles share."""

    kind: str
    masthead_path = "section__part__issue__masthead"
    list_display_links = ("title",)
    list_per_page = 50
    search_fields = ("title", "number_typed", "number_canonical", "source_name", "byline")
    change_list_template = "editorial/entry/list.html"
    search_help_text = _("Title, document number, source or byline")
    ordering = ("-section__part__issue__number", "section__part__position", "section__position", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("section__part__issue__masthead")

    def get_urls(self) -> list[URLPattern]:
        """Without deletion, which no role may do, and with the desk's own history."""
        stem = f"editorial_{self.kind}"
        own = [
            path("<int:pk>/autosave/", self._wrapped(autosaves.autosave), name=f"{stem}_autosave"),
            path(
                "sections/<int:section_id>/autosave/",
                self._wrapped(autosaves.autosave_new),
                name=f"{stem}_autosave_new",
            ),
            path("<int:pk>/proof/", self._wrapped(proofing.proof), name=f"{stem}_proof"),
            path("sections/<int:section_id>/proof/", self._wrapped(proofing.proof_new), name=f"{stem}_proof_new"),
            path("<int:pk>/preview.html", self._wrapped(entry_preview.html), name=f"{stem}_preview_html"),
            path("<int:pk>/preview.pdf", self._wrapped(entry_preview.pdf), name=f"{stem}_preview_pdf"),
            path("<int:pk>/revisions/", self._wrapped(entry_page.revisions), name=f"{stem}_revisions"),
            path(
                "<int:pk>/attachments/<slug:digest>/", self._wrapped(entry_page.attachment), name=f"{stem}_attachment"
            ),
        ]
        return [*own, *(each for each in super().get_urls() if getattr(each, "name", "") != f"{stem}_delete")]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            return entry_page.add(request, self, self.kind)
        return entry_page.change(request, self, object_id)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        )

    @display(description=_("issue"), ordering="section__part__issue__number")
    def place(self, row: Entry) -> str:
        """The issue, with a link to the entry in its outline, and the section."""
        section = row.section
        address = reverse("desk:editorial_issue_change", args=[section.part.issue_id])
        return format_html('<a href="{}#entry-{}">{}</a><br>{}', address, row.pk, section.part.issue, section)

    def _wrapped(self, view: Any) -> Any:
        def page(request: HttpRequest, **arguments: Any) -> HttpResponse:
            response: HttpResponse = view(request, self, **arguments)
            return response

        return self.admin_site.admin_view(page)


@register(Notice, site=desk)
class NoticeAdmin(ExportMixin, EntryAdmin):  # type: ignore[misc]
    kind = Entry.Kind.NOTICE
    list_display = ("title", "document_type", "number_typed", "signed_on", "place", "state")
    list_filter = (IssueFilter, "state", TypeFilter)
    resource_classes = (NoticeSheet,)
    export_formats = (TextWorkbook,)
    skip_admin_log = True
    skip_export_form = True

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self._may("export", request, None)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What the list shows, of the mastheads whose notices the person may take away."""
        allowed = roles.mastheads(request.user, Verb.EXPORT)
        rows: QuerySet[Any] = super().get_export_queryset(request).prefetch_related("attachments")
        return rows.filter(section__part__issue__masthead__in=allowed)


@register(Article, site=desk)
class ArticleAdmin(EntryAdmin):
    kind = Entry.Kind.ARTICLE
    list_display = ("title", "source_name", "byline", "place", "state")
    list_filter = (IssueFilter, "state")
