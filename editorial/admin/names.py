"""The names of authorities that readings proposed: a list to look through, and a form that says what each one is."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import register
from django.http import HttpRequest

from editorial import roles
from editorial.admin.kept import Keeping, KeptAdmin
from editorial.admin.site import desk
from editorial.intake import naming
from editorial.models import ProposedName
from editorial.roles import Verb


@register(ProposedName, site=desk)
class ProposedNameAdmin(KeptAdmin):
    keeping = Keeping(naming.refusals, naming.settle)
    masthead_path = "document__masthead"
    list_display = ("name", "near", "at", "state", "authority")
    list_filter = ("state",)
    list_select_related = ("authority",)
    search_fields = ("name", "near")
    fields = ("name", "near", "document", "at", "state", "authority")
    autocomplete_fields = ("authority",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The register is the house's; the document is its masthead's, and is named to whoever may see it."""
        seen = obj is not None and roles.may(request.user, Verb.VIEW, obj.document)
        return ("name", "near", *(("document",) if seen else ()), "at", "state", "authority")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What was printed stays; once it is said what a name is, so does that."""
        facts = ("name", "near", "document", "at")
        settled = obj is not None and obj.state != ProposedName.State.OPEN
        return (*facts, "state", "authority") if settled else facts
