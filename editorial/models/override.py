"""特批发布: a release without a sign-off, open until a second person has answered for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bulletin.models import Edition
from editorial.models.issue import Issue


class Override(models.Model):
    """``missing`` are the sentences of what was not signed; ``reason`` is printed in the imprint."""

    issue = models.OneToOneField(Issue, on_delete=models.PROTECT, related_name="override", verbose_name=_("issue"))
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    reason = models.TextField(_("reason"))
    missing = models.JSONField(_("not signed"), default=list)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="overrides", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    answered_by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("answered for by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("release without review")
        verbose_name_plural = _("released without review")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.issue)


class SignOffSheet(models.Model):
    """审签单 of an edition: every sign-off and remark as canonical JSON, copied at its release and never changed."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="sheets", verbose_name=_("issue"))
    digest = models.CharField(_("digest"), max_length=64)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("sign-off sheet")
        verbose_name_plural = _("sign-off sheets")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.edition)
