"""更正 and the undoing of withdrawals: what is under way on the desk after a release."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models import Edition, Withdrawal
from editorial.models.entry import Entry
from editorial.models.issue import Issue


class Correction(models.Model):
    """A further revision of a released issue in the making; ended by its release, or when it is given up.

    ``edition`` is what it became. A silent one (文字订正) is released without notice; the lines of another one are
    carried into the box of corrections of a later issue, ``carried_to``.
    """

    class Kind(models.TextChoices):
        NOTICE = "correction", _("correction")
        SILENT = "text-fix", _("silent fix")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="corrected", verbose_name=_("issue"))
    kind = models.CharField(pgettext_lazy("correction", "kind"), max_length=12, choices=Kind)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    carried_to = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue"], condition=Q(ended_at=None), name="one_correction_at_a_time")
        ]

    def __str__(self) -> str:
        return str(self.issue)


class CorrectedEntry(models.Model):
    """An entry that a correction has taken up; what readers are told of it stands in the corrections of its issue."""

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="entries")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="corrected", verbose_name=_("entry"))

    class Meta:
        verbose_name = _("corrected entry")
        verbose_name_plural = _("corrected entries")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["correction", "entry"], name="corrected_entry_once")]

    def __str__(self) -> str:
        return str(self.entry)


class Undoing(models.Model):
    """Somebody asks for a withdrawal to be undone; somebody else agrees, or it is dropped.

    ``issue`` is None of a back issue, which has none on the desk.
    """

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.PROTECT, related_name="+")
    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, null=True, related_name="undoings", verbose_name=_("issue")
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("undoing of a withdrawal")
        verbose_name_plural = _("undoings of withdrawals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["withdrawal"], condition=Q(ended_at=None), name="one_undoing_at_a_time")
        ]

    def __str__(self) -> str:
        return str(self.withdrawal)
