"""操作留痕: one row for every change and every refusal."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.rendering.words import words_for

# What each verb that is traced is called; a sign-off's verb names its stage besides.
ACTS = {
    "add": pgettext_lazy("act", "add"),
    "edit": pgettext_lazy("act", "edit"),
    "open": pgettext_lazy("act", "open an issue"),
    "move": pgettext_lazy("act", "move"),
    "hold over": pgettext_lazy("act", "hold over"),
    "receive": pgettext_lazy("act", "receive a document"),
    "submit": pgettext_lazy("act", "submit"),
    "recall": pgettext_lazy("act", "recall a submission"),
    "return": pgettext_lazy("act", "return"),
    "sign": pgettext_lazy("act", "sign"),
    "release": pgettext_lazy("act", "release"),
    "grant": pgettext_lazy("act", "grant a role"),
    "revoke": pgettext_lazy("act", "revoke a role"),
    "send link": pgettext_lazy("act", "send a link"),
    "enlist": pgettext_lazy("act", "enlist a subscriber"),
    "strike": pgettext_lazy("act", "strike a subscriber"),
}


class AuditEntry(models.Model):
    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, null=True, related_name="audit", verbose_name=_("masthead")
    )
    verb = models.CharField(_("verb"), max_length=40)
    object = models.CharField(_("object"), max_length=200)
    before_digest = models.CharField(_("digest before"), max_length=64, blank=True)
    after_digest = models.CharField(_("digest after"), max_length=64, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="audit", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.act} · {self.object}"

    @property
    def act(self) -> str:
        """The verb in the reader's language."""
        verb, _space, stage = self.verb.partition(" ")
        if verb == "sign":
            return f"{ACTS[verb]} · {words_for(get_language()).stages.get(stage, stage)}"
        return str(ACTS.get(self.verb, self.verb))
