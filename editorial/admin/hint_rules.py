"""What a masthead makes of each kind of hint: shown, a blocker until it is mended or ticked, or not looked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import register
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editorial import roles
from editorial.admin.base import DeskAdmin, permitted_row, person, refusals_shown
from editorial.admin.site import desk
from editorial.models import HintRule
from editorial.review import hints, readiness, ticking
from editorial.roles import Verb


class LevelsForm(forms.Form):
    """One choice for every kind of hint."""

    def __init__(self, *args: Any, levels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in hints.KINDS:
            self.fields[kind.code] = forms.ChoiceField(
                label=str(kind.name),
                choices=HintRule.Level.choices,
                initial=levels.get(kind.code, HintRule.Level.HINT),
                widget=forms.RadioSelect,
            )


@require_http_methods(["GET", "HEAD", "POST"])
def at_masthead(request: HttpRequest, masthead_id: int) -> HttpResponse:
    masthead = permitted_row(
        request, Verb.MANAGE_REGISTER, roles.mastheads(request.user, Verb.MANAGE_REGISTER), pk=masthead_id
    )
    levels = readiness.levels_of(masthead)
    form = LevelsForm(request.POST if request.method == "POST" else None, levels=levels)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request):
            ticking.set_levels(masthead, form.cleaned_data, by=person(request))
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("desk:editorial_hintrule_masthead", args=[masthead.pk]))
    context = {
        **desk.each_context(request),
        "title": _("Hints at %(masthead)s") % {"masthead": masthead},
        "masthead": masthead,
        "form": form,
        "opts": HintRule._meta,
    }
    return TemplateResponse(request, "editorial/hint_rules.html", context)


@register(HintRule, site=desk)
class HintRuleAdmin(DeskAdmin):
    """The list leads to the mastheads; single rules have no pages of their own."""

    def get_urls(self) -> list[URLPattern]:
        listing = [each for each in super().get_urls() if each.name == "editorial_hintrule_changelist"]
        ours = path("<int:masthead_id>/", self.admin_site.admin_view(at_masthead), name="editorial_hintrule_masthead")
        return [ours, *listing]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The page of the masthead where there is one, else a choice of those that the person governs."""
        governed = list(roles.mastheads(request.user, Verb.MANAGE_REGISTER))
        if not governed:
            return super().changelist_view(request, extra_context)
        if len(governed) == 1:
            return HttpResponseRedirect(reverse("desk:editorial_hintrule_masthead", args=[governed[0].pk]))
        context = {**desk.each_context(request), "title": _("Hints"), "mastheads": governed, "opts": self.opts}
        return TemplateResponse(request, "editorial/hint_rules.html", context)
