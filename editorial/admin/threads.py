"""Threads of remarks as a page shows them to one person: what is quoted still, who may settle what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from editorial.models import Entry, Issue, Part, Remark, User
from editorial.review import discussing
from editorial.review.discussing import Row
from editorial.roles import Verb, may

# Nothing is said, settled or suggested in an issue that is out, or fixed to go out.
SHUT = (Issue.State.RELEASED, Issue.State.SCHEDULED)


@dataclass(frozen=True)
class Thread:
    """The first remark with its replies; ``is_torn`` when the passage no longer stands in the text."""

    first: Remark
    replies: tuple[Remark, ...]
    is_torn: bool
    resolves: bool
    reopens: bool

    @property
    def row(self) -> Row:
        return discussing.row_of(self.first)


@dataclass(frozen=True)
class Desk:
    """What one person may say about a row, and to whom."""

    row: Row
    says: bool
    demands: bool
    people: tuple[User, ...]

    @property
    def field(self) -> str:
        """The name under which a form names the row; the issue needs none."""
        return "entry" if isinstance(self.row, Entry) else "part" if isinstance(self.row, Part) else ""


def of_entry(entry: Entry, user: User) -> list[Thread]:
    return _threads(Remark.objects.filter(entry=entry), user)


def of_issue(issue: Issue, user: User) -> list[Thread]:
    """Everything that is said about an issue, its parts and the entries that stand in it."""
    about = Q(entry__section__part__issue=issue) | Q(entry=None, issue=issue)
    return _threads(Remark.objects.filter(about), user)


def desk_for(row: Row, user: User, *, is_open: bool = True) -> Desk:
    says = is_open and may(user, Verb.REMARK, row)
    people = tuple(person for person in discussing.readers(row) if person != user) if says else ()
    return Desk(row, says, says and may(user, Verb.RETURN, row), people)


def _threads(remarks: QuerySet[Remark], user: User) -> list[Thread]:
    """Open ones first, must-fix before others; resolved ones last."""
    people = remarks.select_related("by", "guest", "resolved_by")
    rows = people.select_related("issue__masthead", "part__issue__masthead", "entry__section__part__issue__masthead")
    replies: dict[int, list[Remark]] = defaultdict(list)
    firsts = []
    for row in rows.order_by("pk"):
        if row.thread_id is None:
            firsts.append(row)
        else:
            replies[row.thread_id].append(row)
    firsts.sort(key=lambda each: (each.resolved_at is not None, not each.must_fix, each.pk))
    return [_thread(each, replies[each.pk], user) for each in firsts]


def _thread(first: Remark, replies: Iterable[Remark], user: User) -> Thread:
    is_torn = bool(first.passage and first.entry and not discussing.stands_in(first.passage, first.entry))
    is_resolved = first.resolved_at is not None
    is_open = discussing.issue_of(discussing.row_of(first)).state not in SHUT
    return Thread(
        first,
        tuple(replies),
        is_torn,
        is_open and not is_resolved and discussing.may_resolve(user, first),
        is_open and is_resolved and discussing.may_reopen(user, first),
    )
