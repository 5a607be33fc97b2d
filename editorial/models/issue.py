"""An issue in the making and its outline: parts and sections.

``version`` is raised by every change of the issue itself (front matter, headings, order, state), ``generation`` by them
and by every change of an entry: who arranges posts the one, who releases the other.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.rendering.words import words_for


class Issue(models.Model):
    """A number of a masthead before its release; released means that an Edition exists."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SUBMITTED = "submitted", _("in review")
        SCHEDULED = "scheduled", _("scheduled")
        RELEASED = "released", _("released")

    class Form(models.TextChoices):
        REGULAR = "regular", _("regular issue")
        COMBINED = "combined", _("combined issue")
        SPECIAL = "special", _("special issue")

    masthead = models.ForeignKey(Masthead, on_delete=models.PROTECT, related_name="issues", verbose_name=_("masthead"))
    form = models.CharField(_("form"), max_length=10, choices=Form, default=Form.REGULAR, editable=False)
    last_number = models.PositiveIntegerField(_("last number"), null=True, editable=False)
    number = models.PositiveIntegerField(_("number"))
    number_label = models.CharField(
        _("number as printed"), max_length=60, blank=True, help_text=_("Only where it differs from the plain number.")
    )
    year_number = models.PositiveIntegerField(_("number in the year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    covers_from_on = models.DateField(_("covers from"), null=True, blank=True)
    covers_to_on = models.DateField(_("covers to"), null=True, blank=True)
    next_dated_on = models.DateField(_("next issue on"), null=True, blank=True)
    highlights = models.JSONField(_("highlights"), default=list, blank=True)
    boxes = models.JSONField(_("boxes"), default=list, blank=True, editable=False)
    corrections = models.JSONField(_("corrections"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    generation = models.PositiveIntegerField(default=1, editable=False)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["masthead", "number"], name="issue_once")]

    def __str__(self) -> str:
        number = words_for(self.masthead.language).number.format(self.number)
        return f"{self.masthead} {self.number_label or number}"


class Part(models.Model):
    """篇: with its own coverage and compiling department; an untitled one holds a notice that came by itself."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="parts", verbose_name=_("issue"))
    position = models.PositiveIntegerField(_("position"))
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=120, blank=True)
    covers_from_on = models.DateField(_("covers from"), null=True, blank=True)
    covers_to_on = models.DateField(_("covers to"), null=True, blank=True)
    compiler = models.CharField(_("compiler"), max_length=120, blank=True)
    compiled_on = models.DateField(_("compiled on"), null=True, blank=True)
    asks_sign_off = models.BooleanField(
        _("signed off by its department"),
        default=False,
        help_text=_("Somebody of its own department must sign this part besides the plan of review."),
    )

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "code"], name="part_code_once")]

    def __str__(self) -> str:
        return self.title or self.code


class Section(models.Model):
    """栏目 of a part; entries are numbered within it."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="sections", verbose_name=_("part"))
    position = models.PositiveIntegerField(_("position"))
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["part", "code"], name="section_code_once")]

    def __str__(self) -> str:
        return f"{self.part} · {self.title or self.code}"
