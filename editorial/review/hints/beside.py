"""What hints compare an issue with, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from bulletin import richtext
from bulletin.models import DocumentType, PublishedAuthority, PublishedEntry
from editorial.drafting import workdays
from editorial.models import Deadline, Issue, LinkCheck, Part, Section, Suggestion
from editorial.review.facts import Facts
from editorial.review.hints import earlier
from editorial.review.hints.earlier import Earlier

# From how many published entries of a kind on, and in which share of them, something counts as usual.
ENOUGH, USUAL = 5, 0.8


@dataclass(frozen=True)
class Usual:
    """What entries of a document type usually have."""

    number: bool
    authority: bool
    date: bool


@dataclass(frozen=True)
class Window:
    """The coverage of a part, or of an issue, in the issue before this one."""

    issue: Issue
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True)
class Beside:
    """``usual`` is by document type, ``windows`` by the code of a part ("" for the issue's own), the rest by entry."""

    release_on: date | None
    calendar: workdays.House
    usual: Mapping[str, Usual]
    windows: Mapping[str, Window]
    earlier: tuple[Earlier, ...]
    suggestions: Mapping[int, int]
    sections: tuple[Section, ...]
    texts: Mapping[int, str]
    links: Mapping[int, LinkCheck]
    series: tuple[tuple[str, str, str], ...]


def gather(facts: Facts) -> Beside:
    entries = facts.assembled.entries()
    return Beside(
        release_on=_release_on(facts.issue),
        calendar=workdays.House(),
        usual=_usual(facts),
        windows=_windows(facts),
        earlier=earlier.gather(facts),
        suggestions=_suggestions([entry.pk for entry in entries]),
        sections=tuple(section for part in facts.assembled.parts for section in part.sections.all()),
        texts={entry.pk: richtext.text_of(entry.body_html) for entry in entries},
        links=_links([entry.pk for entry in entries]),
        series=_series(facts),
    )


def _release_on(issue: Issue) -> date | None:
    """The day of the planned release where the rhythm gave one, else the day that the issue is dated."""
    planned = Deadline.objects.filter(issue=issue, code="release").first()
    if planned is None:
        return issue.dated_on
    return planned.due_at.astimezone(issue.masthead.zone).date()


def _usual(facts: Facts) -> dict[str, Usual]:
    """By what was published at this masthead; where that is too little, the statutory kinds have all three.

    Source: GB/T 9704—2012 (7.2.5, 7.3.5) gives every 公文 a number, an issuing authority and a date.
    """
    named = {entry.document_type for entry in facts.assembled.entries() if entry.document_type}
    statutory = DocumentType.objects.filter(name__in=named, statutory=True).values_list("name", flat=True)
    found = {name: Usual(True, True, True) for name in statutory}
    for row in _counted(facts.issue, named):
        if row["all"] >= ENOUGH:
            shares = (row[name] / row["all"] >= USUAL for name in ("numbered", "issued", "dated"))
            found[row["document_type"]] = Usual(*shares)
    return found


def _counted(issue: Issue, document_types: set[str]) -> list[dict[str, Any]]:
    issued = Exists(PublishedAuthority.objects.filter(entry=OuterRef("pk")))
    rows = PublishedEntry.objects.filter(
        edition__masthead=issue.masthead_id, edition__superseded_by=None, document_type__in=document_types
    )
    counted = (
        rows.order_by()
        .values("document_type")
        .annotate(
            all=Count("pk"),
            numbered=Count("pk", filter=~Q(document_number="")),
            issued=Count("pk", filter=Q(issued)),
            dated=Count("pk", filter=Q(signed_on__isnull=False) | Q(published_on__isnull=False)),
        )
    )
    return [dict(row) for row in counted]


def _windows(facts: Facts) -> dict[str, Window]:
    """Of every part the last regular or combined issue before this one that had it; special issues join nothing."""
    issue = facts.issue
    if issue.form == Issue.Form.SPECIAL:
        return {}
    before = Issue.objects.filter(masthead=issue.masthead_id, number__lt=issue.number).exclude(form=Issue.Form.SPECIAL)
    last = before.order_by("-number").values("pk")[:4]
    found: dict[str, Window] = {}
    for part in Part.objects.filter(issue__in=last).select_related("issue").order_by("-issue__number"):
        found.setdefault(part.code, Window(part.issue, part.covers_from_on, part.covers_to_on))
        found.setdefault("", Window(part.issue, part.issue.covers_from_on, part.issue.covers_to_on))
    return found


def _suggestions(entries: list[int]) -> dict[int, int]:
    rows = Suggestion.objects.filter(entry__in=entries, state=Suggestion.State.OPEN)
    return dict(rows.order_by().values_list("entry").annotate(count=Count("pk")))


def _links(entries: list[int]) -> dict[int, LinkCheck]:
    """The newest answered question about each entry's source address."""
    done = LinkCheck.objects.filter(entry__in=entries, state=LinkCheck.State.DONE).order_by("pk")
    return {check.entry_id: check for check in done}


def _series(facts: Facts) -> tuple[tuple[str, str, str], ...]:
    """Number, kind and leading authority of what was published of the years that this issue's numbers name."""
    years = {entry.number_canonical[:5] for entry in facts.assembled.entries() if entry.number_canonical[4:5] == "年"}
    named = Q(pk__in=[])
    for year in sorted(years):
        named |= Q(entry__document_number__startswith=year)
    rows = PublishedAuthority.objects.filter(
        named, position=1, entry__edition__masthead=facts.issue.masthead_id, entry__edition__superseded_by=None
    ).exclude(entry__edition__number=facts.issue.number)
    return tuple(rows.order_by().values_list("entry__document_number", "entry__document_type", "name"))
