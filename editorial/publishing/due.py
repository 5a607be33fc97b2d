"""Releasing what is due: each scheduled issue once, whoever else tries, and the failure of one stops no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Edition
from bulletin.recording import Blob, Rendition
from bulletin.refusal import Refused
from editorial import telling
from editorial.drafting import trail
from editorial.models import Deadline, Issue, Message, Proof, SignOff
from editorial.publishing import carrying, overriding, press
from editorial.review import readiness
from editorial.review.facts import Facts, gather

# How long a planned release may be past before the chiefs hear of it: the machine itself needs a moment.
GRACE = timedelta(minutes=5)
CHANGED = _("This issue is no longer what was frozen. Unschedule it and schedule it anew.")
REVOKED = _("A sign-off was revoked after this issue was frozen. Unschedule it and have it signed anew.")
SCHEDULED_FOR = _("scheduled for %(instant)s")
FAILURES = (Refused, OSError, DatabaseError, shape.SnapshotError)


@dataclass(frozen=True)
class Outcome:
    """What became of one issue that was due: an edition, or the reason why it still waits (new, or known already)."""

    issue: Issue
    edition: Edition | None = None
    refusal: str = ""
    is_news: bool = True


def release_due(now: datetime | None = None) -> list[Outcome]:
    """Release every scheduled issue whose hour has come; what another process released meanwhile is left out."""
    now = now or timezone.now()
    due = Proof.objects.filter(release_at__lte=now).order_by("release_at", "issue__masthead", "issue__number")
    outcomes = (_try(pk, now) for pk in due.values_list("pk", flat=True))
    return [each for each in outcomes if each is not None]


def tell_late(now: datetime | None = None) -> None:
    """Tell the chiefs, once, of every issue whose planned release has passed without an edition.

    What was scheduled is planned for that hour, everything else for the one that the rhythm of the masthead gave it.
    """
    rhythm = Deadline.objects.filter(issue=OuterRef("pk"), code="release").values("due_at")
    planned = Issue.objects.annotate(planned_at=Coalesce("proof__release_at", Subquery(rhythm)))
    late = planned.exclude(state=Issue.State.RELEASED).filter(planned_at__lt=(now or timezone.now()) - GRACE)
    for issue in late.select_related("masthead"):
        with transaction.atomic():
            telling.tell(
                Message.Event.LATE,
                overriding.chiefs(issue.masthead),
                masthead=issue.masthead,
                about=issue,
                issue=issue,
                key=f"late {issue.pk} {issue.planned_at.timestamp():.0f}",
            )


def _try(pk: int, now: datetime) -> Outcome | None:
    proof = Proof.objects.select_related("issue__masthead", "by").filter(pk=pk).first()
    if proof is None:
        return None
    try:
        edition = _release(proof, now)
    except FAILURES as failure:
        return _note(proof, str(failure))
    return Outcome(proof.issue, edition) if edition else None


def _release(proof: Proof, now: datetime) -> Edition | None:
    """Record what was frozen, if its sign-offs still hold; None when somebody else was first."""
    snapshot, rendition = shape.loads(bytes(proof.snapshot)), _rendition(proof)
    carrying.require_held(snapshot, rendition)
    with transaction.atomic(), trail.acting("release", proof.issue, by=proof.by) as act:
        if not _claimed(proof, now):
            act.void()
            return None
        facts = gather(proof.issue_id)
        _require_as_frozen(facts, proof, snapshot)
        Proof.objects.filter(pk=proof.pk).delete()
        prepared = press.Prepared(facts, snapshot, rendition)
        edition = press.publish(prepared, waiting=Issue.State.SCHEDULED, not_before=proof.release_at)
        act.before_digest = act.after_digest = press.signed_digest(snapshot)
        act.remark = str(SCHEDULED_FOR % {"instant": proof.release_at.isoformat()})
    return edition


def _claimed(proof: Proof, now: datetime) -> bool:
    """Hold the issue's row; then nobody unschedules, moves or releases it until this transaction ends."""
    rows = Issue.objects.filter(pk=proof.issue_id, state=Issue.State.SCHEDULED)
    held = rows.update(generation=F("generation") + 1)
    return bool(held) and Proof.objects.filter(pk=proof.pk, release_at__lte=now).exists()


def _require_as_frozen(facts: Facts, proof: Proof, snapshot: shape.Snapshot) -> None:
    reasons: list[object] = [*dict.fromkeys(str(found) for found in readiness.blockers(facts))]
    if facts.assembled.digest != press.signed_digest(snapshot):
        reasons.append(CHANGED)
    if SignOff.objects.filter(issue=facts.issue, revoked_at__gte=proof.at).exists():
        reasons.append(REVOKED)
    if reasons:
        raise Refused(reasons)


def _rendition(proof: Proof) -> Rendition:
    html, pdf = Blob(proof.html_digest, proof.html_size), Blob(proof.pdf_digest, proof.pdf_size)
    return Rendition(html, pdf, proof.pages, proof.renderer)


def _note(proof: Proof, refusal: str) -> Outcome:
    """Write the reason where the desk shows it, and tell the chiefs; again only when the reason is another."""
    with transaction.atomic():
        is_news = Proof.objects.filter(pk=proof.pk).exclude(refusal=refusal).update(refusal=refusal) > 0
        if is_news:
            trail.refuse("release", proof.issue, by=proof.by, remark=refusal)
            telling.tell(
                Message.Event.UNRELEASED,
                overriding.chiefs(proof.issue.masthead),
                masthead=proof.issue.masthead,
                about=proof.issue,
                issue=proof.issue,
                remark=refusal,
                key=f"unreleased {proof.pk} {proof.release_at.timestamp():.0f}",
            )
    return Outcome(proof.issue, refusal=refusal, is_news=is_news)
