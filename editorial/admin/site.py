"""The admin site of the desk; every aggregate registers itself here when the app is ready."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from editorial import roles, telling
from editorial.roles import PERMISSIONS, Verb

# What stands in the bar at the top, where the person may see it; the rest is listed on the home page.
NAVIGATION = ("issue", "sourcedocument", "candidate", "notice", "article", "subscriber", "edition", "masthead", "user")


class SignInForm(AuthenticationForm):
    """Lets in whoever holds a membership in force; Django's staff flag plays no part."""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not roles.granted(user):
            raise ValidationError(_("You hold no role at the desk at present. Ask a user administrator for one."))


class Desk(AdminSite):
    site_title = _("Bulletin")
    site_header = _("Bulletin desk")
    index_title = _("Desk")
    site_url = "/"
    enable_nav_sidebar = False
    final_catch_all_view = False
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever holds a membership in force; Django's staff flag plays no part."""
        user = request.user
        return user.is_active and user.is_authenticated and roles.memberships(user).exists()

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Django's, without the jump to any row by its type and number, which nothing here needs."""
        # Imported at the call: these pages stand on this very site.
        from editorial.admin import guests, inbox, spreadsheets

        found = [each for each in super().get_urls() if getattr(each, "name", None) != "view_on_site"]
        return [*inbox.urls(), *guests.urls(), *spreadsheets.urls(), *found]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        # Imported at the call: what the home page shows is registered at this very site.
        from editorial.admin import base, home

        context = {**self.each_context(request), **home.page(base.person(request)), "title": self.index_title}
        return TemplateResponse(request, "editorial/home.html", context | (extra_context or {}))

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The home page, which lists everything already."""
        return self.index(request, extra_context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        listed = {model["key"]: model for app in context["available_apps"] for model in app["models"]}
        context["navigation"] = [listed[name] for name in NAVIGATION if name in listed]
        if context["has_permission"]:
            context["unread"] = telling.unread(request.user)
        return context

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What the person may look at, from one query where Django's own would ask for every model four times."""
        models = sorted(self._listed(roles.granted(request.user)), key=lambda model: str(model["name"]))
        apps = [
            {"app_label": label, "name": name, "app_url": reverse("desk:app_list", args=[label]), "models": found}
            for label, name in (("editorial", _("Desk")), ("bulletin", _("Registers and record")))
            if (found := [model for model in models if model["app_label"] == label])
        ]
        return [app for app in apps if app_label in (None, app["app_label"])]

    def _listed(self, granted: frozenset[Verb]) -> Iterator[dict[str, Any]]:
        for model in self._registry:
            options = model._meta
            verbs = {act: PERMISSIONS.get(f"{options.app_label}.{act}_{options.model_name}") for act in ("view", "add")}
            if verbs["view"] in granted:
                stem = f"desk:{options.app_label}_{options.model_name}"
                yield {
                    "key": options.model_name,
                    "model": model,
                    "app_label": options.app_label,
                    "object_name": options.object_name,
                    "name": options.verbose_name_plural,
                    "admin_url": reverse(f"{stem}_changelist"),
                    "perms": {act: verb in granted for act, verb in verbs.items()},
                    "view_only": True,
                }


desk = Desk(name="desk")
