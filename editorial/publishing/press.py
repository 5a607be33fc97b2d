"""The one publish path: freeze, render, store, record. Until the last step commits, nothing of an issue is public."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import recording, rendering
from bulletin import snapshot as shape
from bulletin.models import Edition
from bulletin.recording import Rendition
from bulletin.refusal import Refused, require
from editorial.drafting import history, published, trail
from editorial.models import Entry, Issue, Submission, User
from editorial.publishing import carrying, correcting, freeze, overriding, sheet
from editorial.review import readiness
from editorial.review.facts import Facts
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to release an issue.")


@dataclass(frozen=True)
class Prepared:
    """An issue as it was frozen, and its stored forms, which nothing public names yet."""

    facts: Facts
    snapshot: shape.Snapshot
    rendition: Rendition


def release(
    issue: Issue, *, by: User, seen_generation: int | None = None, override_reason: str | None = None
) -> Edition:
    """Publish an issue that is ready. Raises Refused with every reason, and then nothing is public.

    ``seen_generation`` is the issue's generation that the releasing person looked at. With ``override_reason`` (特批)
    a chief passes over missing sign-offs, and over nothing else; the edition is flagged.
    """
    if override_reason is not None:
        return _release_unreviewed(issue, override_reason, by=by, seen_generation=seen_generation)
    with trail.refusals("release", issue, by=by):
        require((may(by, Verb.RELEASE, issue), FORBIDDEN))
        prepared = prepare(issue, seen_generation=seen_generation)
        with transaction.atomic(), trail.acting("release", issue, by=by) as act:
            edition = publish(prepared)
            act.before_digest = act.after_digest = signed_digest(prepared.snapshot)
    return edition


def prepare(issue: Issue, *, seen_generation: int | None = None, override: str | None = None) -> Prepared:
    """Freeze, render and store what is ready; nothing of it is public. Raises Refused with every reason."""
    facts = freeze.facts_of(issue)
    _require_ready(facts, seen_generation, override)
    snapshot = freeze.snapshot_of(facts, override=override)
    carrying.carry(snapshot)
    return Prepared(facts, snapshot, carrying.keep(rendering.render(snapshot)))


def publish(prepared: Prepared, *, waiting: str = Issue.State.SUBMITTED, not_before: datetime | None = None) -> Edition:
    """Claim the very generation that was frozen, then record: of two who release, one does.

    Runs in the caller's transaction. ``waiting`` is the state that the issue must still be in. Raises Refused.
    """
    issue = prepared.facts.issue
    claimed = Issue.objects.filter(pk=issue.pk, state=waiting, generation=issue.generation)
    if not claimed.update(state=Issue.State.RELEASED, version=F("version") + 1):
        raise Refused([history.STALE])
    edition = recording.record(
        prepared.snapshot, prepared.rendition, released_at=instant(issue.masthead_id, not_before)
    )
    correcting.finish(issue, edition)
    _settle(prepared.facts, prepared.snapshot)
    imprint = prepared.snapshot.imprint
    sheet.keep(prepared.facts, edition, override=imprint.override if imprint else None)
    return edition


def signed_digest(snapshot: shape.Snapshot) -> str:
    """The digest that the issue's sign-offs name: without the imprint."""
    return shape.issue_digest(replace(snapshot, imprint=None))


def _release_unreviewed(issue: Issue, reason: str, *, by: User, seen_generation: int | None) -> Edition:
    reason = overriding.tidy(reason)
    with trail.refusals("override", issue, by=by):
        require(
            (may(by, Verb.OVERRIDE, issue), overriding.FORBIDDEN),
            (published.under_way(issue) is None, overriding.A_CORRECTION),
        )
        prepared = prepare(issue, seen_generation=seen_generation, override=reason)
        with transaction.atomic(), trail.acting("override", issue, by=by) as act:
            edition = publish(prepared)
            overriding.flag(prepared.facts, edition, reason, by=by)
            act.before_digest = act.after_digest = signed_digest(prepared.snapshot)
            act.remark = reason
    return edition


def _require_ready(facts: Facts, seen_generation: int | None, override: str | None) -> None:
    found = readiness.blockers(facts)
    reasons: list[object] = [*(found if override is None else overriding.refusals(found, override))]
    if facts.issue.state == Issue.State.SCHEDULED:
        reasons.append(history.LOCKED)
    if seen_generation is not None and seen_generation != facts.issue.generation:
        reasons = [history.STALE, *reasons]
    if reasons:
        raise Refused(reasons)


def instant(masthead_id: int, not_before: datetime | None = None) -> datetime:
    """Now; but editions of a masthead follow one another even where the clock of this machine was set back."""
    newest = Edition.objects.filter(masthead=masthead_id).aggregate(newest=Max("released_at"))["newest"]
    after = newest + timedelta(microseconds=1) if newest else None
    return max(instant for instant in (timezone.now(), not_before, after) if instant is not None)


def _settle(facts: Facts, snapshot: shape.Snapshot) -> None:
    """Entries keep for good the refs under which they were published; what was submitted no longer waits."""
    entries = facts.assembled.entries()
    for row, frozen in zip(entries, snapshot.entries(), strict=True):
        row.ref = frozen.ref or ""
    Entry.objects.bulk_update(entries, ["ref"], batch_size=200)
    Submission.objects.filter(issue=facts.issue, ended_at=None).update(ended_at=timezone.now())
