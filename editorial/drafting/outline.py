"""Arranging an issue: the order of its entries, its headings and dates, and what is held over to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused, require
from editorial.drafting import history
from editorial.models import Entry, Issue, Part, Section, Submission, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to arrange this issue.")
NO_NEXT = _("There is no open issue after this one to hold the entry over to; open the next issue first.")
NO_PLACE = _("The next issue has no section “%(section)s” to take this entry.")


def move(entry: Entry, section: Section, place: int, *, by: User, seen_version: int) -> None:
    """Put ``entry`` at ``place`` (from 1; beyond the end is the end) of ``section`` in the same issue.

    ``seen_version`` is the issue's. Raises Refused.
    """
    origin = entry.section.part
    require(
        (may(by, Verb.ARRANGE, entry) and may(by, Verb.ARRANGE, section), FORBIDDEN),
        (section.part.issue_id == origin.issue_id, _("An entry moves within its issue; to leave it, hold it over.")),
    )
    with transaction.atomic():
        history.claim_outline(origin.issue, seen_version=seen_version)
        _insert(entry, section, place)
        for part in {origin.pk: origin, section.part_id: section.part}.values():
            history.keep_part(part, by=by)
        history.trace("move", entry, masthead=origin.issue.masthead, by=by)


def hold_over(entry: Entry, *, by: User, seen_version: int) -> Issue:
    """Move ``entry`` to the same section of the next open issue, a draft again; returns that issue. Raises Refused."""
    require((may(by, Verb.ARRANGE, entry), FORBIDDEN))
    origin = entry.section.part
    with transaction.atomic():
        history.claim_outline(origin.issue, seen_version=seen_version)
        target = _same_section(entry.section, _next_open(origin.issue))
        history.claim_outline(target.part.issue)
        _insert(entry, target, place=_last(target) + 1)
        Entry.objects.filter(pk=entry.pk).update(state=Entry.State.DRAFT, version=F("version") + 1)
        Submission.objects.filter(entry=entry, ended_at=None).update(ended_at=timezone.now())
        for part in (origin, target.part):
            history.keep_part(part, by=by)
        history.trace("hold over", entry, masthead=origin.issue.masthead, by=by, remark=str(target.part.issue))
    return target.part.issue


def revise_issue(issue: Issue, changes: Mapping[str, Any], *, by: User, seen_version: int) -> None:
    """Save changed front matter. Raises Refused."""
    require((may(by, Verb.ARRANGE, issue), FORBIDDEN))
    with transaction.atomic():
        history.claim_outline(issue, seen_version=seen_version)
        if _unchanged(issue, changes):
            transaction.set_rollback(True)
            return
        Issue.objects.filter(pk=issue.pk).update(**changes)
        history.trace("edit", issue, masthead=issue.masthead, by=by, after_digest=history.keep_issue(issue, by=by))


def revise_part(part: Part, changes: Mapping[str, Any], *, by: User, seen_version: int) -> None:
    """Save a part's heading, dates or compiler; ``seen_version`` is the issue's. Raises Refused."""
    require((may(by, Verb.ARRANGE, part), FORBIDDEN))
    with transaction.atomic():
        history.claim_outline(part.issue, seen_version=seen_version)
        if _unchanged(part, changes):
            transaction.set_rollback(True)
            return
        Part.objects.filter(pk=part.pk).update(**changes)
        history.trace("edit", part, masthead=part.issue.masthead, by=by, after_digest=history.keep_part(part, by=by))


def revise_section(section: Section, changes: Mapping[str, Any], *, by: User, seen_version: int) -> None:
    """Save a section's heading; the change is its part's. Raises Refused."""
    require((may(by, Verb.ARRANGE, section), FORBIDDEN))
    with transaction.atomic():
        history.claim_outline(section.part.issue, seen_version=seen_version)
        if _unchanged(section, changes):
            transaction.set_rollback(True)
            return
        Section.objects.filter(pk=section.pk).update(**changes)
        kept = history.keep_part(section.part, by=by)
        history.trace("edit", section, masthead=section.part.issue.masthead, by=by, after_digest=kept)


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
    following = Issue.objects.filter(masthead=issue.masthead, number__gt=issue.number)
    found = following.exclude(state=Issue.State.RELEASED).order_by("number").first()
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
