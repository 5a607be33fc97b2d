"""The plan of review and what happened under it: submissions and sign-offs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial.models.entry import Entry
from editorial.models.issue import Issue, Part
from editorial.models.user import Membership


class Plan(models.Model):
    """The stages that an issue of a masthead must pass; ``version`` is raised by every change of them."""

    masthead = models.OneToOneField(Masthead, on_delete=models.PROTECT, related_name="plan", verbose_name=_("masthead"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("plan of review")
        verbose_name_plural = _("plans of review")

    def __str__(self) -> str:
        return str(self.masthead)


class Stage(models.Model):
    """One stage: who (a role) signs what (every entry, every part, or the issue).

    A stage that was taken out of the plan is retired, never deleted: sign-offs of released issues name it.
    ``on_request`` covers only the parts that ask for it, signed by people whose membership names that part.
    """

    class Scope(models.TextChoices):
        ENTRY = "entry", _("each entry")
        PART = "part", _("each part")
        ISSUE = "issue", _("the issue")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="stages", verbose_name=_("plan of review"))
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=40)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope)
    role = models.CharField(_("role"), max_length=24, choices=Membership.Role)
    shares_signer = models.BooleanField(
        _("one person may hold two"),
        default=False,
        help_text=_("May be signed by somebody who signed at another stage that allows it too."),
    )
    on_request = models.BooleanField(
        _("only parts that ask for it"),
        default=False,
        help_text=_("Signed by the part's own department: people whose membership names that part."),
    )
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)

    class Meta:
        verbose_name = _("stage of review")
        verbose_name_plural = _("stages of review")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], condition=Q(retired_at=None), name="stage_code_once"),
            models.UniqueConstraint(
                fields=["plan", "position"], condition=Q(retired_at=None), name="stage_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """Who put an entry, or the issue itself, up for review; ended by recall, return or release."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("issue"))
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, related_name="submissions", verbose_name=_("entry")
    )
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="submissions", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    returned_by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("returned by")
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(ended_at=None, entry__isnull=False), name="one_open_submission_an_entry"
            ),
            models.UniqueConstraint(
                fields=["issue"], condition=Q(ended_at=None, entry=None), name="one_open_submission_an_issue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry or self.issue} · {self.by}"


class SignOff(models.Model):
    """A person's name under exactly the content of a digest; live while that digest is the current one, and again when
    the content comes back to it.

    ``number`` runs within a masthead and year (of the masthead's time zone). ``stage_name`` is the stage as it was
    called at that instant. Whoever signed for somebody, as deputy or through a guest link, is named beside them.
    """

    masthead = models.ForeignKey(Masthead, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    number = models.PositiveIntegerField(_("approval number"), null=True)
    stage_name = models.CharField(_("stage of review"), max_length=40, blank=True)

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="sign_offs", verbose_name=_("stage"))
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="sign_offs", verbose_name=_("issue"))
    part = models.ForeignKey(
        Part, on_delete=models.PROTECT, null=True, related_name="sign_offs", verbose_name=_("part")
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, related_name="sign_offs", verbose_name=_("entry")
    )
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="sign_offs", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    remark = models.TextField(_("remark"), blank=True)
    deputy_for = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("deputy for")
    )
    guest_name = models.CharField(_("guest"), max_length=60, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("revoked by")
    )
    revoked_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["masthead", "year", "number"], name="approval_number_once"),
            models.UniqueConstraint(
                fields=["stage", "issue", "entry", "digest"],
                condition=Q(revoked_at=None, entry__isnull=False),
                name="one_sign_off_an_entry_and_digest",
            ),
            models.UniqueConstraint(
                fields=["stage", "part", "digest"],
                condition=Q(revoked_at=None, part__isnull=False),
                name="one_sign_off_a_part_and_digest",
            ),
            models.UniqueConstraint(
                fields=["stage", "issue", "digest"],
                condition=Q(revoked_at=None, part=None, entry=None),
                name="one_sign_off_an_issue_and_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} · {self.entry or self.part or self.issue} · {self.by}"

    @property
    def approval(self) -> str:
        """The approval number as written; sign-offs from before there were numbers have none."""
        return f"{self.year}-{self.number}" if self.number else ""
