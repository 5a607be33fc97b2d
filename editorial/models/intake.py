"""What came in from outside: the original by digest, and what the reading said of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial.models.issue import Issue


class SourceDocument(models.Model):
    """A document as it arrived (its bytes are in the drafts store) with its reading."""

    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, related_name="documents", verbose_name=_("masthead")
    )
    name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    reading = models.JSONField(_("reading"))
    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, null=True, related_name="documents", verbose_name=_("accepted as")
    )
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="documents", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["masthead", "digest"], name="document_once")]

    def __str__(self) -> str:
        return self.name
