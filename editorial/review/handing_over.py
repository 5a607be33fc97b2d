"""When somebody leaves: their open work goes to another in one step; what they signed stays, unless it is revoked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import require
from editorial import roles
from editorial.drafting import trail
from editorial.models import Assignment, Deputy, Entry, Issue, Message, User
from editorial.review import assigning
from editorial.review.facts import DRAFTS, Facts, Target, gather
from editorial.roles import Verb
from editorial.telling import tell

FORBIDDEN = _("Only a chief hands over the work of somebody who leaves.")
NOT_THEMSELF = _("Work is handed over to somebody else.")
NO_READER = _("%(person)s may not see this masthead.")
WORK_OF = _("the open work of %(person)s")


@dataclass(frozen=True)
class HandedOver:
    """How many tasks went over, how many deputyships ended, and why the other tasks lie open for anybody now."""

    tasks: int
    deputyships: int
    left: tuple[str, ...]


def hand_over(leaver: User, *, to: User, masthead: Masthead, by: User) -> HandedOver:
    """Give everything that ``leaver`` has before them at a masthead to ``to``, and end their deputyships.

    A task that ``to`` may not do, for their role or for four eyes, is taken from the leaver and lies open. What the
    leaver submitted comes back to ``to`` should it be returned. Raises Refused.
    """
    with trail.attempt("hand over", masthead, by=by) as act:
        require(
            (roles.may(by, Verb.REVOKE, masthead), FORBIDDEN),
            (leaver != to, NOT_THEMSELF),
            (roles.may(to, Verb.VIEW, masthead), NO_READER % {"person": to}),
        )
        moved, left = 0, []
        for issue in Issue.objects.filter(masthead=masthead).exclude(state=Issue.State.RELEASED):
            facts = gather(issue.pk)
            moved += _claim_writing(facts, leaver, to, by=by)
            for task in Assignment.objects.filter(issue=issue, to=leaver).select_related("stage"):
                reasons = _move(facts, task, to, by=by)
                moved += not reasons
                left += reasons
        ended = _end_deputyships(leaver, masthead)
        if moved:
            about = WORK_OF % {"person": leaver}
            tell(Message.Event.ASSIGNED, [to], masthead=masthead, about=about, by=by)
        act.remark = f"{leaver} → {to}"
    return HandedOver(moved, ended, tuple(dict.fromkeys(str(reason) for reason in left)))


def _move(facts: Facts, task: Assignment, to: User, *, by: User) -> list[object]:
    """Give one task to ``to``; where they cannot do it, nobody has it any more, and the reasons say why."""
    target = assigning.target_of(task, facts)
    reasons = assigning.assigning_refusals(facts, target, task.stage, to) if target is not None else []
    if reasons or target is None:
        Assignment.objects.filter(pk=task.pk).delete()
    else:
        Assignment.objects.filter(pk=task.pk).update(to=to, by=by, at=timezone.now())
    return reasons


def _claim_writing(facts: Facts, leaver: User, to: User, *, by: User) -> int:
    """The writing of what the leaver drafted or submitted and nobody was given: whatever is left of it is ``to``'s."""
    taken = {task.target for task in assigning.tasks_of(facts) if task.assignment.stage is None}
    open_ones = [target for target in _writing_of(facts, leaver) if target not in taken]
    able = [each for each in open_ones if not assigning.assigning_refusals(facts, each, None, to)]
    for target in able:
        assigning.place(facts.issue, target, None, to=to, by=by)
    return len(able)


def _writing_of(facts: Facts, leaver: User) -> Iterator[Target]:
    yield from (target for target, each in facts.submissions.items() if each.by_id == leaver.pk)
    for target, row in facts.rows.items():
        if isinstance(row, Entry) and row.state in DRAFTS and row.created_by_id == leaver.pk:
            yield target


def _end_deputyships(leaver: User, masthead: Masthead) -> int:
    theirs = Q(principal=leaver) | Q(deputy=leaver)
    return Deputy.objects.filter(theirs, masthead=masthead, ended_at=None).update(ended_at=timezone.now())
