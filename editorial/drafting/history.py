"""What every mutation of an issue does besides its change: claim the version, keep the revision."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.refusal import Refused
from editorial import assembly
from editorial.models import Entry, Issue, Part, Revision, User

STALE = _("Somebody else changed this in the meantime. Look at the present text before you go on.")
CLOSED = _("This issue is released; what was published is corrected by a new revision, not edited.")
LOCKED = _("This issue is scheduled for release and locked; unschedule it before you change anything.")
_SHUT: dict[str, object] = {Issue.State.RELEASED: CLOSED, Issue.State.SCHEDULED: LOCKED}


def claim(issue: Issue) -> None:
    """Raise the issue's generation inside the caller's transaction; whoever claims second waits, and then sees.

    For changes of an entry's content or review. Raises Refused when the issue is released, or locked for its release.
    """
    _raise(issue, generation=F("generation") + 1)


def claim_outline(issue: Issue, *, seen_version: int | None = None) -> None:
    """The same for changes of the issue itself, which raise its version too.

    Raises Refused when the issue is released or locked, or is no longer at ``seen_version``.
    """
    _raise(issue, seen_version, version=F("version") + 1, generation=F("generation") + 1)


def keep_entry(entry: Entry, *, by: User) -> str:
    """Record the present content of an entry; returns its digest."""
    content = assembly.entry_of(Entry.objects.prefetch_related("attachments").get(pk=entry.pk))
    issue_id = entry.section.part.issue_id
    return _keep(content, issue_id=issue_id, entry_id=entry.pk, by=by)


def keep_part(part: Part, *, by: User) -> str:
    """Record what the part adds to its entries: heading, dates, sections and the order of entries."""
    # The row at hand may still be as it was before the change.
    part = Part.objects.get(pk=part.pk)
    order = Entry.objects.filter(section__part=part).order_by("position", "pk").values_list("section", "pk")
    entries = list(order)
    frame = {
        "part": shape.to_json(assembly.heading_of(part)) | {"sections": None},
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "level": section.level,
                "entries": [pk for section_id, pk in entries if section_id == section.pk],
            }
            for section in part.sections.order_by("position", "pk")
        ],
    }
    return _keep(frame, issue_id=part.issue_id, part_id=part.pk, by=by)


def keep_issue(issue: Issue, *, by: User) -> str:
    """Record what the issue adds to its parts: masthead, front matter, corrections, and their order."""
    row = Issue.objects.select_related("masthead").get(pk=issue.pk)
    printed = {"masthead": shape.to_json(assembly.masthead_of(row.masthead)), "corrections": row.corrections}
    frame = {
        "issue": shape.to_json(assembly.front_matter_of(row)) | printed,
        "parts": list(row.parts.order_by("position", "pk").values_list("code", flat=True)),
    }
    return _keep(frame, issue_id=issue.pk, by=by)


def _raise(issue: Issue, seen_version: int | None = None, **counters: CombinedExpression) -> None:
    rows = Issue.objects.filter(pk=issue.pk).exclude(state__in=_SHUT)
    if seen_version is not None:
        rows = rows.filter(version=seen_version)
    if not rows.update(**counters):
        state = Issue.objects.values_list("state", flat=True).get(pk=issue.pk)
        raise Refused([_SHUT.get(state, STALE)])


def _keep(content: Any, *, by: User, **where: int) -> str:
    digest = shape.digest(content)
    Revision.objects.create(digest=digest, content=shape.canonical(content), by=by, at=timezone.now(), **where)
    return digest
