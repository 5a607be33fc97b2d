"""Opening an issue (开编): from the previous one, or from a reading that was accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import entries, history, trail
from editorial.models import Issue, Part, Section, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to open an issue.")
NO_PREVIOUS = _("This masthead has no issue yet to take parts and sections from; import its first one.")
TAKEN = _("Number %(number)s of %(masthead)s exists already.")


def open_next(masthead: Masthead, *, by: User) -> Issue:
    """The next number: coverage that joins the previous one's, the same parts and sections. Raises Refused."""
    with trail.attempt("open", masthead, by=by) as act:
        require((may(by, Verb.OPEN, masthead), FORBIDDEN))
        previous = masthead.issues.order_by("-number").first()
        if previous is None:
            raise Refused([NO_PREVIOUS])
        whole = assembly.assemble(previous.pk).snapshot
        days = masthead.days_between_issues
        parts = [_next_part(part, days) for part in whole.parts]
        issue = build(masthead, _next_front(whole.issue, days), parts, by=by)
        act.row, act.after_digest = issue, assembly.assemble(issue.pk).digest
    return issue


def create(masthead: Masthead, front: shape.Issue, parts: Iterable[shape.Part], *, by: User) -> Issue:
    """A new issue of given matter, as one mutation. Raises Refused when the number is taken."""
    with trail.attempt("open", masthead, by=by) as act:
        issue = build(masthead, front, parts, by=by)
        act.row, act.after_digest = issue, assembly.assemble(issue.pk).digest
    return issue


def build(masthead: Masthead, front: shape.Issue, parts: Iterable[shape.Part], *, by: User) -> Issue:
    """All rows of a new issue with its parts, sections and entries, inside the caller's attempt.

    Raises Refused when the number is taken.
    """
    try:
        with transaction.atomic():
            issue = Issue.objects.create(masthead=masthead, **_columns(front))
    except IntegrityError as error:
        raise Refused([TAKEN % {"number": front.number, "masthead": masthead}]) from error
    for position, part in enumerate(parts, start=1):
        _create_part(issue, part, position, by=by)
    history.keep_issue(issue, by=by)
    return issue


def next_number(masthead: Masthead) -> int:
    last = masthead.issues.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _create_part(issue: Issue, part: shape.Part, position: int, *, by: User) -> None:
    row = Part.objects.create(
        issue=issue,
        position=position,
        code=part.code or f"part-{position}",
        title=part.title or "",
        covers_from_on=part.covers_from_on,
        covers_to_on=part.covers_to_on,
        compiler=part.compiler or "",
        compiled_on=part.compiled_on,
    )
    for place, section in enumerate(part.sections, start=1):
        _create_section(row, section, place, by=by)
    history.keep_part(Part.objects.get(pk=row.pk), by=by)


def _create_section(part: Part, section: shape.Section, position: int, *, by: User) -> None:
    row = Section.objects.create(
        part=part,
        position=position,
        code=section.code or f"section-{position}",
        title=section.title or "",
        level=section.level or "",
    )
    for place, entry in enumerate(section.entries, start=1):
        history.keep_entry(entries.create(row, entry, position=place, by=by), by=by)


def _columns(front: shape.Issue) -> dict[str, object]:
    return {
        "number": front.number,
        "number_label": front.number_label or "",
        "year_number": front.year_number,
        "title": front.title or "",
        "dated_on": front.dated_on,
        "covers_from_on": front.covers_from_on,
        "covers_to_on": front.covers_to_on,
        "next_dated_on": front.next_dated_on,
        "highlights": list(front.highlights),
        "boxes": list(front.boxes),
    }


def _next_front(front: shape.Issue, days: int) -> shape.Issue:
    dated_on = _later(front.next_dated_on, 0) or _later(front.dated_on, days)
    same_year = bool(front.dated_on and dated_on and front.dated_on[:4] == dated_on[:4])
    return shape.Issue(
        number=(front.number or 0) + 1,
        year_number=None if front.year_number is None else (front.year_number + 1 if same_year else 1),
        dated_on=dated_on,
        next_dated_on=_later(dated_on, days),
        covers_from_on=_later(front.covers_to_on, 1),
        covers_to_on=_later(front.covers_to_on, days),
    )


def _next_part(part: shape.Part, days: int) -> shape.Part:
    return replace(
        part,
        covers_from_on=_later(part.covers_to_on, 1),
        covers_to_on=_later(part.covers_to_on, days),
        compiled_on=None,
        sections=tuple(replace(section, entries=()) for section in part.sections),
    )


def _later(day: str | None, days: int) -> str | None:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if day else None
