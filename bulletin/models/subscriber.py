"""Readers who asked for mail; they are no users of the desk."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models.register import Masthead


class Subscriber(models.Model):
    """An address on the list of a masthead: waiting, confirmed, or gone; the instants say which."""

    class Language(models.TextChoices):
        CHINESE = "zh-hans", _("Simplified Chinese")
        ENGLISH = "en", _("English")

    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, related_name="subscribers", verbose_name=_("masthead")
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=20, choices=Language, default=Language.CHINESE)
    asked_at = models.DateTimeField(pgettext_lazy("instant", "asked"), null=True, blank=True)
    confirmed_at = models.DateTimeField(pgettext_lazy("instant", "confirmed"), null=True, blank=True)
    unsubscribed_at = models.DateTimeField(pgettext_lazy("instant", "unsubscribed"), null=True, blank=True)
    round = models.PositiveIntegerField(
        _("round"), default=1, editable=False, help_text=_("Raised whenever links mailed before must stop working.")
    )

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["email"]
        permissions = [("import_subscriber", "Can import subscribers"), ("export_subscriber", "Can export subscribers")]
        constraints = [models.UniqueConstraint("masthead", Lower("email"), name="subscriber_address_once")]

    def __str__(self) -> str:
        return self.email


class Consent(models.Model):
    """What a subscriber said and when: the proof of double opt-in."""

    class Act(models.TextChoices):
        ASKED = "asked", _("asked")
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")
        IMPORTED = "imported", _("imported by the desk")

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    act = models.CharField(_("act"), max_length=12, choices=Act)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d}"
