"""公文: the entries that are official documents."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.entry import Entry


class NoticeManager(models.Manager["Notice"]):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kind=Entry.Kind.NOTICE)


class Notice(Entry):
    """An entry of kind notice; the desk edits its document facts."""

    objects = NoticeManager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        permissions = [("export_notice", "Can export notices")]
