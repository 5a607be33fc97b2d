"""What the desk tells its people: a row of the inbox, which is the outbox row of a mail as well."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial.models.entry import Entry
from editorial.models.issue import Issue


class Message(models.Model):
    """One event told to one person; ``key`` is what makes a reminder come once (empty: an event of its own).

    Mailed at once, in the day's digest or never, as the person chose; a claim without ``mailed_at`` is in doubt and
    is not sent again by itself.
    """

    class Event(models.TextChoices):
        SUBMITTED = "submitted", _("submitted to you")
        RETURNED = "returned", _("returned to you")
        ASSIGNED = "assigned", _("assigned to you")
        MENTIONED = "mentioned", _("mentions you")
        SUGGESTED = "suggested", _("suggestion for your text")
        SETTLED = "settled", _("your suggestion was settled")
        DUE = "due", _("due tomorrow")
        OVERDUE = "overdue", _("overdue")
        LATE = "late", _("the planned release has passed")
        OVERRIDDEN = "overridden", _("released without review")
        UNRELEASED = "unreleased", _("the scheduled release was refused")
        GUEST = "guest", _("a guest has answered")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TAKEN_DOWN = "taken-down", _("taken down")
        UNDOING = "undoing", _("a withdrawal is to be undone")
        REINSTATED = "reinstated", _("a withdrawal was undone")

    to = models.ForeignKey("editorial.User", on_delete=models.CASCADE, related_name="inbox", verbose_name=_("to"))
    event = models.CharField(_("event"), max_length=12, choices=Event)
    masthead = models.ForeignKey(Masthead, on_delete=models.CASCADE, related_name="+", verbose_name=_("masthead"))
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("issue"))
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("entry"))
    about = models.CharField(_("about"), max_length=500)
    remark = models.TextField(_("remark"), blank=True)
    key = models.CharField(max_length=120, blank=True, editable=False)
    by = models.ForeignKey(
        "editorial.User", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read"), null=True)
    claimed_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    failure = models.TextField(_("failure"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["to", "key"], condition=~models.Q(key=""), name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.get_event_display()} · {self.about}"
