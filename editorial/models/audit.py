"""操作留痕: one row for every change and every refusal."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead


class AuditEntry(models.Model):
    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, null=True, related_name="audit", verbose_name=_("masthead")
    )
    verb = models.CharField(_("verb"), max_length=40)
    object = models.CharField(_("object"), max_length=200)
    before_digest = models.CharField(_("digest before"), max_length=64, blank=True)
    after_digest = models.CharField(_("digest after"), max_length=64, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="audit", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} · {self.object}"
