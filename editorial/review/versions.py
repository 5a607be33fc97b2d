"""The versions of an entry, a part's frame or an issue's front matter: kept, signed by somebody, or published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bulletin.models import PublishedEntry
from editorial.models import Entry, Issue, Part, Revision, SignOff, User
from editorial.review import differences
from editorial.review.differences import Change

Row = Entry | Part | Issue


@dataclass(frozen=True)
class Group:
    """The changes of one thing: the row itself, or an entry that lies in it."""

    row: Row
    changes: tuple[Change, ...]


def revisions(row: Row) -> QuerySet[Revision]:
    """Every version that was kept, the oldest first, without its text."""
    kept = Revision.objects.select_related("by").defer("content").order_by("pk")
    if isinstance(row, Entry):
        return kept.filter(entry=row)
    if isinstance(row, Part):
        return kept.filter(part=row)
    return kept.filter(issue=row, part=None, entry=None)


def signed_by(user: User, row: Row) -> SignOff | None:
    """The last sign-off that a person gave on exactly this, whether or not it still holds."""
    given = SignOff.objects.filter(by=user, revoked_at=None).select_related("stage").order_by("pk")
    if isinstance(row, Entry):
        return given.filter(entry=row).last()
    if isinstance(row, Part):
        return given.filter(part=row, entry=None).last()
    return given.filter(issue=row, part=None, entry=None).last()


def published(entry: Entry) -> PublishedEntry | None:
    """The entry as it last went out: by its ref in an edition of this issue, else the same document number anywhere."""
    issue = entry.section.part.issue
    rows = PublishedEntry.objects.filter(edition__masthead=issue.masthead_id).select_related("edition")
    rows = rows.order_by("edition__number", "edition__revision")
    own = rows.filter(edition__number=issue.number, ref=entry.ref).last() if entry.ref else None
    number = entry.number_canonical
    return own or (rows.filter(document_number=number).last() if number else None)


def between(old: Revision, new: Revision) -> list[Change]:
    """The changes between two versions of the same thing."""
    before, after = _json(old), _json(new)
    return differences.between(before, after, titles_in(before, after))


def since_signed(given: SignOff, row: Row) -> list[Group]:
    """What changed in a row since it was signed, and for a part or an issue in everything that lies in it."""
    found = [Group(each, tuple(_since(given, each))) for each in _within(row)]
    return [group for group in found if group.changes]


def since_published(entry: Entry, last: PublishedEntry) -> list[Change]:
    newest = revisions(entry).last()
    return differences.of_entry(json.loads(bytes(last.content)), _json(newest)) if newest else []


def titles_in(*frames: Mapping[str, Any]) -> dict[int, str]:
    """The titles of all entries that the frames of parts name."""
    named = {pk for frame in frames for section in frame.get("sections", []) for pk in section.get("entries", [])}
    return dict(Entry.objects.filter(pk__in=named).values_list("pk", "title")) if named else {}


def _within(row: Row) -> Iterator[Row]:
    yield row
    if isinstance(row, Issue):
        yield from Part.objects.filter(issue=row).select_related("issue__masthead")
    if not isinstance(row, Entry):
        place = {"section__part__issue": row} if isinstance(row, Issue) else {"section__part": row}
        entries = Entry.objects.filter(**place).select_related("section__part__issue__masthead")
        yield from entries.order_by("section__part__position", "section__position", "position")


def _since(given: SignOff, row: Row) -> list[Change]:
    rows = revisions(row)
    same = rows.filter(digest=given.digest) if isinstance(row, Entry) and row.pk == given.entry_id else rows.none()
    old, new = same.last() or rows.filter(at__lte=given.at).last(), rows.last()
    return between(old, new) if old and new and old.digest != new.digest else []


def _json(revision: Revision) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(revision.content))
    return found
