"""When each step of one issue is due: counted back from its date by the masthead's rhythm, or set by hand.

The week: the release falls on ``dated_on``, or on the last working day before it. The other steps fall into the week of
that day, or into the one before when the release day of that week, moved before holidays, is still to come; so an issue
dated on a Monday is made in the week before. Every step is due on its own weekday; on a holiday it moves earlier, to
the last Chinese working day before; and no step is due after the next one, however many fall on one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.reading.workdays import Workdays
from bulletin.refusal import Refused, require
from editorial import roles
from editorial.drafting import history, rhythm, trail
from editorial.drafting.rhythm import RELEASE, Due
from editorial.drafting.workdays import House
from editorial.models import Deadline, Issue, User
from editorial.roles import Verb

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)

FORBIDDEN = _("Your role does not allow you to change the due dates of this issue.")


@dataclass(frozen=True)
class Date:
    """One step of an issue and the instant at which it is due."""

    code: str
    name: str
    due_at: datetime


def dates(due: Sequence[Due], dated_on: date, zone: ZoneInfo, workdays: Workdays) -> list[Date]:
    """The due dates of an issue of that date, in the order of the rhythm's steps; instants in UTC.

    A time that the clocks skip counts as the instant at which it would have come; one shown twice, as the first.
    """
    release = next((each for each in due if each.code == RELEASE), None)
    if release is None:
        return []
    released_on = last_working(dated_on, workdays)
    monday = _own_week(release, released_on, workdays) - release.week * _WEEK
    found: list[Date] = []
    for each in reversed(due):
        nominal = released_on if each.code == RELEASE else monday + each.week * _WEEK + (each.weekday - 1) * _DAY
        instant = _instant(last_working(nominal, workdays), each.time, zone)
        found.insert(0, Date(each.code, each.name, min(instant, found[0].due_at) if found else instant))
    return found


def last_working(day: date, workdays: Workdays) -> date:
    """The day, or the last working day before it."""
    while not workdays.works(day):
        day -= _DAY
    return day


def of_masthead(masthead: Masthead, dated_on: date) -> list[Date]:
    """What an issue of that date gets by the rhythm of its masthead."""
    return dates(rhythm.of(masthead), dated_on, masthead.zone, House())


def lay(issue: Issue, *, only_ahead: bool = False) -> None:
    """The due dates of a new issue, inside the caller's attempt; none without a date or a rhythm.

    ``only_ahead`` leaves out an issue whose release is past: a back number that came in is nobody's overdue work.
    """
    dated_on = Issue.objects.values_list("dated_on", flat=True).get(pk=issue.pk)
    found = of_masthead(issue.masthead, dated_on) if dated_on else []
    if only_ahead and (not found or found[-1].due_at < timezone.now()):
        return
    _write(issue, found)


def revise(issue: Issue, due_at: Mapping[str, datetime], *, by: User, seen_version: int) -> None:
    """Set the due dates of one issue by hand: aware instants by the code of their step; a step left out has none.

    Raises Refused.
    """
    with trail.attempt("due dates", issue, by=by) as act:
        require((roles.may(by, Verb.ASSIGN, issue), FORBIDDEN))
        known = {step.code: step.name for step in rhythm.steps(issue.masthead)}
        wanted = [Date(code, name, due_at[code]) for code, name in known.items() if code in due_at]
        unknown = [rhythm.NO_SUCH_STEP % {"step": code} for code in due_at if code not in known]
        reasons = [*unknown, *rhythm.out_of_order((each.name, each.due_at) for each in wanted)]
        if reasons:
            raise Refused(reasons)
        history.claim_outline(issue, seen_version=seen_version)
        present = of(issue)
        act.before_digest, act.after_digest = digest(present), digest(wanted)
        if act.before_digest == act.after_digest:
            act.void()
        issue.deadlines.all().delete()
        _write(issue, wanted)


def of(issue: Issue) -> list[Date]:
    """The due dates of an issue as they stand, in the order in which they come."""
    rows: QuerySet[Deadline] = issue.deadlines.all()
    return [Date(row.code, row.name, row.due_at) for row in rows]


def digest(found: Iterable[Date]) -> str:
    """SHA-256 of the canonical JSON of due dates."""
    return shape.digest(sorted([each.code, each.due_at.astimezone(UTC).isoformat()] for each in found))


def _own_week(release: Due, released_on: date, workdays: Workdays) -> date:
    """The Monday of the week whose steps end with a release on that day."""
    monday = released_on - (released_on.isoweekday() - 1) * _DAY
    while last_working(monday + (release.weekday - 1) * _DAY, workdays) > released_on:
        monday -= _WEEK
    return monday


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def _write(issue: Issue, found: Iterable[Date]) -> None:
    Deadline.objects.bulk_create(
        Deadline(issue=issue, code=each.code, name=each.name, due_at=each.due_at) for each in found
    )
