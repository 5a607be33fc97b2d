"""Revoking what somebody signed, because it was not them or not freely: it holds nowhere that is not released."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import Refused, require
from editorial import roles
from editorial.drafting import history, trail
from editorial.models import Attestation, BackIssue, Entry, Issue, SignOff, User
from editorial.review import rules
from editorial.review.facts import gather
from editorial.roles import Verb

FORBIDDEN = _("Only a chief revokes sign-offs.")
NO_REASON = _("Say why these sign-offs cannot be trusted.")
NOTHING = _("%(person)s has signed nothing that is not released.")
LOCKED = _("“%(issue)s” is scheduled and locked; unschedule it first.")


def revoke_sign_offs(person: User, *, reason: str, masthead: Masthead, by: User) -> int:
    """Revoke every sign-off that ``person`` gave, or that was given for them, at issues not released.

    Returns how many they were. What is released stands as it was printed. Raises Refused with every reason.
    """
    with trail.attempt("revoke sign-offs", masthead, by=by) as act:
        rows, attested = of_person(person, masthead), attested_by(person, masthead)
        issues = Issue.objects.filter(pk__in=rows.values("issue"))
        locked = issues.filter(state=Issue.State.SCHEDULED)
        require(
            (roles.may(by, Verb.REVOKE, masthead), FORBIDDEN),
            (bool(reason.strip()), NO_REASON),
            (rows.exists() or attested.exists(), NOTHING % {"person": person}),
            *((False, LOCKED % {"issue": issue}) for issue in locked),
        )
        for issue in issues.order_by("pk"):
            _claim(issue)
        count = rows.update(revoked_at=timezone.now(), revoked_by=by, revoked_reason=reason.strip())
        count += attested.update(unseated_at=timezone.now())
        for issue in Issue.objects.filter(masthead=masthead).exclude(state=Issue.State.RELEASED):
            _unapprove(issue)
        act.remark = f"{person}: {reason.strip()}"
    return count


def of_person(person: User, masthead: Masthead) -> QuerySet[SignOff]:
    """What a person signed, or a deputy for them, at issues of a masthead that are not released."""
    theirs = Q(by=person) | Q(deputy_for=person)
    rows = SignOff.objects.filter(theirs, issue__masthead=masthead, revoked_at=None)
    return rows.exclude(issue__state=Issue.State.RELEASED)


def attested_by(person: User, masthead: Masthead) -> QuerySet[Attestation]:
    """What a person attested of back issues; what is recorded of them stands, the rest is not recorded."""
    unrecorded = BackIssue.objects.filter(batch__masthead=masthead).exclude(state=BackIssue.State.RECORDED)
    return Attestation.objects.filter(by=person, batch__in=unrecorded.order_by().values("batch"), unseated_at=None)


def _claim(issue: Issue) -> None:
    """An issue that was scheduled or released meanwhile refuses, and then nothing is revoked."""
    try:
        history.claim(issue)
    except Refused as refused:
        raise Refused([f"{issue}: {reason}" for reason in refused.reasons]) from refused


def _unapprove(issue: Issue) -> None:
    """Entries that lost a sign-off wait for it again."""
    facts = gather(issue.pk)
    short = [target.entry_id for target in facts.rows if target.entry_id and not rules.fully_signed(facts, target)]
    Entry.objects.filter(pk__in=short, state=Entry.State.APPROVED).update(
        state=Entry.State.SUBMITTED, version=F("version") + 1
    )
