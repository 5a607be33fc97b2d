"""What other pages show of corrections: that one is under way, and which revisions a number has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template import Library
from django.urls import reverse

from bulletin import recording
from bulletin.models import Edition
from editorial.drafting import published
from editorial.models import Correction, Entry, Issue

register = Library()


@dataclass(frozen=True)
class RevisionLine:
    edition: Edition
    address: str
    correction: Correction | None

    @property
    def is_signed(self) -> bool:
        return self.edition.occasion not in Edition.REMOVALS


@register.inclusion_tag("editorial/correction/_banner.html")
def correction_of(issue: Issue) -> dict[str, Any]:
    """Nothing unless a correction is under way."""
    correction = published.under_way(issue) if issue.state != Issue.State.RELEASED else None
    if correction is None:
        return {"correction": None}
    return {
        "correction": correction,
        "revision": recording.next_revision(issue.masthead, issue.number),
        "entries": Entry.objects.filter(corrected__correction=correction).order_by("ref"),
        "address": reverse("desk:editorial_issue_correction", args=[issue.pk]),
    }


@register.inclusion_tag("editorial/correction/_revisions.html")
def revisions_of(issue: Issue) -> dict[str, Any]:
    """Nothing of an issue that has not appeared."""
    return {"issue": issue, "revisions": list(_revisions(issue))}


def _revisions(issue: Issue) -> Iterator[RevisionLine]:
    editions = list(published.editions(issue).defer("snapshot"))
    made = {row.edition_id: row for row in _corrections(issue)} if len(editions) > 1 else {}
    for at, edition in enumerate(editions):
        number = [issue.masthead.code, issue.number]
        # The newest stands at the issue's own address, as readers know it.
        address = reverse("archive:revision-issue", args=[*number, edition.revision]) if at else ""
        yield RevisionLine(edition, address or reverse("archive:issue", args=number), made.get(edition.pk))


def _corrections(issue: Issue) -> Any:
    return Correction.objects.filter(issue=issue, edition__isnull=False).select_related("by", "carried_to__masthead")
