"""Whether what a document says fits the columns of a draft: a file can claim anything, and every claim is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from editorial import assembly
from editorial.models import Attachment, Entry, Issue, Part, Section

LARGEST = 2**31 - 1
MOST_DAYS = 32_767

TOO_LONG = _("“%(start)s…”: %(field)s has more than %(limit)s characters.")
NO_DATE = _("“%(title)s” names a date that is none: %(value)s.")
NO_KIND = _("“%(title)s” is neither a notice nor an article.")
NO_TITLE = _("An entry has no title.")
NO_COUNT = _("“%(title)s” names a number of working days that cannot be: %(value)s.")
NO_NUMBER = _("%(value)s is no number of an issue.")
TWICE = _("Two headings of the document share the code “%(code)s”.")


def of_snapshot(found: shape.Snapshot) -> Iterator[object]:
    """Why a whole reading could not become an issue, a sentence each."""
    for value in (found.issue.number, found.issue.year_number):
        if value is not None and not 0 < value <= LARGEST:
            yield NO_NUMBER % {"value": value}
    yield from _front_dates(found.issue)
    yield from _lengths(Issue, {name: getattr(found.issue, name) for name in ("title", "number_label")})
    yield from _codes([part.code for part in found.parts])
    for part in found.parts:
        yield from _lengths(Part, {name: getattr(part, name) for name in ("title", "code", "compiler")})
        yield from _dates(part.title or "", part.covers_from_on, part.covers_to_on, part.compiled_on)
        yield from _codes([section.code for section in part.sections])
        for section in part.sections:
            yield from _lengths(Section, {name: getattr(section, name) for name in ("title", "code", "level")})
    for entry in found.entries():
        yield from of_entry(entry)


def of_entry(entry: shape.Entry) -> Iterator[object]:
    """Why an entry could not become a draft, a sentence each."""
    if not entry.title.strip():
        yield NO_TITLE
    if entry.kind not in Entry.Kind.values:
        yield NO_KIND % {"title": entry.title}
    matter = entry.consultation or shape.Consultation()
    yield from _dates(entry.title, entry.accessed_on, entry.signed_on, entry.published_on)
    yield from _dates(entry.title, matter.opens_on, matter.closes_on, matter.previous_closes_on)
    yield from _dates(entry.title, *(each.on for each in entry.effective))
    for count in (matter.working_days, matter.computed_working_days):
        if count is not None and not 0 <= count <= MOST_DAYS:
            yield NO_COUNT % {"title": entry.title, "value": count}
    yield from _columns(entry)


def _columns(entry: shape.Entry) -> Iterator[object]:
    try:
        columns = assembly.columns_of(entry)
    except ValueError:
        return  # A date that is none was said before.
    yield from _lengths(Entry, columns)
    for each in entry.attachments:
        yield from _lengths(Attachment, {"title": each.title, "url": each.url, "type": each.type})


def _lengths(model: type[models.Model], values: dict[str, Any]) -> Iterator[object]:
    for name, value in values.items():
        column: Any = model._meta.get_field(name)
        limit = getattr(column, "max_length", None)
        if limit and isinstance(value, str) and len(value) > limit:
            yield TOO_LONG % {"start": value[:20], "field": column.verbose_name, "limit": limit}


def _dates(title: str, *values: str | None) -> Iterator[object]:
    for value in values:
        if value and not _is_date(value):
            yield NO_DATE % {"title": title, "value": value}


def _front_dates(front: shape.Issue) -> Iterator[object]:
    yield from _dates(front.title or "", front.dated_on, front.covers_from_on, front.covers_to_on, front.next_dated_on)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _codes(codes: list[str | None]) -> Iterator[object]:
    given = [code for code in codes if code]
    for code in sorted({each for each in given if given.count(each) > 1}):
        yield TWICE % {"code": code}
