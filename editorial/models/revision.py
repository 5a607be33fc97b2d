"""The one history: the text behind every digest that was ever current."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.models.entry import Entry
from editorial.models.issue import Issue, Part


class Revision(models.Model):
    """What an entry, the frame of a part, or the front matter of an issue was after a change, and whose change.

    ``content`` is canonical JSON: of an entry whole, of a part its headings, dates and order of entries,
    of an issue its front matter and order of parts.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("issue"))
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="revisions")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="revisions")
    digest = models.CharField(_("digest"), max_length=64)
    content = models.BinaryField(_("content"))
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="revisions", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = pgettext_lazy("history", "revision")
        verbose_name_plural = pgettext_lazy("history", "revisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(part__isnull=True) | models.Q(entry__isnull=True), name="revision_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.at:%Y-%m-%d %H:%M}"
