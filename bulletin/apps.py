"""The published record as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulletinConfig(AppConfig):
    name = "bulletin"
    verbose_name = _("Published record")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bulletin import checks  # noqa: F401 -- importing registers them
