"""The register on the desk: authorities and their names, document types, exceptional days."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import TabularInline, register
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bulletin.models import Authority, AuthorityName, DocumentType, WorkdayOverride
from editorial import registering
from editorial.admin.kept import Keeping, KeptAdmin
from editorial.admin.site import desk


class RegisterAdmin(KeptAdmin):
    keeping = Keeping(registering.refusals, registering.keep)


class AuthorityNameInline(TabularInline[Any, Any]):
    model = AuthorityName
    extra = 1
    verbose_name_plural = _("Other names")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django's table of rows names its fields by the heading of their column, which is no label."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and field.label:
            field.widget.attrs["aria-label"] = field.label
        return field


@register(Authority, site=desk)
class AuthorityAdmin(RegisterAdmin):
    change_list_template = "editorial/spreadsheets/list.html"
    list_display = ("name", "kind", "level", "parent", "prefixes", "valid_to_on", "successor")
    list_filter = ("level", "kind")
    list_select_related = ("parent", "successor")
    search_fields = ("name", "names__name", "prefixes")
    fields = ("name", ("level", "kind"), "parent", "prefixes", ("valid_from_on", "valid_to_on"), "successor")
    autocomplete_fields = ("parent", "successor")
    inlines = (AuthorityNameInline,)


@register(DocumentType, site=desk)
class DocumentTypeAdmin(RegisterAdmin):
    list_display = ("name", "statutory", "for_comment", "everyday")
    list_filter = ("statutory", "for_comment", "everyday")
    search_fields = ("name",)


@register(WorkdayOverride, site=desk)
class WorkdayOverrideAdmin(RegisterAdmin):
    list_display = ("on", "is_workday", "source")
    date_hierarchy = "on"
