"""Sign-offs that a changed plan leaves without a second pair of eyes; it runs in the attempt that changes the plan."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models import Issue, SignOff, User
from editorial.review.facts import Facts, Target, covers, gather

ALONE = _("The plan of review changed, and nobody else has signed what this person wrote or submitted.")


def revoke_stranded(issue: Issue, *, by: User) -> None:
    """Revoke what rested on a sign-off of somebody else that counts no more, until nothing more falls with it."""
    while stranded := _stranded(gather(issue.pk)):
        rows = SignOff.objects.filter(pk__in=stranded)
        rows.update(revoked_at=timezone.now(), revoked_by=by, revoked_reason=str(ALONE))


def _stranded(facts: Facts) -> list[int]:
    return [
        each.pk
        for target, each in facts.live_sign_offs()
        if any(_is_own_and_unread(facts, level, each.by_id) for level in facts.within(target))
    ]


def _is_own_and_unread(facts: Facts, level: Target, person_id: int) -> bool:
    """Whether a person wrote or submitted something that nobody else has signed since."""
    if any(each.by_id != person_id and covers(place, level) for place, each in facts.live_sign_offs()):
        return False
    submission = facts.submissions.get(level)
    read = [each.at for each in facts.signed.get(level, ()) if each.by_id != person_id]
    changes = (each for each in facts.changes.get(level, ()) if not read or each.at >= read[-1])
    return any(each.by_id == person_id for each in changes) or bool(submission and submission.by_id == person_id)
