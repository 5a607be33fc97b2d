"""Arranging an issue: the order of its entries, its headings and dates, and what is held over to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import history, published, trail
from editorial.drafting.trail import Act
from editorial.models import Assignment, Entry, Issue, Part, Section, Submission, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to arrange this issue.")
NO_NEXT = _("There is no open issue after this one to hold the entry over to; open the next issue first.")
NO_PLACE = _("The next issue has no section “%(section)s” to take this entry.")


def move(entry: Entry, section: Section, place: int, *, by: User, seen_version: int) -> None:
    """Put ``entry`` at ``place`` (from 1; beyond the end is the end) of ``section`` in the same issue.

    ``seen_version`` is the issue's. Raises Refused.
    """
    origin = entry.section.part
    with trail.attempt("move", entry, by=by) as act:
        require(
            (may(by, Verb.ARRANGE, entry) and may(by, Verb.ARRANGE, section), FORBIDDEN),
            (
                section.part.issue_id == origin.issue_id,
                _("An entry moves within its issue; to leave it, hold it over."),
            ),
        )
        with _outline_of(origin.issue, act, seen_version):
            published.require_movable(origin.issue)
            _insert(entry, section, place)
            for part in {origin.pk: origin, section.part_id: section.part}.values():
                history.keep_part(part, by=by)


def hold_over(entry: Entry, *, by: User, seen_version: int) -> Issue:
    """Move ``entry`` to the same section of the next open issue, a draft again; returns that issue. Raises Refused."""
    origin = entry.section.part
    with trail.attempt("hold over", entry, by=by) as act:
        require((may(by, Verb.ARRANGE, entry), FORBIDDEN))
        with _outline_of(origin.issue, act, seen_version):
            published.require_movable(origin.issue)
            target = _same_section(entry.section, _next_open(origin.issue))
            history.claim_outline(target.part.issue)
            _insert(entry, target, place=_last(target) + 1)
            Entry.objects.filter(pk=entry.pk).update(state=Entry.State.DRAFT, version=F("version") + 1)
            Submission.objects.filter(entry=entry, ended_at=None).update(ended_at=timezone.now())
            Assignment.objects.filter(entry=entry).update(issue=target.part.issue)
            for part in (origin, target.part):
                history.keep_part(part, by=by)
        act.remark = str(target.part.issue)
    return target.part.issue


def revise_issue(issue: Issue, changes: Mapping[str, Any], *, by: User, seen_version: int) -> None:
    """Save changed front matter. Raises Refused."""
    with _revising(issue, issue, changes, by=by, seen_version=seen_version):
        history.keep_issue(issue, by=by)


def revise_part(part: Part, changes: Mapping[str, Any], *, by: User, seen_version: int) -> None:
    """Save a part's heading, dates or compiler; ``seen_version`` is the issue's. Raises Refused."""
    with _revising(part, part.issue, changes, by=by, seen_version=seen_version):
        history.keep_part(part, by=by)


def revise_section(section: Section, changes: Mapping[str, Any], *, by: User, seen_version: int) -> None:
    """Save a section's heading; the change is its part's. Raises Refused."""
    with _revising(section, section.part.issue, changes, by=by, seen_version=seen_version):
        history.keep_part(section.part, by=by)


@contextmanager
def _revising(
    row: Issue | Part | Section, issue: Issue, changes: Mapping[str, Any], *, by: User, seen_version: int
) -> Iterator[None]:
    """Change the columns of a heading and let the caller keep its revision; nothing when they are as they were."""
    with trail.attempt("edit", row, by=by) as act:
        require((may(by, Verb.ARRANGE, row), FORBIDDEN))
        with _outline_of(issue, act, seen_version):
            if _unchanged(row, changes):
                act.void()
            type(row).objects.filter(pk=row.pk).update(**changes)
            yield


@contextmanager
def _outline_of(issue: Issue, act: Act, seen_version: int) -> Iterator[None]:
    """Claim the issue as it was seen; the act gets its digests before and after the change."""
    history.claim_outline(issue, seen_version=seen_version)
    act.before_digest = assembly.assemble(issue.pk).digest
    yield
    act.after_digest = assembly.assemble(issue.pk).digest


def _unchanged(row: Any, changes: Mapping[str, Any]) -> bool:
    present = type(row).objects.get(pk=row.pk)
    return all(getattr(present, name) == value for name, value in changes.items())


def _insert(entry: Entry, section: Section, place: int) -> None:
    """Renumber the positions of ``section`` with ``entry`` at ``place``."""
    order = list(section.entries.exclude(pk=entry.pk).order_by("position", "pk").values_list("pk", flat=True))
    order.insert(max(place, 1) - 1, entry.pk)
    Entry.objects.filter(pk=entry.pk).update(section=section)
    rows = {row.pk: row for row in Entry.objects.filter(pk__in=order).only("pk", "position")}
    moved = []
    for position, pk in enumerate(order, start=1):
        if rows[pk].position != position:
            rows[pk].position = position
            moved.append(rows[pk])
    Entry.objects.bulk_update(moved, ["position"], batch_size=200)


def _next_open(issue: Issue) -> Issue:
    """The next issue that takes what is left over: no special one, it has its own subject, and none that appeared."""
    following = Issue.objects.filter(masthead=issue.masthead, number__gt=issue.number).exclude(form=Issue.Form.SPECIAL)
    making = following.exclude(state=Issue.State.RELEASED).exclude(pk__in=published.being_corrected().values("issue"))
    found = making.order_by("number").first()
    if found is None:
        raise Refused([NO_NEXT])
    return found


def _same_section(section: Section, issue: Issue) -> Section:
    found = Section.objects.filter(part__issue=issue, part__code=section.part.code, code=section.code).first()
    if found is None:
        raise Refused([NO_PLACE % {"section": section}])
    return found


def _last(section: Section) -> int:
    return section.entries.aggregate(last=Max("position"))["last"] or 0
