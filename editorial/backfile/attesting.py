"""Two people, neither of whom brought anything in, say of one and the same digest that it is what appeared.

This stands where the sign-offs of a plan stand: past numbers went through their own review in their day.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import require
from editorial.backfile import standing
from editorial.backfile.digesting import digest
from editorial.backfile.findings import report
from editorial.drafting import trail
from editorial.models import Attestation, Batch, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to attest back issues.")
OWN = _("You brought in or changed part of this batch, so two others must attest it.")
TWICE = _("You have attested this batch; somebody else must be the second.")
ENOUGH = _("Two people have attested this batch already.")
CHANGED = _("The batch is not what you looked at any more. Look at it again.")
NOT_YOURS = _("You have not attested this batch as it is.")


def attest(batch: Batch, *, by: User, seen_digest: str) -> Attestation:
    """Attest a batch as ``seen_digest`` names it. Raises Refused with every reason."""
    with trail.attempt("attest", batch, by=by) as act:
        standing.claim(batch)
        require(*((False, reason) for reason in refusals(batch, by)), (seen_digest == digest(batch), CHANGED))
        row = Attestation.objects.create(batch=batch, digest=seen_digest, by=by, at=timezone.now())
        act.before_digest = act.after_digest = seen_digest
    return row


def take_back(batch: Batch, *, by: User) -> None:
    """Take back one's own attestation of a batch that is not released. Raises Refused."""
    with trail.attempt("take back", batch, by=by) as act:
        standing.claim(batch)
        rows = Attestation.objects.filter(batch=batch, by=by, unseated_at=None)
        require((rows.exists(), NOT_YOURS))
        act.before_digest = digest(batch)
        rows.update(unseated_at=timezone.now())


def refusals(batch: Batch, by: User) -> list[object]:
    """Why somebody may not attest a batch as it is: the one list for button, refusal and tests."""
    live = standing.live(batch)
    checks: tuple[tuple[bool, object], ...] = (
        (may(by, Verb.ATTEST, batch), FORBIDDEN),
        (by.pk not in standing.involved(batch), OWN),
        (by.pk not in {each.by_id for each in live}, TWICE),
        (len(live) < standing.ENOUGH, ENOUGH),
        *((False, each.sentence) for each in report(batch).blockers),
    )
    return [reason for holds, reason in checks if not holds]
