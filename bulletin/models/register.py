"""What issues refer to: mastheads, authorities with their names over time, document types, exceptional workdays."""

from __future__ import annotations

import zoneinfo
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin import colours

RESERVED_CODES = frozenset({"desk", "site", "static", "subscription"})


def validate_time_zone(name: str) -> None:
    """Raises ValidationError for a name that the IANA database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone of the IANA database."), params={"name": name})


def validate_code(code: str) -> None:
    """Raises ValidationError for a code that is the first step of an address of ours."""
    if code in RESERVED_CODES:
        raise ValidationError(_("“%(code)s” is an address of the site itself."), params={"code": code})


def validate_accent(colour: str) -> None:
    """Raises ValidationError for what is no colour, for one too pale to be read (WCAG 1.4.3), and for a red."""
    if not colours.is_colour(colour):
        raise ValidationError(_("Write the colour as # and six digits from 0 to 9 and a to f, such as #1f3a5f."))
    if not colours.is_readable(colour):
        raise ValidationError(_("This colour is too pale to be read on white paper; choose a darker one."))
    if colours.is_red(colour):
        raise ValidationError(_("Red heads are for official documents, which this is not; choose another colour."))


class Masthead(models.Model):
    """A periodical; issues belong to it and carry a copy of what it prints."""

    class Design(models.TextChoices):
        CLASSIC = "classic", _("one column")
        DIGEST = "digest", _("two columns")

    class Language(models.TextChoices):
        CHINESE = "zh-Hans", _("Simplified Chinese")
        ENGLISH = "en", _("English")

    code = models.SlugField(_("code"), max_length=40, unique=True, validators=[validate_code])
    title = models.CharField(pgettext_lazy("masthead", "title"), max_length=120)
    language = models.CharField(_("language"), max_length=20, choices=Language, default=Language.CHINESE)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    design = models.SlugField(_("design"), max_length=40, choices=Design, default=Design.CLASSIC)
    accent = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[validate_accent],
        help_text=_("Of titles and rules, such as #1f3a5f; empty for the colour of the design."),
    )
    logo_digest = models.CharField(_("logo digest"), max_length=64, blank=True, editable=False)
    notice = models.TextField(
        pgettext_lazy("masthead", "notice"), blank=True, help_text=_("Printed at the end of every issue.")
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    embeds_sources = models.BooleanField(
        _("saved copies of sources go into the PDF"),
        default=False,
        help_text=_("As associated files, so that whoever has the PDF has the evidence; mind what may be passed on."),
    )
    embeds_snapshot = models.BooleanField(
        _("the data of the issue go into the PDF"),
        default=False,
        help_text=_("As an associated file in JSON, so that programs can read what people see."),
    )
    days_between_issues = models.PositiveSmallIntegerField(_("days between issues"), default=7)

    class Meta:
        verbose_name = _("masthead")
        verbose_name_plural = _("mastheads")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The day that it is where the masthead comes out."""
        return timezone.localdate(timezone=self.zone)


class Authority(models.Model):
    """An issuing authority; a reform gives it a successor, never another name in place of the old one."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("national")
        LOCAL = "local", _("local")
        FOREIGN = "foreign", _("foreign")
        INTERNATIONAL = "international", _("international")

    class Kind(models.TextChoices):
        PARTY = "party", _("party organ")
        MILITARY = "military", _("military organ")
        LEGISLATURE = "legislature", _("legislature")
        STATE = "state", _("organ of the state")
        MINISTRY = "ministry", _("ministry")
        BUREAU = "bureau", _("bureau")
        OFFICE = "office", _("office or department")
        CENTRE = "centre", _("centre or institute")
        COMMITTEE = "committee", _("committee")
        COURT = "court", _("court")
        PROCURATORATE = "procuratorate", _("procuratorate")
        CUSTOMS = "customs", _("customs house")
        LOCAL = "local", _("local authority")
        ASSOCIATION = "association", _("association")
        UNION = "union", _("union of states")
        ORGANISATION = "organisation", _("international organisation")

    name = models.CharField(_("name"), max_length=120, unique=True)
    level = models.CharField(_("level"), max_length=20, choices=Level, blank=True)
    kind = models.CharField(pgettext_lazy("authority", "kind"), max_length=20, choices=Kind, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent authority"),
    )
    prefixes = models.CharField(
        _("number prefixes"),
        max_length=200,
        blank=True,
        help_text=_("What its document numbers begin with, parted by spaces: 国药监 药监综."),
    )
    valid_from_on = models.DateField(_("valid from"), null=True, blank=True)
    valid_to_on = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    shipped_as = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AuthorityName(models.Model):
    """Another name of an authority: a short name used in titles, an abbreviation, or a name it once bore."""

    class Kind(models.TextChoices):
        SHORT = "short", _("short name")
        LATIN = "latin", _("Latin abbreviation")
        FOREIGN = "foreign", _("name in another language")
        PART = "part", _("only after the parent's name")
        ALONE = "alone", _("only where it stands alone")

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="names", verbose_name=_("authority")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(pgettext_lazy("name", "kind"), max_length=20, choices=Kind, default=Kind.SHORT)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("name of an authority")
        verbose_name_plural = _("names of authorities")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="authority_name_once")]

    def __str__(self) -> str:
        return self.name


class DocumentType(models.Model):
    """文种: the fifteen statutory kinds (党政机关公文处理工作条例, 第八条) and the everyday ones beside them."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    statutory = models.BooleanField(_("statutory"), default=False)
    for_comment = models.BooleanField(_("invites comments"), default=False)
    everyday = models.BooleanField(
        _("is an everyday word"),
        default=False,
        help_text=_("It names a document only after 关于 or after an authority: 报告, 方案, 标准."),
    )

    class Meta:
        verbose_name = _("document type")
        verbose_name_plural = _("document types")
        ordering = ["-statutory", "name"]

    def __str__(self) -> str:
        return self.name


class WorkdayOverride(models.Model):
    """A day that the calendar in use has wrong, or does not know yet."""

    on = models.DateField(_("day"), unique=True)
    is_workday = models.BooleanField(_("is a working day"))
    source = models.CharField(
        pgettext_lazy("calendar", "source"), max_length=200, help_text=_("The notice that says so.")
    )

    class Meta:
        verbose_name = _("exceptional day")
        verbose_name_plural = _("exceptional days")
        ordering = ["-on"]

    def __str__(self) -> str:
        return self.on.isoformat()
