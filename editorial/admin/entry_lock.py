"""Why a form is only to be read at this moment, in a sentence, and where that can be mended."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.drafting import history
from editorial.drafting.entries import IN_REVIEW, UNDER_REVIEW
from editorial.models import Entry, Issue, User
from editorial.roles import Verb

NOT_YOURS = _("Your role lets you read this entry, not change it.")


@dataclass(frozen=True)
class Lock:
    """``where`` leads to the page that opens the lock, for whoever may go there."""

    sentence: object
    where: str = ""
    way: object = ""


def of_issue(issue: Issue, user: User) -> Lock | None:
    """Released for good, or scheduled and locked until somebody unschedules it; for everyone alike."""
    if issue.state == Issue.State.RELEASED:
        return Lock(history.CLOSED)
    if issue.state != Issue.State.SCHEDULED:
        return None
    if not roles.may(user, Verb.SCHEDULE, issue):
        return Lock(history.LOCKED)
    return Lock(history.LOCKED, reverse("desk:editorial_issue_release", args=[issue.pk]), _("Unschedule…"))


def of_entry(entry: Entry, user: User) -> Lock | None:
    """The issue's lock, or the entry's own: in review it is read-only for all but its reviewers."""
    if not roles.may(user, Verb.EDIT, entry):
        return Lock(NOT_YOURS)
    if lock := of_issue(entry.section.part.issue, user):
        return lock
    if entry.state in UNDER_REVIEW and not roles.may(user, Verb.SUGGEST, entry):
        return Lock(IN_REVIEW)
    return None


def shut(lock: Lock | None, *shown: BaseForm) -> Lock | None:
    """Make every control of some forms one to be read, where there is a lock."""
    for form in shown if lock else ():
        for field in form.fields.values():
            field.disabled = True
    return lock
