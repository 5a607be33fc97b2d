"""The first page of the desk: the open issues with what they wait for, and what waits for the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bulletin.models import Masthead
from editorial import roles
from editorial.admin import panels
from editorial.admin.panels import Panel, StageLine
from editorial.models import Entry, Issue, SourceDocument, User
from editorial.review.facts import gather
from editorial.roles import Verb

MOST_ROWS = 20


@dataclass(frozen=True)
class OpenIssue:
    """An issue that is not released, as one person sees it."""

    issue: Issue
    panel: Panel
    returned: tuple[Entry, ...]

    @property
    def entries(self) -> int:
        return len(self.panel.facts.assembled.entries())

    @property
    def to_sign(self) -> list[StageLine]:
        return [line for line in self.panel.stages if line.offered and line.missing and not line.reasons]

    @property
    def to_release(self) -> bool:
        return not self.panel.readiness and str(Verb.RELEASE) in self.panel.steps

    @property
    def waits(self) -> bool:
        return bool(self.to_sign or self.to_release or self.returned)


def page(user: User) -> dict[str, Any]:
    seen = roles.mastheads(user, Verb.VIEW)
    issues = Issue.objects.filter(masthead__in=seen).exclude(state=Issue.State.RELEASED)
    opened = [_open_issue(issue, user) for issue in issues.order_by("masthead", "number")[:MOST_ROWS]]
    return {
        "open_issues": opened,
        "waiting": [each for each in opened if each.waits],
        "released": Issue.objects.filter(masthead__in=seen, state=Issue.State.RELEASED).select_related("masthead")[:5],
        "documents": _documents(user),
        "may_import": Verb.IMPORT in roles.granted(user),
        "startable": startable(user),
    }


def _open_issue(issue: Issue, user: User) -> OpenIssue:
    facts = gather(issue.pk)
    mine = [each for each in facts.assembled.entries() if each.state == Entry.State.RETURNED]
    returned = tuple(each for each in mine if each.created_by_id == user.pk)
    return OpenIssue(facts.issue, panels.panel(facts, user), returned)


def _documents(user: User) -> Any:
    """What came in and is not accepted yet."""
    rows = SourceDocument.objects.filter(masthead__in=roles.mastheads(user, Verb.IMPORT), issue=None)
    return rows.select_related("masthead", "by")[:MOST_ROWS]


def startable(user: User) -> list[Masthead]:
    """Mastheads at which the person may open the next issue."""
    return list(roles.mastheads(user, Verb.OPEN).filter(issues__isnull=False).distinct())
