"""审稿意见: what people say about an entry, a passage of its body, a part or the issue, and how it was settled."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.entry import Entry
from editorial.models.guest import GuestLink
from editorial.models.issue import Issue, Part


class Remark(models.Model):
    """One contribution; a reply names its ``thread`` (the first remark), which alone is must-fix or resolved.

    ``passage`` is the text of the body that was meant, as it stood at ``digest``.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="remarks", verbose_name=_("issue"))
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="remarks", verbose_name=_("part"))
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, related_name="remarks", verbose_name=_("entry")
    )
    thread = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replies", verbose_name=_("thread")
    )
    passage = models.CharField(_("passage"), max_length=500, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    must_fix = models.BooleanField(_("must fix"), default=False)
    text = models.TextField(_("remark"))
    mentions = models.ManyToManyField("editorial.User", related_name="mentions", verbose_name=_("mentions"))
    guest = models.ForeignKey(GuestLink, on_delete=models.PROTECT, null=True, related_name="remarks")
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="remarks", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    resolved_by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
