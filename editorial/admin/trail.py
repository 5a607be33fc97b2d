"""What was written and published, to look at and never to change: every revision, every edition."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin import display, register
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bulletin.archive import public
from bulletin.archive.places import REF
from bulletin.models import Edition
from editorial.admin import sheets, stored, undoings, withdrawals
from editorial.admin.base import DeskAdmin, MastheadFilter
from editorial.admin.site import desk
from editorial.models import Revision

# Addresses beneath the list of editions; each view asks the role table itself.
EDITION_VIEWS: tuple[tuple[str, Any, dict[str, str], str], ...] = (
    ("<int:edition_id>/sign-offs.pdf", sheets.of_edition, {}, "sheet"),
    ("<int:edition_id>/standing/", withdrawals.standing, {}, "standing"),
    ("<int:edition_id>/withdraw/", withdrawals.withdraw, {}, "withdraw"),
    (f"<int:edition_id>/withdraw/{REF}/", withdrawals.withdraw, {}, "withdraw_entry"),
    (f"<int:edition_id>/take-down/{REF}/", withdrawals.take_down, {}, "take_down"),
    ("<int:edition_id>/replace/", withdrawals.replace, {}, "replace"),
    *((f"<int:edition_id>/stored.{form}", stored.stored, {"form": form}, f"stored_{form}") for form in stored.TYPES),
    ("withdrawals/<int:withdrawal_id>/undo/", undoings.ask, {}, "undo"),
    ("undoings/<int:undoing_id>/agree/", undoings.agree, {}, "undo_agree"),
    ("undoings/<int:undoing_id>/drop/", undoings.drop, {}, "undo_drop"),
)


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
    list_display = (
        "title",
        "number",
        "revision",
        "dated_on",
        "is_back_issue",
        "released_at",
        "entry_count",
        "page_count",
        "downloads",
        "sign_off_sheet",
        "standing",
    )
    list_filter = (("masthead", MastheadFilter),)
    list_select_related = ("masthead",)
    search_fields = ("title", "number_label", "snapshot_digest")
    fields = (
        "title",
        ("number", "revision"),
        ("dated_on", "released_at", "is_back_issue"),
        ("entry_count", "page_count"),
        "snapshot_digest",
        "html_digest",
        "pdf_digest",
        "renderer",
        "downloads",
        "sign_off_sheet",
        "standing",
    )
    readonly_fields = ("downloads", "sign_off_sheet", "standing")

    def get_urls(self) -> list[URLPattern]:
        ours = [
            path(route, self.admin_site.admin_view(view), given, name=f"bulletin_edition_{name}")
            for route, view, given, name in EDITION_VIEWS
        ]
        return [*ours, *super().get_urls()]

    @display(description=_("stands"))
    def standing(self, row: Edition) -> str:
        address = reverse("desk:bulletin_edition_standing", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Revisions, withdrawals"))

    @display(description=_("sign-off sheet"))
    def sign_off_sheet(self, row: Edition) -> str:
        if row.occasion in Edition.REMOVALS:
            return "–"
        return format_html('<a href="{}">PDF</a>', reverse("desk:bulletin_edition_sheet", args=[row.pk]))

    @display(description=_("downloads"))
    def downloads(self, row: Edition) -> str:
        if not public.revisions().filter(pk=row.pk).exists():
            return str(_("withdrawn"))
        place = [row.masthead.code, row.number, row.revision]
        addresses = [reverse(f"archive:revision-{form}", args=place) for form in ("html", "pdf")]
        return format_html('<a href="{}">HTML</a> · <a href="{}">PDF</a>', *addresses)
