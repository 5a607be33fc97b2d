"""操作留痕: one row for every change and every refusal."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.rendering.words import words_for
from editorial.models.user import Membership

# What each verb that is traced is called; a sign-off's verb names its stage besides.
ACTS = {
    "add": pgettext_lazy("act", "add"),
    "edit": pgettext_lazy("act", "edit"),
    "open": pgettext_lazy("act", "open an issue"),
    "move": pgettext_lazy("act", "move"),
    "revise plan": pgettext_lazy("act", "change the plan of review"),
    "revise rhythm": pgettext_lazy("act", "change the weekly rhythm"),
    "due dates": pgettext_lazy("act", "change the due dates"),
    "hold over": pgettext_lazy("act", "hold over"),
    "receive": pgettext_lazy("act", "receive a document"),
    "reread": pgettext_lazy("act", "read a document again"),
    "correct": pgettext_lazy("act", "correct a reading"),
    "pool": pgettext_lazy("act", "put into the pool"),
    "place": pgettext_lazy("act", "place what came in"),
    "decline material": pgettext_lazy("act", "decline what came in"),
    "accept": pgettext_lazy("act", "accept a document"),
    "submit": pgettext_lazy("act", "submit"),
    "recall": pgettext_lazy("act", "recall a submission"),
    "return": pgettext_lazy("act", "return"),
    "suggest": pgettext_lazy("act", "suggest"),
    "take over": pgettext_lazy("act", "take over a suggestion"),
    "decline": pgettext_lazy("act", "decline a suggestion"),
    "remark": pgettext_lazy("act", "remark"),
    "resolve": pgettext_lazy("act", "resolve a remark"),
    "reopen": pgettext_lazy("act", "reopen a remark"),
    "sign": pgettext_lazy("act", "sign"),
    "tick": pgettext_lazy("act", "tick as checked"),
    "untick": pgettext_lazy("act", "take a tick away"),
    "hint rules": pgettext_lazy("act", "change what hints do"),
    "assign": pgettext_lazy("act", "assign"),
    "unassign": pgettext_lazy("act", "take a task back"),
    "depute": pgettext_lazy("act", "name a deputy"),
    "end deputy": pgettext_lazy("act", "end a deputyship"),
    "hand over": pgettext_lazy("act", "hand over work"),
    "revoke sign-offs": pgettext_lazy("act", "revoke sign-offs"),
    "schedule": pgettext_lazy("act", "schedule"),
    "reschedule": pgettext_lazy("act", "reschedule"),
    "unschedule": pgettext_lazy("act", "unschedule"),
    "release": pgettext_lazy("act", "release"),
    "override": pgettext_lazy("act", "release without review"),
    "begin correction": pgettext_lazy("act", "begin a correction"),
    "take up": pgettext_lazy("act", "take up an entry for correction"),
    "put back": pgettext_lazy("act", "put an entry back as it appeared"),
    "word correction": pgettext_lazy("act", "word a correction"),
    "give up correction": pgettext_lazy("act", "give up a correction"),
    "withdraw": pgettext_lazy("act", "withdraw"),
    "take down": pgettext_lazy("act", "take down"),
    "ask to undo": pgettext_lazy("act", "ask to undo a withdrawal"),
    "drop undoing": pgettext_lazy("act", "drop the undoing of a withdrawal"),
    "undo withdrawal": pgettext_lazy("act", "undo a withdrawal"),
    "bring in rows": pgettext_lazy("act", "bring in a spreadsheet"),
    "open batch": pgettext_lazy("act", "open a batch of back issues"),
    "bring in": pgettext_lazy("act", "bring in a back issue"),
    "correct back issue": pgettext_lazy("act", "correct a back issue"),
    "attest": pgettext_lazy("act", "attest back issues"),
    "take back": pgettext_lazy("act", "take back an attestation"),
    "release batch": pgettext_lazy("act", "release attested back issues"),
    "record back issue": pgettext_lazy("act", "record a back issue"),
    "check links": pgettext_lazy("act", "have source addresses checked"),
    "look": pgettext_lazy("act", "look through a source"),
    "settle name": pgettext_lazy("act", "say what a proposed name is"),
    "answer": pgettext_lazy("act", "answer for a release without review"),
    "invite": pgettext_lazy("act", "invite a guest"),
    "revoke link": pgettext_lazy("act", "revoke a guest's link"),
    "grant": pgettext_lazy("act", "grant a role"),
    "revoke": pgettext_lazy("act", "revoke a role"),
    "send link": pgettext_lazy("act", "send a link"),
    "enlist": pgettext_lazy("act", "enlist a subscriber"),
    "strike": pgettext_lazy("act", "strike a subscriber"),
}


class AuditHead(models.Model):
    """The end of the chain of one masthead (None: of the house); whoever claims its row writes the next entry."""

    masthead = models.OneToOneField(Masthead, on_delete=models.PROTECT, null=True, related_name="audit_head")
    serial = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Coalesce("masthead", 0), name="one_audit_head")]

    def __str__(self) -> str:
        return f"{self.masthead or _('whole house')} · {self.serial}"


class AuditEntry(models.Model):
    """Who did what as which role, when, and why; refused attempts too. Each entry names the digest of the one before.

    ``digest`` is the SHA-256 of the entry's canonical JSON with ``previous_digest``, so the chain shows what was
    altered or taken away.
    """

    masthead = models.ForeignKey(
        Masthead, on_delete=models.PROTECT, null=True, related_name="audit", verbose_name=_("masthead")
    )
    verb = models.CharField(_("verb"), max_length=40)
    object = models.CharField(_("object"), max_length=200)
    role = models.CharField(_("role"), max_length=120, blank=True)
    refused = models.BooleanField(_("refused"), default=False)
    before_digest = models.CharField(_("digest before"), max_length=64, blank=True)
    after_digest = models.CharField(_("digest after"), max_length=64, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    by = models.ForeignKey("editorial.User", on_delete=models.PROTECT, related_name="audit", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    serial = models.PositiveIntegerField(_("serial number"), null=True)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(_("digest of the entry"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(Coalesce("masthead", 0), "serial", name="audit_serial_once")]

    def __str__(self) -> str:
        return f"{self.act} · {self.object}"

    @property
    def act(self) -> str:
        """The verb in the reader's language."""
        verb, _space, stage = self.verb.partition(" ")
        if verb == "sign":
            return f"{ACTS[verb]} · {words_for(get_language()).stages.get(stage, stage)}"
        return str(ACTS.get(self.verb, self.verb))

    @property
    def acted_as(self) -> str:
        """The roles in the reader's language."""
        named = dict(Membership.Role.choices)
        return ", ".join(str(named.get(code, code)) for code in self.role.split(", ") if code)
