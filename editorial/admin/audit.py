"""操作留痕 on the desk: searched, filtered and taken away as a workbook, never changed."""

from __future__ import annotations

from typing import Any

import django_filters
import tablib
from django.contrib.admin import display, register
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models import Masthead
from editorial import roles
from editorial.admin.base import DeskAdmin, permitted
from editorial.admin.controls import DayInput
from editorial.admin.site import desk
from editorial.models import AuditEntry, User
from editorial.models.audit import ACTS
from editorial.roles import Verb
from editorial.spreadsheets.books import TextWorkbook

PAGE = 50
SEARCHED = ("object", "remark", "by__username", "by__printed_name")
# An export is read by people and programs alike: instants as ISO 8601 in UTC, digests whole.
EXPORTED = (
    "serial",
    "at",
    "by",
    "role",
    "act",
    "refused",
    "object",
    "masthead",
    "before_digest",
    "after_digest",
    "remark",
    "previous_digest",
    "digest",
)


class TrailFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package has no types
    """The form above the trail; every field may be left empty."""

    words = django_filters.CharFilter(label=_("Words or digest"), method="with_words", max_length=100)
    masthead = django_filters.ModelChoiceFilter(label=_("Masthead"), queryset=Masthead.objects.none())
    by = django_filters.ModelChoiceFilter(label=pgettext_lazy("audit", "By"), queryset=User.objects.none())
    verb = django_filters.ChoiceFilter(label=_("Verb"), method="of_verb", choices=list(ACTS.items()))
    refused = django_filters.ChoiceFilter(
        label=_("Outcome"), choices=[("False", _("done")), ("True", _("refused"))], empty_label=_("done and refused")
    )
    from_on = django_filters.DateFilter(label=_("From"), field_name="at", lookup_expr="date__gte", widget=DayInput)
    to_on = django_filters.DateFilter(label=_("To"), field_name="at", lookup_expr="date__lte", widget=DayInput)

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data, queryset=visible(user))
        self.filters["masthead"].queryset = roles.mastheads(user, Verb.VIEW_AUDIT)
        self.filters["by"].queryset = User.objects.filter(pk__in=visible(user).order_by().values("by"))

    def with_words(self, rows: QuerySet[AuditEntry], _name: str, value: str) -> QuerySet[AuditEntry]:
        found = Q(before_digest__startswith=value) | Q(after_digest__startswith=value) | Q(digest__startswith=value)
        for name in SEARCHED:
            found |= Q(**{f"{name}__icontains": value})
        return rows.filter(found)

    def of_verb(self, rows: QuerySet[AuditEntry], _name: str, value: str) -> QuerySet[AuditEntry]:
        """A sign-off's verb names its stage besides."""
        return rows.filter(Q(verb=value) | Q(verb__startswith=f"{value} ") if value == "sign" else Q(verb=value))


def visible(user: Any) -> QuerySet[AuditEntry]:
    """Of the mastheads in sight; what concerns the whole house is for those of the whole house."""
    seen = Q(masthead__in=roles.mastheads(user, Verb.VIEW_AUDIT))
    house = Q(masthead=None) if roles.everywhere(user, Verb.VIEW_AUDIT) else Q(pk=None)
    return AuditEntry.objects.filter(seen | house).select_related("by", "masthead").order_by("-pk")


@register(AuditEntry, site=desk)
class AuditEntryAdmin(DeskAdmin):
    fields = (
        ("at", "serial"),
        ("by", "acted_as"),
        ("said", "refused"),
        ("object", "masthead"),
        ("before_digest", "after_digest"),
        "remark",
        ("previous_digest", "digest"),
    )
    readonly_fields = ("said", "acted_as")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return visible(request.user)

    def get_urls(self) -> list[URLPattern]:
        workbook = self.admin_site.admin_view(export)
        return [path("export/", workbook, name="editorial_auditentry_export"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        permitted(request, Verb.VIEW_AUDIT)
        found = TrailFilter(request.GET or None, user=request.user)
        page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Audit trail"),
            "opts": self.opts,
            "form": found.form,
            "page": page,
            "query": _query(request),
        }
        return TemplateResponse(request, "editorial/audit.html", context)

    @display(description=_("role"))
    def acted_as(self, row: AuditEntry) -> str:
        return row.acted_as

    @display(description=_("verb"), ordering="verb")
    def said(self, row: AuditEntry) -> str:
        return row.act


def export(request: HttpRequest) -> HttpResponse:
    """What the form finds, as a workbook whose cells are all text."""
    permitted(request, Verb.VIEW_AUDIT)
    rows = TrailFilter(request.GET or None, user=request.user).qs
    dataset = tablib.Dataset(headers=EXPORTED)
    for row in rows.iterator(chunk_size=1_000):
        dataset.append([_cell(row, name) for name in EXPORTED])
    book = TextWorkbook()
    name = f"audit-{timezone.localdate().isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(book.export_data(dataset), content_type=book.get_content_type(), headers=headers)


def _cell(row: AuditEntry, name: str) -> str:
    value = getattr(row, name)
    return value.isoformat() if name == "at" else str("" if value is None else value)


def _query(request: HttpRequest) -> str:
    """The filter's part of the address, for the links to other pages and to the workbook."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
