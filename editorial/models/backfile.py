"""过刊补录: past numbers that come in as files, batch by batch, and the two people who attest each batch."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models import Edition, Masthead
from editorial.models.intake import SourceDocument


class Batch(models.Model):
    """Back issues that are looked at, attested and released together; open until somebody releases it.

    ``digest`` is set at its release: what two people had attested, which changes no more.
    """

    masthead = models.ForeignKey(Masthead, on_delete=models.PROTECT, related_name="batches", verbose_name=_("masthead"))
    source = models.CharField(_("folder or file"), max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="batches", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    released_by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("released by")
    )
    released_at = models.DateTimeField(pgettext_lazy("instant", "released"), null=True)

    class Meta:
        verbose_name = _("batch of back issues")
        verbose_name_plural = _("batches of back issues")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["masthead", "source"], condition=models.Q(released_at=None), name="open_batch_once"
            ),
            models.CheckConstraint(
                condition=models.Q(released_at=None, digest="") | models.Q(released_at__isnull=False, digest__gt=""),
                name="batch_released_with_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.masthead} · {self.source}"


class BackIssue(models.Model):
    """One file of a batch, and the number that it was read as.

    ``content_digest`` names the frozen snapshot without imprint, in the drafts store; number and date stand in it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("back issue", "not read yet")
        READ = "read", pgettext_lazy("back issue", "read")
        FAILED = "failed", pgettext_lazy("back issue", "cannot be read")
        LEFT_OUT = "left out", pgettext_lazy("back issue", "left out")
        RECORDED = "recorded", pgettext_lazy("back issue", "recorded")

    class Basis(models.TextChoices):
        TEXT = "text", pgettext_lazy("basis", "from the text")
        COVERAGE = "coverage", pgettext_lazy("basis", "the last day named in the text")
        NAME = "name", pgettext_lazy("basis", "from the file name")
        EDITOR = "editor", pgettext_lazy("basis", "said by an editor")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows", verbose_name=_("batch"))
    name = models.CharField(_("file name"), max_length=200)
    also_named = models.JSONField(_("other names of the same file"), default=list)
    digest = models.CharField(_("digest"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    is_pdf = models.BooleanField(_("PDF"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    refusal = models.TextField(_("why not"), blank=True)
    document = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, null=True, related_name="back_issues", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("number"), null=True)
    last_number = models.PositiveIntegerField(_("last number of a combined issue"), null=True)
    number_basis = models.CharField(_("where the number is from"), max_length=10, choices=Basis, blank=True)
    dated_on = models.DateField(_("dated"), null=True)
    dated_basis = models.CharField(_("where the date is from"), max_length=10, choices=Basis, blank=True)
    entry_count = models.PositiveIntegerField(_("entries"), default=0)
    warnings = models.JSONField(_("warnings"), default=list)
    content_digest = models.CharField(_("digest of what was read"), max_length=64, blank=True)
    stands_not = models.TextField(_("why it cannot stand as the PDF"), blank=True)
    stands = models.BooleanField(_("the file itself is the PDF"), default=False)
    page_count = models.PositiveIntegerField(_("pages"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    changed_by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"), null=True)
    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("edition")
    )

    class Meta:
        verbose_name = _("back issue")
        verbose_name_plural = _("back issues")
        ordering = [models.F("number").asc(nulls_first=True), "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "digest"], name="file_of_batch_once"),
            models.CheckConstraint(
                condition=models.Q(state="recorded", edition__isnull=False)
                | (~models.Q(state="recorded") & models.Q(edition=None)),
                name="back_issue_recorded_as_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def numbers(self) -> range:
        """The numbers that it stands for, none where it bears none."""
        return range(self.number, (self.last_number or self.number) + 1) if self.number else range(0)


class Attestation(models.Model):
    """One person's word that a batch is what appeared; a change of any row unseats it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="attestations", verbose_name=_("batch"))
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, related_name="attestations", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    unseated_at = models.DateTimeField(_("unseated"), null=True)

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "by"], condition=models.Q(unseated_at=None), name="attested_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} · {self.batch}"
