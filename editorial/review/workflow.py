"""Putting up for review, recalling, returning: the only functions that write the state of an entry or an issue.

Each is checks → change → trace in one transaction, and refuses with every reason.
"""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused, require
from editorial import roles
from editorial.drafting import history, trail
from editorial.drafting.trail import Act
from editorial.models import Entry, Issue, Remark, Submission, User
from editorial.review import readiness, rules
from editorial.review.facts import ISSUE, Facts, Target, gather
from editorial.roles import Verb

Row = Entry | Issue
FORBIDDEN = _("Your role does not allow this step of the review.")
DRAFTS = (Entry.State.DRAFT, Entry.State.RETURNED)


def submit(row: Row, *, by: User, seen_version: int | None = None) -> None:
    """Put an entry up for review, or an issue with all its drafts; ``seen_version`` is the row's. Raises Refused."""
    with trail.attempt("submit", row, by=by) as act:
        require((roles.may(by, Verb.SUBMIT, row), FORBIDDEN))
        issue = _claim(row, seen_version)
        facts = gather(issue.pk)
        _name_digest(act, facts)
        if isinstance(row, Issue):
            _submit_issue(facts, by=by)
        else:
            _submit_entry(facts, _target(facts, row), by=by)


def recall(row: Row, *, by: User, seen_version: int | None = None) -> None:
    """Take a submission back, which its submitter and editors may until the first sign-off. Raises Refused."""
    with trail.attempt("recall", row, by=by) as act:
        issue = _claim(row, seen_version)
        facts = gather(issue.pk)
        _name_digest(act, facts)
        target = ISSUE if isinstance(row, Issue) else _target(facts, row)
        submission = facts.submissions.get(target)
        _require_recallable(facts, target, submission, row, by)
        for each in _open_beneath(facts, target) if target == ISSUE else [target]:
            _end(facts, each, Entry.State.DRAFT)


def send_back(row: Row, *, by: User, remark: str, seen_version: int | None = None) -> None:
    """Return an entry, or a submitted issue, to whoever submitted it; the remark says why. Raises Refused."""
    with trail.attempt("return", row, by=by) as act:
        issue = _claim(row, seen_version)
        facts = gather(issue.pk)
        _name_digest(act, facts)
        target = ISSUE if isinstance(row, Issue) else _target(facts, row)
        require(
            (roles.may(by, Verb.RETURN, row), FORBIDDEN),
            (bool(remark.strip()), _("Say in a remark what must be changed.")),
            (_in_review(facts, target), rules.NOT_SUBMITTED % {"target": row}),
        )
        _end(facts, target, Entry.State.RETURNED)
        entry = row if isinstance(row, Entry) else None
        Remark.objects.create(issue=issue, entry=entry, text=remark.strip(), by=by, at=timezone.now())
        act.remark = remark.strip()


def _name_digest(act: Act, facts: Facts) -> None:
    """No step of the review changes a text: the digest before it is the one after it."""
    target = ISSUE if isinstance(act.row, Issue) else _target(facts, act.row)
    act.before_digest = act.after_digest = facts.digest(target)


def _submit_issue(facts: Facts, *, by: User) -> None:
    issue = facts.issue
    reasons: list[object] = [*readiness.completeness(facts)]
    if issue.state == Issue.State.SUBMITTED and not _drafts(facts):
        reasons.append(_("This issue is in review already."))
    if reasons:
        raise Refused(reasons)
    for target in _drafts(facts):
        _submit_entry(facts, target, by=by)
    if issue.state == Issue.State.OPEN:
        Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SUBMITTED)
        _open_submission(facts, ISSUE, by=by)


def _submit_entry(facts: Facts, target: Target, *, by: User) -> None:
    entry = facts.row(target)
    moved = Entry.objects.filter(pk=entry.pk, state__in=DRAFTS).update(
        state=Entry.State.SUBMITTED, version=F("version") + 1
    )
    require(
        (bool(moved), _("“%(entry)s” is in review already.") % {"entry": entry}),
        (isinstance(entry, Entry) and bool(entry.body_html), _("“%(entry)s” has no text.") % {"entry": entry}),
    )
    _open_submission(facts, target, by=by)


def _open_submission(facts: Facts, target: Target, *, by: User) -> None:
    digest = facts.digest(target)
    Submission.objects.create(issue=facts.issue, entry_id=target.entry_id, digest=digest, by=by, at=timezone.now())


def _require_recallable(facts: Facts, target: Target, submission: Submission | None, row: Row, by: User) -> None:
    own = submission is not None and submission.by_id == by.pk
    beneath = [target, *_open_beneath(facts, target)]
    signed = any(facts.live(stage, each) for stage in facts.stages for each in beneath if each in facts.signed)
    require(
        (roles.may(by, Verb.RECALL, row) and (own or roles.may(by, Verb.ARRANGE, row)), FORBIDDEN),
        (_in_review(facts, target), rules.NOT_SUBMITTED % {"target": row}),
        (not signed, _("“%(row)s” has been signed already; ask a reviewer to return it.") % {"row": row}),
    )


def _open_beneath(facts: Facts, target: Target) -> list[Target]:
    """What an issue's submission opened besides itself: its entries and the issue."""
    if target != ISSUE:
        return []
    return [each for each in facts.submissions if each.entry_id is not None] + [ISSUE]


def _end(facts: Facts, target: Target, state: str) -> None:
    """End a submission: an entry falls to ``state``, the issue to open (its entries stay as they are)."""
    if target == ISSUE:
        Issue.objects.filter(pk=facts.issue.pk).update(state=Issue.State.OPEN)
    else:
        Entry.objects.filter(pk=facts.row(target).pk).update(state=state, version=F("version") + 1)
    Submission.objects.filter(issue=facts.issue, entry=target.entry_id, ended_at=None).update(ended_at=timezone.now())


def _in_review(facts: Facts, target: Target) -> bool:
    row = facts.row(target)
    if isinstance(row, Entry):
        return row.state not in DRAFTS
    return facts.issue.state == Issue.State.SUBMITTED


def _drafts(facts: Facts) -> list[Target]:
    return [target for target, row in facts.rows.items() if isinstance(row, Entry) and row.state in DRAFTS]


def _target(facts: Facts, entry: Entry) -> Target:
    return next(target for target in facts.rows if target.entry_id == entry.pk)


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
