"""Who is on what: what every person has in hand in the open issues, and what they wrote and signed week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.models import Masthead
from editorial.admin.agenda import Line, address_of, entry_address
from editorial.admin.due import Due
from editorial.admin.watch import Watch
from editorial.models import Revision, SignOff, User
from editorial.review.facts import DRAFTS

WEEKS = 8


@dataclass
class Load:
    """What one person has in hand, whoever else could do it too."""

    person: User
    writing: list[Line] = field(default_factory=list)
    reviewing: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return sorted([*self.writing, *self.reviewing], key=Line.urgency)

    @property
    def total(self) -> int:
        return len(self.writing) + len(self.reviewing)

    @property
    def overdue(self) -> int:
        return sum(bool(line.due and line.due.overdue) for line in self.lines)

    @property
    def next(self) -> Due | None:
        return next((line.due for line in self.lines if line.due), None)

    def by_masthead(self) -> list[tuple[Masthead, list[Line]]]:
        """Where what is in hand belongs, most urgent line first in each."""
        found: dict[int, tuple[Masthead, list[Line]]] = {}
        for line in self.lines:
            found.setdefault(line.issue.masthead_id, (line.issue.masthead, []))[1].append(line)
        return list(found.values())


@dataclass(frozen=True)
class Week:
    """Entries that a person worked on and sign-offs that they gave in the week from ``monday``."""

    monday: date
    written: int
    signed: int


def loads(watches: Iterable[Watch]) -> list[Load]:
    """Everybody who has something in hand in these issues: whoever is late first, then whoever has most."""
    found: dict[int, Load] = {}
    for watch in watches:
        _writing(watch, found)
        _reviewing(watch, found)
    return sorted(found.values(), key=lambda load: (-load.overdue, -load.total, load.person.name))


def weeks(people: Sequence[User], mastheads: Any, today: date | None = None) -> dict[int, list[Week]]:
    """The last ``WEEKS`` weeks of each person, this one last; weeks begin on Monday where the desk is."""
    today = today or timezone.localdate()
    mondays = [today - timedelta(days=today.weekday(), weeks=back) for back in reversed(range(WEEKS))]
    here: dict[str, Any] = {"issue__masthead__in": mastheads, "at__date__gte": mondays[0], "by__in": people}
    written = _weekly(Revision.objects.filter(entry__isnull=False, **here), Count("entry", distinct=True))
    signed = _weekly(SignOff.objects.filter(**here), Count("pk"))
    return {each.pk: [Week(day, written[each.pk, day], signed[each.pk, day]) for day in mondays] for each in people}


def _weekly(rows: Any, count: Count) -> dict[tuple[int, date], int]:
    counted = rows.annotate(week=TruncWeek("at")).order_by().values("by", "week").annotate(count=count)
    found: dict[tuple[int, date], int] = defaultdict(int)
    for row in counted:
        found[row["by"], timezone.localtime(row["week"]).date()] = row["count"]
    return found


def _writing(watch: Watch, found: dict[int, Load]) -> None:
    for target in watch.targets():
        entry, writer, assignment = watch.entry(target), watch.writer(target), watch.assigned(target)
        if writer is None or entry.state not in DRAFTS:
            continue
        due = watch.due(assignment.due_at if assignment else None)
        line = Line("write", entry.title, entry_address(entry), watch.issue, _("to write"), "", due)
        found.setdefault(writer.pk, Load(writer)).writing.append(line)


def _reviewing(watch: Watch, found: dict[int, Load]) -> None:
    for stage in watch.facts.stages:
        for target in watch.unsigned(stage):
            assignment = watch.assigned(target, stage)
            if assignment is None:
                continue
            due = watch.due(assignment.due_at)
            title, address = str(watch.facts.row(target)), address_of(watch, target, "review")
            line = Line("review", title, address, watch.issue, stage.name, "", due)
            found.setdefault(assignment.to_id, Load(assignment.to)).reviewing.append(line)
