"""修订建议: a version of an entry that a reviewer proposes and somebody else takes over or declines."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.entry import Entry


class Suggestion(models.Model):
    """``content`` is the canonical JSON of the entry as proposed, made from the revision of ``base_digest``."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("taken over")
        DECLINED = "declined", _("declined")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("entry"))
    base_digest = models.CharField(_("digest"), max_length=64)
    digest = models.CharField(_("digest proposed"), max_length=64)
    content = models.BinaryField(_("content"))
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    settled_by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.entry} · {self.by}"
