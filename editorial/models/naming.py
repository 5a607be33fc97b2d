"""Names of authorities that readings found and the register has not, until somebody says what they are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models import Authority
from editorial.models.intake import SourceDocument


class ProposedName(models.Model):
    """One name as printed, once for the house; what was said of it stays, so that it is asked only once."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposed name", "not looked at yet")
        NEW = "new", pgettext_lazy("proposed name", "a new authority")
        JOINED = "joined", pgettext_lazy("proposed name", "another name of an authority")
        DECLINED = "declined", pgettext_lazy("proposed name", "no authority, or a slip")

    name = models.CharField(_("name as printed"), max_length=120, unique=True)
    near = models.CharField(_("like the known name"), max_length=120, blank=True)
    document = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, related_name="+", verbose_name=_("first seen in")
    )
    state = models.CharField(_("what it is"), max_length=10, choices=State, default=State.OPEN)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("authority")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("proposed name of an authority")
        verbose_name_plural = _("proposed names of authorities")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(authority=None) | models.Q(state__in=("new", "joined")),
                name="only_a_taken_name_has_an_authority",
                violation_error_message=_("An authority is chosen only where the name is another name of it."),
            )
        ]

    def __str__(self) -> str:
        return self.name
