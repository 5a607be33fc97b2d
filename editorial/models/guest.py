"""An invitation to somebody without an account to judge one text, once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.entry import Entry
from editorial.models.issue import Issue, Part
from editorial.models.review import Stage


class GuestLink(models.Model):
    """For one entry, part or issue at one digest; answered once, expiring, revocable.

    Only the SHA-256 of its token is kept. For four eyes ``by``, who issued it, counts as its holder.
    """

    class Answer(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        REMARKED = "remarked", _("remarked")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="guest_links", verbose_name=_("issue"))
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("part"))
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("entry"))
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", verbose_name=_("stage of review"))
    digest = models.CharField(_("digest"), max_length=64)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="guest_links", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)

    class Meta:
        verbose_name = _("guest link")
        verbose_name_plural = _("guest links")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} · {self.entry or self.part or self.issue}"
