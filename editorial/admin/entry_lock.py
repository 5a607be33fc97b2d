"""Why a form is only to be read at this moment, in a sentence, and where that can be mended."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.drafting import history, published
from editorial.drafting.entries import IN_REVIEW, UNDER_REVIEW
from editorial.models import Entry, Issue, User
from editorial.publishing import correcting
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
    """The issue's lock, or the entry's own: it is gone, readers have it, or its reviewers alone may change it."""
    if entry.removal:
        return _of_removed(entry)
    if not roles.may(user, Verb.EDIT, entry):
        return Lock(NOT_YOURS)
    issue = entry.section.part.issue
    if lock := of_issue(issue, user):
        return lock
    if entry.pk and not published.is_changeable(entry):
        page = reverse("desk:editorial_issue_correction", args=[issue.pk])
        return Lock(published.NOT_TAKEN_UP % {"entry": entry}, page, _("Open the correction"))
    if entry.state in UNDER_REVIEW and not roles.may(user, Verb.SUGGEST, entry):
        return Lock(IN_REVIEW)
    return None


def _of_removed(entry: Entry) -> Lock:
    newest = published.editions(entry.section.part.issue).values_list("pk", flat=True)[0]
    page = reverse("desk:bulletin_edition_standing", args=[newest])
    return Lock(correcting.GONE % {"entry": entry}, page, _("Revisions, withdrawals"))


def shut(lock: Lock | None, *shown: BaseForm) -> Lock | None:
    """Make every control of some forms one to be read, where there is a lock."""
    for form in shown if lock else ():
        for field in form.fields.values():
            field.disabled = True
    return lock
