"""定时发布: a signed issue is frozen and rendered ahead, locked, and recorded when its hour has come.

Nothing of it is public before: its Proof lies on the desk, its files in the store under digests that no edition names.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.refusal import Refused, require
from editorial.drafting import history, trail
from editorial.models import Deadline, Issue, Proof, User
from editorial.publishing import press
from editorial.publishing.due import Outcome as Outcome
from editorial.publishing.due import release_due as release_due
from editorial.publishing.due import tell_late as tell_late
from editorial.roles import Verb, may

FARTHEST = timedelta(days=366)
FORBIDDEN = _("Your role does not allow you to schedule a release.")
NOT_AHEAD = _("Choose an hour that is still to come.")
TOO_FAR = _("Choose an hour within a year.")
NOT_SCHEDULED = _("This issue is not scheduled.")


def schedule(issue: Issue, *, release_at: datetime, by: User, seen_generation: int | None = None) -> Proof:
    """Freeze and render an issue that is ready, lock it, and have it wait for ``release_at`` (aware).

    Raises Refused with every reason, as a release does, and then the issue is not locked.
    """
    with trail.refusals("schedule", issue, by=by):
        _require_permitted(issue, by, release_at)
        prepared = press.prepare(issue, seen_generation=seen_generation)
        with transaction.atomic(), trail.acting("schedule", issue, by=by) as act:
            _move(issue, Issue.State.SUBMITTED, Issue.State.SCHEDULED, prepared.facts.issue.generation)
            proof = Proof.objects.create(**_columns(prepared), release_at=_utc(release_at), by=by, at=timezone.now())
            act.before_digest = act.after_digest = press.signed_digest(prepared.snapshot)
            act.remark = _utc(release_at).isoformat()
    return proof


def reschedule(issue: Issue, *, release_at: datetime, by: User, seen_generation: int | None = None) -> None:
    """Have a scheduled issue wait for another hour; what was frozen stays as it is. Raises Refused."""
    with trail.attempt("reschedule", issue, by=by) as act:
        _require_permitted(issue, by, release_at)
        _move(issue, Issue.State.SCHEDULED, Issue.State.SCHEDULED, seen_generation)
        Proof.objects.filter(issue=issue).update(release_at=_utc(release_at), by=by, refusal="")
        act.remark = _utc(release_at).isoformat()


def unschedule(issue: Issue, *, by: User, seen_generation: int | None = None) -> None:
    """Unlock an issue, back into review with its sign-offs, and forget what was frozen. Raises Refused."""
    with trail.attempt("unschedule", issue, by=by):
        require((may(by, Verb.SCHEDULE, issue), FORBIDDEN))
        _move(issue, Issue.State.SCHEDULED, Issue.State.SUBMITTED, seen_generation)
        Proof.objects.filter(issue=issue).delete()


def planned(issue: Issue) -> datetime | None:
    """When the rhythm of the masthead wants an issue out."""
    return Deadline.objects.filter(issue=issue, code="release").values_list("due_at", flat=True).first()


def _require_permitted(issue: Issue, by: User, release_at: datetime) -> None:
    now = timezone.now()
    require(
        (may(by, Verb.SCHEDULE, issue), FORBIDDEN),
        (release_at > now, NOT_AHEAD),
        (release_at - now <= FARTHEST, TOO_FAR),
    )


def _move(issue: Issue, waiting: str, state: str, generation: int | None) -> None:
    """Claim an issue that still is as it was seen, and put it into another state."""
    rows = Issue.objects.filter(pk=issue.pk, state=waiting)
    if generation is not None:
        rows = rows.filter(generation=generation)
    if not rows.update(state=state, version=F("version") + 1, generation=F("generation") + 1):
        raise Refused([_why_not(issue, waiting)])


def _why_not(issue: Issue, waiting: str) -> object:
    state = Issue.objects.values_list("state", flat=True).get(pk=issue.pk)
    if state == waiting:
        return history.STALE
    shut: dict[str, object] = {Issue.State.RELEASED: history.CLOSED, Issue.State.SCHEDULED: history.LOCKED}
    return shut.get(state, NOT_SCHEDULED if waiting == Issue.State.SCHEDULED else history.STALE)


def _columns(prepared: press.Prepared) -> dict[str, object]:
    html, pdf = prepared.rendition.html, prepared.rendition.pdf
    return {
        "issue": prepared.facts.issue,
        "snapshot": shape.canonical(prepared.snapshot),
        "html_digest": html.digest,
        "html_size": html.size,
        "pdf_digest": pdf.digest,
        "pdf_size": pdf.size,
        "pages": prepared.rendition.pages,
        "renderer": prepared.rendition.renderer,
        "generation": prepared.facts.issue.generation,
    }


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)
