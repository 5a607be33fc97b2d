"""An entry of an issue: one table for notices and articles, so that one conditional UPDATE saves it whole."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from bulletin.richtext import P_CLASSES, canonical
from editorial.models.issue import Section

# Exactly what ``richtext.canonical`` keeps: an editor that knew less would lose it, one with more would promise it.
EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "BulletList": True,
    "OrderedList": {"listTypes": [{"label": "1, 2, 3 …", "type": "decimal", "description": ""}]},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Heading": {"levels": [4, 5, 6]},
    "Link": {"enableTarget": False, "autolink": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Picture": True,
    "FigureCaption": True,
    "PictureFigure": True,
    "NodeClass": {"cssClasses": {"paragraph": sorted(P_CLASSES)}},
}


class Entry(models.Model):
    """A notice or an article at its place; its printed number follows from ``position`` and is stored nowhere."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("notice")
        ARTICLE = "article", _("article")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    class ReuseBasis(models.TextChoices):
        OFFICIAL = "official", _("official document")
        LICENSED = "licensed", _("licensed")
        EXCERPT = "excerpt", _("excerpt with link")

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="entries", verbose_name=_("section"))
    position = models.PositiveIntegerField(_("position"))
    ref = models.CharField(_("ref"), max_length=20, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    kind = models.CharField(_("kind of entry"), max_length=10, choices=Kind)
    language = models.CharField(_("language"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=500)
    standfirst = models.TextField(_("standfirst"), blank=True)
    editor_note = models.TextField(_("editor's note"), blank=True)
    source_url = models.URLField(_("source link"), max_length=1000, blank=True)
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    reuse_basis = models.CharField(
        _("basis of reuse"),
        max_length=10,
        blank=True,
        choices=ReuseBasis,
        help_text=_("Why this text may be printed: copyright law leaves official documents free, not news."),
    )
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    document_type = models.CharField(_("document type"), max_length=40, blank=True)
    number_typed = models.CharField(_("document number"), max_length=120, blank=True)
    number_canonical = models.CharField(_("document number, canonical"), max_length=120, blank=True, editable=False)
    authorities = models.JSONField(_("authorities"), default=list, blank=True)
    signed_by = models.JSONField(_("signed by"), default=list, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    effective = models.JSONField(_("effective on"), default=list, blank=True)
    consultation_opens_on = models.DateField(_("consultation opens on"), null=True, blank=True)
    consultation_closes_on = models.DateField(_("consultation closes on"), null=True, blank=True)
    consultation_working_days = models.PositiveSmallIntegerField(_("working days stated"), null=True, blank=True)
    consultation_computed_working_days = models.PositiveSmallIntegerField(
        _("working days computed"), null=True, blank=True, editable=False
    )
    consultation_previous_closes_on = models.DateField(_("closed on before"), null=True, blank=True)
    consultation_email = models.CharField(_("consultation e-mail"), max_length=254, blank=True)
    consultation_text = models.CharField(_("consultation as worded"), max_length=500, blank=True)
    consultation_basis = models.CharField(_("consultation basis"), max_length=20, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    body_html = ProseEditorField(_("body"), blank=True, extensions=EDITOR_EXTENSIONS, sanitize=canonical)
    cites = models.JSONField(_("citations"), default=list, blank=True)
    sources = models.JSONField(_("sources"), default=list, blank=True, editable=False)
    removal = models.JSONField(_("removal"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        "editorial.User", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("created by")
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["section", "position"])]

    def __str__(self) -> str:
        return self.title
