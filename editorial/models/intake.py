"""来稿 and 稿库: what came in from outside with what the reading said of it, and the entries taken out of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models import Masthead
from editorial.models.entry import Entry
from editorial.models.issue import Issue


class SourceDocument(models.Model):
    """A document as it arrived (its bytes are in the drafts store under ``digest``) with its reading.

    ``marks`` are the editor's word on single lines, with which it is read again; ``corrections`` (by the key of an
    entry, then by field; None leaves a field out) are laid over the reading and never written into it.
    """

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("document", "received, not read yet")
        READY = "ready", pgettext_lazy("document", "read")
        FAILED = "failed", pgettext_lazy("document", "cannot be read")

    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, related_name="documents", verbose_name=_("masthead")
    )
    name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    kind = models.CharField(_("format"), max_length=20, blank=True)
    source_url = models.URLField(_("source link"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READY)
    failure = models.JSONField(_("why it cannot be read"), default=dict)
    text_digest = models.CharField(_("digest of its text"), max_length=64, blank=True)
    files = models.JSONField(_("files in it"), default=list)
    losses = models.JSONField(_("losses"), default=list)
    reading = models.JSONField(_("reading"), default=dict)
    marks = models.JSONField(_("marks"), default=dict)
    corrections = models.JSONField(_("corrections"), default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)
    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, null=True, related_name="documents", verbose_name=_("accepted as")
    )
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="documents", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["masthead", "digest"], name="document_once")]

    def __str__(self) -> str:
        return self.title or self.name


class Candidate(models.Model):
    """One entry of a reading that somebody took: it waits in the pool, was placed as ``entry``, or was declined.

    ``ref`` is the key of the entry in its document, which no further reading moves; ``content`` the entry as JSON of
    the snapshot, ``digest`` that content's.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("candidate", "waiting")
        PLACED = "placed", pgettext_lazy("candidate", "placed")
        DECLINED = "declined", pgettext_lazy("candidate", "declined")

    document = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, related_name="candidates", verbose_name=_("source document")
    )
    ref = models.CharField(_("key in its document"), max_length=20)
    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, related_name="candidates", verbose_name=_("masthead")
    )
    kind = models.CharField(_("kind of entry"), max_length=10, choices=Entry.Kind)
    document_type = models.CharField(_("document type"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=500)
    number_canonical = models.CharField(_("document number"), max_length=120, blank=True)
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(_("reason"), blank=True)
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, related_name="candidates", verbose_name=_("placed as")
    )
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="candidates", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("entry in the pool")
        verbose_name_plural = _("pool")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["document", "ref"], name="candidate_once")]
        indexes = [models.Index(fields=["masthead", "state"])]

    def __str__(self) -> str:
        return self.title
