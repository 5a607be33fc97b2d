"""The first page of the desk: what waits for the person, how far the open issues are, and who is on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bulletin.models import Masthead
from editorial import roles
from editorial.admin import agenda, progress
from editorial.admin.due import Due
from editorial.admin.loads import loads
from editorial.admin.progress import NextStep, Row
from editorial.admin.watch import Watch, watch_all
from editorial.drafting import published
from editorial.models import Candidate, Correction, Issue, SourceDocument, Stage, User
from editorial.review import readiness
from editorial.roles import Verb

MOST_ROWS = 20


@dataclass(frozen=True)
class OpenIssue:
    """An issue that is not released, or is being corrected, and how far it is."""

    issue: Issue
    entries: int
    stages: tuple[Stage, ...]
    rows: list[Row]
    release: Due | None
    next_step: NextStep | None
    correction: Correction | None


def page(user: User) -> dict[str, Any]:
    seen = roles.mastheads(user, Verb.VIEW)
    issues = Issue.objects.filter(masthead__in=seen).exclude(state=Issue.State.RELEASED)
    opened = list(issues.order_by("masthead", "number").values_list("pk", flat=True)[:MOST_ROWS])
    watches = watch_all(opened)
    corrected = {row.issue_id: row for row in published.being_corrected().filter(issue__in=opened)}
    return {
        "groups": agenda.agenda(watches, user, _releasable(watches, user)),
        "open_issues": [_open_issue(each, corrected.get(each.issue.pk)) for each in watches],
        "loads": loads(watches),
        "released": Issue.objects.filter(masthead__in=seen, state=Issue.State.RELEASED).select_related("masthead")[:5],
        "documents": _documents(user),
        "pooled": Candidate.objects.filter(
            masthead__in=roles.mastheads(user, Verb.IMPORT), state=Candidate.State.WAITING
        ).count(),
        "may_import": Verb.IMPORT in roles.granted(user),
        "sees_issues": seen.exists(),
        "startable": startable(user),
    }


def _releasable(watches: list[Watch], user: User) -> Iterator[Issue]:
    """Issues that wait for nothing but the hand of somebody who may release them."""
    for watch in watches:
        waits = watch.issue.state == Issue.State.SUBMITTED and roles.may(user, Verb.RELEASE, watch.issue)
        if waits and not readiness.blockers(watch.facts):
            yield watch.issue


def _open_issue(watch: Watch, correction: Correction | None) -> OpenIssue:
    return OpenIssue(
        watch.issue,
        len(watch.targets()),
        watch.facts.stages,
        progress.grid(watch),
        progress.release_due(watch),
        progress.next_step(watch),
        correction,
    )


def _documents(user: User) -> Any:
    """What came in and nobody took anything of yet."""
    waiting = SourceDocument.objects.exclude(state=SourceDocument.State.FAILED).filter(issue=None, candidates=None)
    rows = waiting.filter(masthead__in=roles.mastheads(user, Verb.IMPORT))
    return rows.select_related("masthead", "by")[:MOST_ROWS]


def startable(user: User) -> list[Masthead]:
    """Mastheads at which the person may open the next issue."""
    return list(roles.mastheads(user, Verb.OPEN).filter(issues__isnull=False).distinct())
