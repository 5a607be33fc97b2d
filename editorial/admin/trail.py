"""What happened, to look at and never to change: the audit trail, every revision, every edition."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin import SimpleListFilter, display, register
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bulletin.models import Edition
from editorial import roles
from editorial.admin.base import DeskAdmin, MastheadFilter
from editorial.admin.site import desk
from editorial.models import AuditEntry, Revision
from editorial.models.audit import ACTS
from editorial.roles import Verb


class ActFilter(SimpleListFilter):
    title = _("verb")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ACTS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        verb = self.value()
        if verb is None:
            return queryset
        return queryset.filter(Q(verb=verb) | Q(verb__startswith=f"{verb} ") if verb == "sign" else Q(verb=verb))


@register(AuditEntry, site=desk)
class AuditEntryAdmin(DeskAdmin):
    list_display = ("at", "by", "said", "object", "masthead", "remark")
    list_filter = (ActFilter, ("masthead", MastheadFilter))
    list_select_related = ("by", "masthead")
    search_fields = ("object", "remark", "by__username", "by__printed_name", "before_digest", "after_digest")
    date_hierarchy = "at"
    fields = ("at", "by", "said", "object", "masthead", "before_digest", "after_digest", "remark")
    readonly_fields = ("said",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Of the mastheads in sight; what concerns the whole house is for those of the whole house."""
        seen = Q(masthead__in=roles.mastheads(request.user, Verb.VIEW_AUDIT))
        house = Q(masthead=None) if roles.everywhere(request.user, Verb.VIEW_AUDIT) else Q(pk=None)
        return super().get_queryset(request).filter(seen | house)

    @display(description=_("verb"), ordering="verb")
    def said(self, row: AuditEntry) -> str:
        return row.act


@register(Revision, site=desk)
class RevisionAdmin(DeskAdmin):
    masthead_path = "issue__masthead"
    list_display = ("at", "by", "issue", "of", "short_digest")
    list_filter = (("issue__masthead", MastheadFilter),)
    list_select_related = ("by", "issue__masthead", "part", "entry")
    search_fields = ("digest", "entry__title", "by__username", "by__printed_name")
    date_hierarchy = "at"
    fields = ("at", "by", "issue", "of", "digest", "text")
    readonly_fields = ("of", "text")

    @display(description=_("of"))
    def of(self, row: Revision) -> str:
        return str(row.entry or row.part or row.issue)

    @display(description=_("digest"), ordering="digest")
    def short_digest(self, row: Revision) -> str:
        return row.digest[:12]

    @display(description=_("content"))
    def text(self, row: Revision) -> str:
        readable = json.dumps(json.loads(bytes(row.content)), ensure_ascii=False, indent=2, sort_keys=True)
        return format_html("<pre>{}</pre>", readable)


@register(Edition, site=desk)
class EditionAdmin(DeskAdmin):
    masthead_path = "masthead"
    list_display = ("title", "number", "revision", "dated_on", "released_at", "entry_count", "page_count", "downloads")
    list_filter = (("masthead", MastheadFilter),)
    list_select_related = ("masthead", "withdrawal")
    search_fields = ("title", "number_label", "snapshot_digest")
    fields = (
        "title",
        ("number", "revision"),
        ("dated_on", "released_at"),
        ("entry_count", "page_count"),
        "snapshot_digest",
        "html_digest",
        "pdf_digest",
        "renderer",
        "downloads",
    )
    readonly_fields = ("downloads",)

    @display(description=_("downloads"))
    def downloads(self, row: Edition) -> str:
        if hasattr(row, "withdrawal"):
            return str(_("withdrawn"))
        place = [row.masthead.code, row.number, row.revision]
        addresses = [reverse(f"archive:revision-{form}", args=place) for form in ("html", "pdf")]
        return format_html('<a href="{}">HTML</a> · <a href="{}">PDF</a>', *addresses)
