"""The rhythm of a masthead, the due dates that an issue got from it, and the proof of one that waits for its hour."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models import Masthead
from editorial.models.issue import Issue

# The steps beside the stages of review, which bear the names that their plan gives them.
STEPS = {
    "open": pgettext_lazy("step", "opening"),
    "submit": pgettext_lazy("step", "submission closes"),
    "galley": pgettext_lazy("step", "galley"),
    "release": pgettext_lazy("step", "release"),
}


class Beat(models.Model):
    """One step of the weekly rhythm: what is due on which weekday (Monday is 1) at what time of the masthead's zone.

    ``week`` counts from that of the issue's opening (0); ``code`` is "open", "submit", "galley", "release" or the code
    of a stage.
    """

    masthead = models.ForeignKey(Masthead, on_delete=models.CASCADE, related_name="beats", verbose_name=_("masthead"))
    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=40)
    week = models.PositiveSmallIntegerField(_("week"), default=0)
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    time = models.TimeField(_("time"))

    class Meta:
        verbose_name = _("beat")
        verbose_name_plural = _("weekly rhythm")
        ordering = ["week", "weekday", "time"]
        constraints = [
            models.UniqueConstraint(fields=["masthead", "code"], name="beat_once"),
            models.CheckConstraint(condition=models.Q(weekday__gte=1, weekday__lte=7), name="beat_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return str(STEPS.get(self.code, self.name))


class Deadline(models.Model):
    """When one step of an issue is due; ``name`` is copied from the beat."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="deadlines", verbose_name=_("issue"))
    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=40)
    due_at = models.DateTimeField(_("due"))

    class Meta:
        verbose_name = _("due date")
        verbose_name_plural = _("due dates")
        ordering = ["due_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "code"], name="deadline_once")]

    def __str__(self) -> str:
        return f"{self.issue} · {self.label}"

    @property
    def label(self) -> str:
        """What the step is called, in the reader's language where it is not a stage of the plan."""
        return str(STEPS.get(self.code, self.name))


class Proof(models.Model):
    """A signed issue frozen and rendered ahead, waiting on the desk for ``release_at``; unscheduling deletes it."""

    issue = models.OneToOneField(Issue, on_delete=models.PROTECT, related_name="proof", verbose_name=_("issue"))
    snapshot = models.BinaryField(_("snapshot"))
    html_digest = models.CharField(max_length=64)
    html_size = models.PositiveBigIntegerField()
    pdf_digest = models.CharField(max_length=64)
    pdf_size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(_("pages"))
    renderer = models.CharField(_("renderer"), max_length=120)
    generation = models.PositiveIntegerField()
    release_at = models.DateTimeField(_("release at"))
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="proofs", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    refusal = models.TextField(_("why it was not released"), blank=True)

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["release_at"]

    def __str__(self) -> str:
        return f"{self.issue} · {self.release_at:%Y-%m-%d %H:%M}"
