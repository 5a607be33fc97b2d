"""Who owes what by when, and who stands in for whom."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial.models.entry import Entry
from editorial.models.issue import Issue, Part
from editorial.models.review import Stage


class Assignment(models.Model):
    """One person for one thing: ``stage`` names what they are to sign; without one they are to write it.

    A part or entry narrows it; with neither it is the issue itself.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("issue"))
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("part"))
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, related_name="assignments", verbose_name=_("entry")
    )
    stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("stage of review")
    )
    to = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="assignments", verbose_name=_("to"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "issue", Coalesce("part", 0), Coalesce("entry", 0), Coalesce("stage", 0), name="one_assignment_a_task"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry or self.part or self.issue} · {self.to}"


class Deputy(models.Model):
    """代审: who signs for ``principal`` from one day to another, at the stages of these codes (none named: at all)."""

    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, related_name="deputies", verbose_name=_("masthead")
    )
    principal = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, related_name="deputies", verbose_name=_("for")
    )
    deputy = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, related_name="principals", verbose_name=_("deputy")
    )
    stage_codes = models.JSONField(_("stages of review"), default=list, blank=True)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(principal=models.F("deputy")), name="deputy_is_another"),
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="deputy_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} · {self.principal}"
