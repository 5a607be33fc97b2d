"""The people of the desk and what they may do where: a membership is the only grant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead


class User(AbstractUser):
    """Staff only; readers and subscribers are no users."""

    class MailRhythm(models.TextChoices):
        ONCE = "once", _("at once")
        DAILY = "daily", _("once a day")
        NEVER = "never", _("never")

    printed_name = models.CharField(
        _("printed name"), max_length=40, blank=True, help_text=_("The name that sign-offs and imprints print.")
    )
    mail_rhythm = models.CharField(_("mail from the desk"), max_length=10, choices=MailRhythm, default="once")
    is_demo = models.BooleanField(_("demo login"), default=False, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name to print."""
        return self.printed_name or self.get_full_name() or self.username

    # Django lets superusers pass every check; here the role table alone decides, so that nobody signs by being root.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        from editorial import roles

        return roles.has_permission(self, perm, obj)

    def has_perms(self, perm_list: Iterable[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        from editorial import roles

        return roles.has_module(self, app_label)


class Membership(models.Model):
    """One role of one person, at one masthead (or the whole house), for a time."""

    class Role(models.TextChoices):
        WRITER = "writer", _("writer")
        EDITOR = "editor", _("editor")
        PROOFREADER = "proofreader", _("proofreader")
        FIRST_REVIEWER = "first_reviewer", _("first reviewer")
        SECOND_REVIEWER = "second_reviewer", _("second reviewer")
        CHIEF = "chief", _("chief")
        SUBSCRIPTION_MANAGER = "subscription_manager", _("subscription manager")
        AUDITOR = "auditor", _("auditor")
        USER_ADMINISTRATOR = "user_administrator", _("user administrator")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user"))
    masthead = models.ForeignKey(
        Masthead,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("masthead"),
        help_text=_("Empty: the whole house."),
    )
    part_code = models.SlugField(
        _("part"), max_length=40, blank=True, help_text=_("Only this part of every issue; empty: all of them.")
    )
    role = models.CharField(_("role"), max_length=24, choices=Role)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "masthead", "role"]
        constraints = [
            models.UniqueConstraint(fields=["user", "masthead", "part_code", "role"], name="membership_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(masthead=None), name="house_membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.masthead or _('whole house')}"
