"""The mailing of an edition: one Dispatch, one Delivery a subscriber; a delivery is claimed before it is sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bulletin.models.edition import Edition
from bulletin.models.subscriber import Subscriber


class Dispatch(models.Model):
    """The mailing of one edition; ``addressed_at`` is when its deliveries were written out."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="dispatch", verbose_name=_("edition")
    )
    created_at = models.DateTimeField(_("created"))
    addressed_at = models.DateTimeField(_("addressed"), null=True, blank=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.edition)


class Delivery(models.Model):
    """One message to one subscriber. A claim that was never settled is a doubt that a person must decide."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("claimed")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        SKIPPED = "skipped", _("no longer subscribed")
        UNCERTAIN = "uncertain", _("delivery uncertain")

    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("dispatch")
    )
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("subscriber")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dispatch", "subscriber"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.subscriber} · {self.dispatch}"
