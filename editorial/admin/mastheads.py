"""The page of a masthead: what it is called, how its issues come out, and how they look, with a look before saving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import display, register
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bulletin.models import Masthead
from editorial import roles
from editorial.admin import rhythm, shown
from editorial.admin.base import permitted_row, person, refusals_shown
from editorial.admin.masthead_form import LooksForm, MastheadForm, picture, put_logo
from editorial.admin.register import RegisterAdmin
from editorial.admin.site import desk
from editorial.publishing import looks
from editorial.roles import Verb

CONTROLS = ("logo", "remove_logo")


@register(Masthead, site=desk)
class MastheadAdmin(RegisterAdmin):
    masthead_path = "pk"
    form = MastheadForm
    change_form_template = "editorial/masthead.html"
    list_display = ("title", "code", "language", "publisher", "days_between_issues")
    search_fields = ("title", "code")

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        return [
            path("<int:masthead_id>/rhythm/", wrapped(rhythm.edit), name="bulletin_masthead_rhythm"),
            path("<int:masthead_id>/looks/", wrapped(look), name="bulletin_masthead_looks"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A code stands in addresses that are permanent."""
        return ("code", "present_logo") if obj is not None else ("present_logo",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        has_logo = bool(obj and obj.logo_digest)
        logo: list[str] = ["present_logo"] if has_logo else []
        if self.has_change_permission(request, obj) or obj is None:
            logo += CONTROLS if has_logo else CONTROLS[:1]
        return (
            (None, {"fields": (("title", "code"), ("language", "time_zone"), ("publisher", "contact"))}),
            (_("Issues"), {"fields": ("days_between_issues", "notice")}),
            (_("In print"), {"classes": ("looks",), "fields": ("design", "accent", *logo)}),
            (_("Inside the PDF"), {"fields": ("embeds_snapshot", "embeds_sources")}),
        )

    @display(description=_("present logo"))
    def present_logo(self, row: Masthead) -> str:
        return picture(row)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        put_logo(obj, form.cleaned_data)
        super().save_model(request, obj, form, change)


@require_POST
def look(request: HttpRequest, masthead_id: int) -> HttpResponse:
    """The sample issue in what the form says, of which nothing is saved."""
    seen = roles.mastheads(request.user, Verb.VIEW)
    masthead = permitted_row(request, Verb.MANAGE_REGISTER, seen, pk=masthead_id)
    form = LooksForm(request.POST, request.FILES)
    with refusals_shown(request):
        if form.is_valid():
            made = looks.shown(form.applied(masthead), by=person(request))
            return shown.file(made.pdf, f"{masthead.code}-sample.pdf")
        for reason in (each for reasons in form.errors.values() for each in reasons):
            messages.error(request, str(reason))
    return HttpResponseRedirect(reverse("desk:bulletin_masthead_change", args=[masthead.pk]))
