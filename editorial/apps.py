"""The desk as a Django app."""

import importlib

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

AGGREGATES = (
    "issues",
    "entries",
    "documents",
    "pool",
    "backfile",
    "register",
    "mastheads",
    "names",
    "evidence",
    "plans",
    "people",
    "deputies",
    "subscribers",
    "trail",
    "audit",
    "overrides",
    "hint_rules",
)


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Desk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for aggregate in AGGREGATES:
            importlib.import_module(f"editorial.admin.{aggregate}")
