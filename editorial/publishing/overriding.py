"""特批发布: a chief releases without a sign-off, says why, and somebody else must answer for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import partial
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused, require
from editorial import roles, telling
from editorial.drafting import trail
from editorial.models import Membership, Message, Override, User
from editorial.review import readiness
from editorial.review.facts import Facts
from editorial.review.findings import SIGN_OFF_CODES, Finding
from editorial.roles import Verb, may

SHORTEST, LONGEST = 20, 500
# Twenty characters of prose have more different ones than this; "好的好的好的…" has two.
FEWEST_DIFFERENT = 8
FORBIDDEN = _("Only a chief may release without review.")
NOTHING_MISSING = _("No sign-off is missing, so this issue is released the usual way.")
A_CORRECTION = _("A correction is never released without review: what is wrong has waited already.")
TOO_SHORT = _("Say why in %(count)s characters or more; spaces and repeated characters do not count.")
TOO_LONG = _("Say why in no more than %(count)s characters; it is printed in the imprint.")
NO_ANSWER = _("Write what you looked at and what you found.")
OWN = _("You released this issue without review, so somebody else must answer for it.")
NOT_YOURS = _("Your role does not answer for a release without review.")
ANOTHER_CHIEF = _("This masthead has another chief, so a chief must answer for it.")
ANSWERED = _("Somebody has answered for this release already.")


def tidy(reason: str) -> str:
    """As it is printed: one line, without space around it."""
    return " ".join(reason.split())


def refusals(found: Iterable[Finding], reason: str) -> list[object]:
    """Why an issue with these findings may not go out even by override: it passes over missing sign-offs alone."""
    findings = list(found)
    others: list[object] = [each for each in findings if each.code not in SIGN_OFF_CODES]
    return [
        *others,
        *_when(len(others) == len(findings), NOTHING_MISSING),
        *_when(weight(reason) < SHORTEST, TOO_SHORT % {"count": SHORTEST}),
        *_when(len(reason) > LONGEST, TOO_LONG % {"count": LONGEST}),
    ]


def weight(reason: str) -> int:
    """How many characters a reason really has: no space, nothing unseen, no character typed over and over."""
    seen = [each for each in reason if unicodedata.category(each)[0] in "LNPS"]
    runs = [len(list(run)) for _character, run in groupby(seen)]
    if len(set(seen)) < FEWEST_DIFFERENT:
        return len(set(seen))
    return sum(length if length < 3 else 1 for length in runs)


def flag(facts: Facts, edition: Edition, reason: str, *, by: User) -> Override:
    """Put a release on the report of those without review and tell every chief, whoever did it too.

    Runs in the transaction that releases.
    """
    issue = facts.issue
    missing = dict.fromkeys(str(each) for each in readiness.blockers(facts) if each.code in SIGN_OFF_CODES)
    row = Override.objects.create(
        issue=issue, edition=edition, reason=reason, missing=list(missing), by=by, at=timezone.now()
    )
    tell = partial(telling.tell, masthead=issue.masthead, about=issue, issue=issue, remark=reason)
    tell(Message.Event.OVERRIDDEN, chiefs(issue.masthead), by=by)
    # Nobody is told of what they did themself; this is a receipt, in case it was somebody else in their name.
    tell(Message.Event.OVERRIDDEN, [by])
    return row


def answer(override: Override, *, text: str, by: User) -> None:
    """Answer for a release without review, once and for good. Raises Refused with every reason."""
    text = text.strip()
    with trail.attempt("answer", override, by=by) as act:
        require((bool(text), NO_ANSWER), *((False, reason) for reason in answer_refusals(override, by)))
        rows = Override.objects.filter(pk=override.pk, answered_at=None)
        if not rows.update(answered_by=by, answered_at=timezone.now(), answer=text):
            raise Refused([ANSWERED])
        act.remark = text


def answer_refusals(override: Override, by: User) -> list[object]:
    """Why somebody may not answer for a release: their own, not a reviewer, or a second chief is there to do it."""
    if by.pk == override.by_id:
        return [OWN]
    if not may(by, Verb.ANSWER, override):
        return [NOT_YOURS]
    others = chiefs(override.issue.masthead).exclude(pk=override.by_id)
    return [*_when(others.exists() and not others.filter(pk=by.pk).exists(), ANOTHER_CHIEF)]


def unanswered(mastheads: Iterable[Masthead]) -> QuerySet[Override]:
    """The flags that are still up, oldest first."""
    rows = Override.objects.filter(answered_at=None, issue__masthead__in=mastheads)
    return rows.select_related("issue__masthead", "by").order_by("pk")


def chiefs(masthead: Masthead) -> QuerySet[User]:
    """Everybody who is a chief of a masthead today."""
    return roles.holders(Membership.Role.CHIEF, masthead)


def _when(holds: bool, sentence: object) -> list[object]:
    return [sentence] if holds else []
