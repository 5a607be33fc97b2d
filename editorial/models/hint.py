"""已核: who looked at a hint, and what a masthead makes of each kind of hint."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial.models.entry import Entry
from editorial.models.issue import Issue, Part


class HintTick(models.Model):
    """Somebody checked a hint; holds while the values that gave rise to it have this ``fingerprint`` (SHA-256)."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="ticks", verbose_name=_("issue"))
    part = models.ForeignKey(Part, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("part"))
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("entry"))
    code = models.SlugField(_("code"), max_length=40)
    fingerprint = models.CharField(max_length=64)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("checked hint")
        verbose_name_plural = _("checked hints")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "issue", Coalesce("part", 0), Coalesce("entry", 0), "code", "fingerprint", name="tick_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.entry or self.part or self.issue}"


class HintRule(models.Model):
    """A kind of hint that a masthead takes as a blocker, or does not want to hear."""

    class Level(models.TextChoices):
        HINT = "hint", _("hint")
        BLOCKER = "blocker", _("blocker")
        OFF = "off", _("off")

    masthead = models.ForeignKey(
        Masthead, on_delete=models.CASCADE, related_name="hint_rules", verbose_name=_("masthead")
    )
    code = models.SlugField(_("code"), max_length=40)
    level = models.CharField(_("level"), max_length=10, choices=Level)

    class Meta:
        verbose_name = _("rule of hints")
        verbose_name_plural = _("rules of hints")
        ordering = ["masthead", "code"]
        constraints = [models.UniqueConstraint(fields=["masthead", "code"], name="hint_rule_once")]

    def __str__(self) -> str:
        return f"{self.masthead} · {self.code}"
