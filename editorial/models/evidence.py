"""来源: the sites that a part is gathered from, who looked through them, and what became of a source address."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin.models import Masthead
from editorial.models.entry import Entry
from editorial.models.issue import Issue


class Source(models.Model):
    """A site that somebody looks through for every issue; its host is one that may be asked about addresses."""

    masthead = models.ForeignKey(Masthead, on_delete=models.PROTECT, related_name="sources", verbose_name=_("masthead"))
    part_code = models.SlugField(_("code of the part"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("address"), max_length=500)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_active = models.BooleanField(pgettext_lazy("site", "looked at"), default=True)

    class Meta:
        verbose_name = pgettext_lazy("site", "source")
        verbose_name_plural = pgettext_lazy("site", "sources")
        ordering = ["masthead", "part_code", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["masthead", "part_code", "url"], name="source_once")]

    def __str__(self) -> str:
        return self.name


class SourceLook(models.Model):
    """Somebody looked at a source for an issue; the last look counts."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="looks", verbose_name=_("issue"))
    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="looks", verbose_name=pgettext_lazy("site", "source")
    )
    nothing_new = models.BooleanField(_("nothing new"), default=False)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.source)


class LinkCheck(models.Model):
    """One question about an entry's source address; asked by a person, answered by the link worker."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("link", "waiting")
        CLAIMED = "claimed", pgettext_lazy("link", "being asked")
        DONE = "done", pgettext_lazy("link", "answered")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="link_checks", verbose_name=_("entry"))
    url = models.URLField(_("address"), max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    final_url = models.CharField(_("led on to"), max_length=1000, blank=True)
    type = models.CharField(_("format"), max_length=100, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    text_digest = models.CharField(_("digest of its text"), max_length=64, blank=True)
    changed = models.BooleanField(_("changed"), default=False)
    failure = models.TextField(_("why it could not be asked"), blank=True)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    asked_at = models.DateTimeField(_("asked at"))
    claimed_at = models.DateTimeField(null=True)
    at = models.DateTimeField(_("at"), null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=~models.Q(state="done"), name="one_open_link_check")
        ]

    def __str__(self) -> str:
        return self.url
