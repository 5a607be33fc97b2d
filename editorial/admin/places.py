"""Where a finding is mended: the one function that gives it an address on the desk."""

from __future__ import annotations

from django.urls import reverse

from editorial.admin.headings import FrontForm, PartForm
from editorial.models import Entry, Issue, Part
from editorial.review import corrected
from editorial.review.facts import Facts
from editorial.review.findings import Finding

# Fields of an entry that stand on its page under another anchor than their own.
ANCHORS = {"body_html": "panel-body", "effective": "rows-effective", "attachments": "rows-attachments"}
PANELS = ("review", "remarks", "suggestions")


def address_of(finding: Finding, facts: Facts, *, arranges: bool = True) -> str:
    """The page and the field where a finding is mended; who may not arrange is led to the issue's outline instead."""
    row = facts.row(finding.target)
    if finding.place == corrected.PLACE:
        page = reverse("desk:editorial_issue_correction", args=[facts.issue.pk])
        return f"{page}#entry-{row.pk}" if isinstance(row, Entry) else page
    if isinstance(row, Entry):
        return _of_entry(row, finding.place)
    if isinstance(row, Part):
        return _of_part(row, finding.place, arranges=arranges)
    return _of_issue(row, finding.place, arranges=arranges)


def _of_entry(entry: Entry, place: str) -> str:
    address = reverse(f"desk:editorial_{entry.kind}_change", args=[entry.pk])
    return f"{address}#{place if place in PANELS else ANCHORS.get(place, f'id_{place}')}"


def _of_part(part: Part, place: str, *, arranges: bool) -> str:
    if arranges and place in PartForm.base_fields:
        return f"{reverse('desk:editorial_issue_part', args=[part.issue_id, part.pk])}#id_{place}"
    return f"{_outline(part.issue_id)}#{place if place.startswith('section-') else f'part-{part.pk}'}"


def _of_issue(issue: Issue, place: str, *, arranges: bool) -> str:
    if arranges and place in FrontForm.base_fields:
        return f"{reverse('desk:editorial_issue_front', args=[issue.pk])}#id_{place}"
    if place == "plan":
        return reverse("desk:editorial_plan_changelist")
    return f"{_outline(issue.pk)}#{place if place in PANELS else 'issue'}"


def _outline(issue_id: int) -> str:
    return reverse("desk:editorial_issue_change", args=[issue_id])
