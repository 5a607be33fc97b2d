"""The admin site of the desk; every aggregate registers itself here when the app is ready."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial import roles


class Desk(AdminSite):
    site_title = _("Bulletin")
    site_header = _("Bulletin desk")
    index_title = _("Desk")
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever holds a membership in force; Django's staff flag plays no part."""
        user = request.user
        return user.is_active and user.is_authenticated and roles.memberships(user).exists()


desk = Desk(name="desk")
