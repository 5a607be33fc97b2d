"""Putting up for review, recalling, returning: the only functions that write the state of an entry or an issue.

Each is checks → change → trace → telling in one transaction, and refuses with every reason.
"""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused, require
from editorial import roles
from editorial.drafting import history, trail
from editorial.drafting.trail import Act
from editorial.models import Assignment, Entry, GuestLink, Issue, Message, Part, Remark, SignOff, Submission, User
from editorial.review import assigning, audience, readiness, rules
from editorial.review.facts import DRAFTS, ISSUE, Facts, Target, covers, gather
from editorial.roles import Verb
from editorial.telling import tell

Row = Entry | Issue
FORBIDDEN = _("Your role does not allow this step of the review.")
NO_REMARK = _("Say in a remark what must be changed.")
RETURNED = _("Returned: %(remark)s")
SUBMITTED_IT = _("Its signer has submitted the text since.")


def submit(row: Row, *, by: User, seen_version: int | None = None) -> None:
    """Put an entry up for review, or an issue with all its drafts; ``seen_version`` is the row's. Raises Refused.

    Told is whoever returned it before, else whoever may sign it first.
    """
    with trail.attempt("submit", row, by=by) as act:
        require((roles.may(by, Verb.SUBMIT, row), FORBIDDEN))
        issue = _claim(row, seen_version)
        facts = gather(issue.pk)
        _name_digest(act, facts)
        target = _target(facts, row)
        submitted = _submit_issue(facts, by=by) if target == ISSUE else _submit_entry(facts, target, by=by)
        audience.tell_submitted(gather(issue.pk), submitted, target, by=by)


def recall(row: Row, *, by: User, seen_version: int | None = None) -> None:
    """Take a submission back, which its submitter and editors may until the first sign-off. Raises Refused."""
    with trail.attempt("recall", row, by=by) as act:
        issue = _claim(row, seen_version)
        facts = gather(issue.pk)
        _name_digest(act, facts)
        target = _target(facts, row)
        _require_recallable(facts, target, row, by)
        for each in _open_beneath(facts, target) if target == ISSUE else [target]:
            _end(facts, each, Entry.State.DRAFT)


def send_back(row: Row, *, by: User, remark: str, seen_version: int | None = None) -> None:
    """Return an entry, or a submitted issue, to whoever submitted it; the remark says why. Raises Refused."""
    with trail.attempt("return", row, by=by) as act:
        issue = _claim(row, seen_version)
        facts = gather(issue.pk)
        _name_digest(act, facts)
        target = _target(facts, row)
        require(
            (roles.may(by, Verb.RETURN, row), FORBIDDEN),
            (bool(remark.strip()), NO_REMARK),
            (in_review(facts, target), rules.NOT_SUBMITTED % {"target": row}),
        )
        give_back(facts, target, by=by, remark=remark.strip())
        act.remark = remark.strip()


def give_back(facts: Facts, target: Target, *, by: User, remark: str, guest: GuestLink | None = None) -> None:
    """Return what the caller has judged, in the caller's attempt.

    Sign-offs of it, and of what it lies in, end with it: a text that is objected to is read again, changed or not.
    """
    row, now = facts.row(target), timezone.now()
    covering = [each.pk for place, rows in facts.signed.items() if covers(place, target) for each in rows]
    reason = str(RETURNED % {"remark": remark})
    SignOff.objects.filter(pk__in=covering).update(revoked_at=now, revoked_by=by, revoked_reason=reason)
    writer = _writer(facts, target)
    _end(facts, target, Entry.State.RETURNED, returned_by=by)
    entry = row if isinstance(row, Entry) else None
    about = {"issue": facts.issue, "entry": entry, "digest": facts.digest(target), "guest": guest}
    Remark.objects.create(**about, text=remark, by=by, at=now)
    if writer:
        assigning.place(facts.issue, target, None, to=writer, by=by)
        _tell_returned(facts, row, writer, by=by, remark=remark)


def _tell_returned(facts: Facts, row: Entry | Part | Issue, writer: User, *, by: User, remark: str) -> None:
    issue, entry = facts.issue, row if isinstance(row, Entry) else None
    event = Message.Event.RETURNED
    tell(event, [writer], masthead=issue.masthead, about=row, issue=issue, entry=entry, by=by, remark=remark)


def _name_digest(act: Act, facts: Facts) -> None:
    """No step of the review changes a text: the digest before it is the one after it."""
    act.before_digest = act.after_digest = facts.digest(_target(facts, act.row))


def _submit_issue(facts: Facts, *, by: User) -> list[Target]:
    """Submit the issue and its drafts; returns what that were."""
    issue, drafts = facts.issue, _drafts(facts)
    reasons: list[object] = [*readiness.completeness(facts)]
    if issue.state == Issue.State.SUBMITTED and not drafts:
        reasons.append(_("This issue is in review already."))
    if reasons:
        raise Refused(reasons)
    for target in drafts:
        _submit_entry(facts, target, by=by)
    if issue.state != Issue.State.OPEN:
        return drafts
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SUBMITTED)
    _open_submission(facts, ISSUE, by=by)
    return [*drafts, ISSUE]


def _submit_entry(facts: Facts, target: Target, *, by: User) -> list[Target]:
    entry = facts.row(target)
    moved = Entry.objects.filter(pk=entry.pk, state__in=DRAFTS).update(
        state=Entry.State.SUBMITTED, version=F("version") + 1
    )
    require(
        (bool(moved), _("“%(entry)s” is in review already.") % {"entry": entry}),
        (isinstance(entry, Entry) and bool(entry.body_html), _("“%(entry)s” has no text.") % {"entry": entry}),
    )
    _open_submission(facts, target, by=by)
    return [target]


def _open_submission(facts: Facts, target: Target, *, by: User) -> None:
    """Whoever submits answers for the text, so what they signed of it before no longer counts as another's."""
    digest = facts.digest(target)
    level = target.entry_id
    own = [each.pk for place, rows in facts.signed.items() if place.entry_id == level for each in rows if each.by == by]
    reason = str(SUBMITTED_IT)
    SignOff.objects.filter(pk__in=own).update(revoked_at=timezone.now(), revoked_by=by, revoked_reason=reason)
    Submission.objects.create(issue=facts.issue, entry_id=target.entry_id, digest=digest, by=by, at=timezone.now())


def _require_recallable(facts: Facts, target: Target, row: Row, by: User) -> None:
    submission = facts.submissions.get(target)
    own = submission is not None and submission.by_id == by.pk
    signed = any(_signed_since(facts, each) for each in [target, *_open_beneath(facts, target)])
    require(
        (roles.may(by, Verb.RECALL, row) and (own or roles.may(by, Verb.ARRANGE, row)), FORBIDDEN),
        (in_review(facts, target), rules.NOT_SUBMITTED % {"target": row}),
        (not signed, _("“%(row)s” has been signed already; ask a reviewer to return it.") % {"row": row}),
    )


def _signed_since(facts: Facts, target: Target) -> bool:
    """Whether anybody has signed a target, what lies in it or what it lies in, since it was submitted."""
    submission = facts.submissions.get(target)
    if submission is None:
        return False
    concerned = (rows for place, rows in facts.signed.items() if covers(place, target) or covers(target, place))
    return any(each.at >= submission.at for rows in concerned for each in rows)


def _open_beneath(facts: Facts, target: Target) -> list[Target]:
    """What an issue's submission opened besides itself: its entries and the issue."""
    if target != ISSUE:
        return []
    return [each for each in facts.submissions if each.entry_id is not None] + [ISSUE]


def _writer(facts: Facts, target: Target) -> User | None:
    """To whom a return goes: who submitted it, or since they left who writes it now."""
    submission = facts.submissions.get(target)
    if submission and submission.by.is_active:
        return submission.by
    tasks = Assignment.objects.filter(
        issue=facts.issue, entry=target.entry_id, part=None, stage=None, to__is_active=True
    )
    task = tasks.select_related("to").first()
    return task.to if task else None


def _end(facts: Facts, target: Target, state: str, *, returned_by: User | None = None) -> None:
    """End a submission: an entry falls to ``state``, the issue to open (its entries stay as they are)."""
    if target == ISSUE:
        Issue.objects.filter(pk=facts.issue.pk).update(state=Issue.State.OPEN)
    else:
        Entry.objects.filter(pk=facts.row(target).pk).update(state=state, version=F("version") + 1)
    open_ones = Submission.objects.filter(issue=facts.issue, entry=target.entry_id, ended_at=None)
    open_ones.update(ended_at=timezone.now(), returned_by=returned_by)


def in_review(facts: Facts, target: Target) -> bool:
    """Whether an entry, or the issue itself, is put up for review."""
    row = facts.row(target)
    if isinstance(row, Entry):
        return row.state not in DRAFTS
    return facts.issue.state == Issue.State.SUBMITTED


def _drafts(facts: Facts) -> list[Target]:
    return [target for target, row in facts.rows.items() if isinstance(row, Entry) and row.state in DRAFTS]


def _target(facts: Facts, row: Row) -> Target:
    if isinstance(row, Issue):
        return ISSUE
    return next(target for target in facts.rows if target.entry_id == row.pk)


def _claim(row: Row, seen_version: int | None) -> Issue:
    """Claim the issue of a row, which must still be at the version that was looked at."""
    if isinstance(row, Issue):
        history.claim_outline(row, seen_version=seen_version)
        return row
    issue = row.section.part.issue
    history.claim(issue)
    if seen_version is not None and not Entry.objects.filter(pk=row.pk, version=seen_version).exists():
        raise Refused([history.STALE])
    return issue
