"""What was published: inserted once by ``recording`` and never changed (the database refuses, see ``guards``)."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models.register import Masthead


class Edition(models.Model):
    """A revision of an issue as it went out; its row is the fact that it is public.

    ``occasion`` is why there is a further revision, "" for the first.
    """

    class Occasion(models.TextChoices):
        CORRECTION = "correction", _("correction")
        TEXT_FIX = "text-fix", _("silent fix")
        WITHDRAWAL = "withdrawal", _("withdrawal")
        TAKEDOWN = "takedown", _("takedown")
        REINSTATEMENT = "reinstatement", _("reinstatement")

    # What readers are told of: a number that appears, and what was wrong in it.
    NEWS = ("", Occasion.CORRECTION)
    # What only takes something away, or puts it back, and so is nobody's to sign.
    REMOVALS = (Occasion.WITHDRAWAL, Occasion.TAKEDOWN, Occasion.REINSTATEMENT)

    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, related_name="editions", verbose_name=_("masthead")
    )
    number = models.PositiveIntegerField(_("number"))
    revision = models.PositiveSmallIntegerField(_("revision"))
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by", verbose_name=_("supersedes")
    )
    title = models.CharField(_("title"), max_length=200)
    number_label = models.CharField(_("number as printed"), max_length=60)
    dated_on = models.DateField(_("dated"), null=True)
    covers_from_on = models.DateField(_("covers from"), null=True)
    covers_to_on = models.DateField(_("covers to"), null=True)
    released_at = models.DateTimeField(pgettext_lazy("instant", "released"))
    entry_count = models.PositiveIntegerField(_("entries"))
    page_count = models.PositiveIntegerField(_("pages"))
    snapshot = models.BinaryField(_("snapshot"))
    snapshot_digest = models.CharField(_("snapshot digest"), max_length=64)
    html_digest = models.CharField(_("HTML digest"), max_length=64)
    html_size = models.PositiveBigIntegerField(_("HTML size"))
    pdf_digest = models.CharField(_("PDF digest"), max_length=64)
    pdf_size = models.PositiveBigIntegerField(_("PDF size"))
    renderer = models.CharField(_("renderer"), max_length=120)
    is_back_issue = models.BooleanField(_("late entry"), default=False)
    is_corrected = models.BooleanField(_("corrected edition"), default=False)
    occasion = models.CharField(_("occasion"), max_length=20, blank=True, choices=Occasion)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-dated_on", "-number", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["masthead", "number", "revision"], name="edition_once"),
            models.CheckConstraint(condition=models.Q(revision__gte=1), name="edition_revision_positive"),
            models.CheckConstraint(
                condition=models.Q(is_back_issue=False) | models.Q(dated_on__isnull=False), name="back_issue_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} r{self.revision}"


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def in_force(self) -> WithdrawalQuerySet:
        """Those that nobody has undone."""
        return self.filter(reinstatement=None)

    def of_number(self, edition: Edition) -> WithdrawalQuerySet:
        """Of the number of an edition, whichever revision they name."""
        return self.filter(edition__masthead=edition.masthead_id, edition__number=edition.number)

    def unfinished(self) -> WithdrawalQuerySet:
        """Those in force while the newest revision of their number still has the text or the quote."""
        same = Q(edition__masthead=OuterRef("edition__masthead"), edition__number=OuterRef("edition__number"))
        texts = PublishedEntry.objects.filter(same, edition__superseded_by=None, ref=OuterRef("ref"), is_removed=False)
        return self.in_force().filter(Exists(texts) | Q(ref__contains="/", edition__superseded_by=None))


class Withdrawal(models.Model):
    """Something taken back, with the reason that readers are given; it holds until a Reinstatement undoes it.

    Of a whole issue (``ref`` is "") it names the revision that was the newest; of an entry the last revision that
    still has its text, which no longer goes out, nor does any before it. Where an entry of another number is taken
    down ("7/1.1.1") it names the last revision whose corrections quote it. ``times`` counts withdrawals of one thing.
    """

    class Kind(models.TextChoices):
        WRONG = "wrong", _("wrong")
        SUPERSEDED = "superseded", _("superseded by the authority")
        LEGAL = "legal", _("legal reason")
        TAKEDOWN = "takedown", _("takedown")

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="withdrawals", verbose_name=_("edition")
    )
    ref = models.CharField(_("ref"), max_length=20, blank=True)
    kind = models.CharField(pgettext_lazy("withdrawal", "kind"), max_length=12, choices=Kind, default=Kind.WRONG)
    reason = models.TextField(_("reason"))
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    claimant = models.CharField(_("claimant"), max_length=200, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "ref", "times"], name="withdrawn_once_at_a_time")]

    def __str__(self) -> str:
        return f"{self.edition} {self.ref}".strip()

    @property
    def is_quote(self) -> bool:
        return "/" in self.ref


class Reinstatement(models.Model):
    """A withdrawal undone by two people; names as printed, never keys."""

    withdrawal = models.OneToOneField(
        Withdrawal, on_delete=models.PROTECT, related_name="reinstatement", verbose_name=_("withdrawal")
    )
    reason = models.TextField(_("reason"))
    asked_by = models.CharField(_("asked for by"), max_length=80)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reinstatement")
        verbose_name_plural = _("reinstatements")
        constraints = [
            models.CheckConstraint(condition=~models.Q(asked_by=models.F("by")), name="reinstated_by_two_people")
        ]

    def __str__(self) -> str:
        return str(self.withdrawal)


class PublishedEntry(models.Model):
    """An entry of an edition at its permanent address; ``content`` is its canonical JSON."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("notice")
        ARTICLE = "article", _("article")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries", verbose_name=_("edition"))
    ref = models.CharField(_("ref"), max_length=20)
    position = models.PositiveIntegerField(_("position"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    part_code = models.CharField(_("part"), max_length=40, blank=True)
    part_title = models.CharField(_("part"), max_length=120, blank=True)
    section_code = models.CharField(_("section"), max_length=40, blank=True)
    section_title = models.CharField(_("section"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=500)
    document_type = models.CharField(_("document type"), max_length=40, blank=True)
    document_number = models.CharField(_("document number"), max_length=120, blank=True)
    signed_on = models.DateField(_("signed on"), null=True)
    published_on = models.DateField(_("published on"), null=True)
    consultation_closes_on = models.DateField(_("consultation closes on"), null=True)
    is_removed = models.BooleanField(_("removed"), default=False)
    digest = models.CharField(_("digest"), max_length=64)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("published entry")
        verbose_name_plural = _("published entries")
        ordering = ["-edition__dated_on", "-edition__number", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "ref"], name="published_ref_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="published_position_once"),
        ]
        indexes = [models.Index(fields=["signed_on"]), models.Index(fields=["document_number"])]

    def __str__(self) -> str:
        return self.title


class PublishedCitation(models.Model):
    """A document that a published entry names, so that the archive can tell who refers to what."""

    entry = models.ForeignKey(PublishedEntry, on_delete=models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=120, blank=True, db_index=True)
    title = models.CharField(max_length=500, blank=True)
    document_type = models.CharField(max_length=40, blank=True)
    relation = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=100, blank=True, db_index=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["entry", "position"], name="published_citation_place_once")]

    def __str__(self) -> str:
        return self.number or self.title


class PublishedAuthority(models.Model):
    """An authority of a published entry, by the name that was printed."""

    entry = models.ForeignKey(PublishedEntry, on_delete=models.PROTECT, related_name="authorities")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["entry", "position"], name="published_authority_place_once")]

    def __str__(self) -> str:
        return self.name
