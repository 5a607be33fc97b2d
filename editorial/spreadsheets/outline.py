"""The issues of a masthead as rows are placed in them: sections by name, entries by their natural key; reads only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.reading import numbers
from editorial import assembly
from editorial.models import Entry, Issue, Section
from editorial.spreadsheets import cells
from editorial.spreadsheets.errand import Errand

NO_ISSUE = _("There is no issue %(number)s on the desk. Open it first.")
NO_SECTION = _("Issue %(number)s has no such section. It has: %(known)s.")
WHICH_SECTION = _("Issue %(number)s has more than one such section. Name its part too.")
SAY_SECTION = _("Say which section it stands in. Issue %(number)s has: %(known)s.")


@dataclass(frozen=True)
class Key:
    """What makes two entries of an issue one: number, lead authority and document type, else the title."""

    title: str
    number: str = ""
    lead: str = ""
    document_type: str = ""


@dataclass
class Shelf:
    """The entries of one kind of one issue."""

    rows: list[Entry]
    keys: dict[int, Key]
    by_number: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_title: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for row in self.rows:
            key = self.keys[row.pk]
            self.by_title[key.title].append(row)
            if key.number:
                self.by_number[key.number].append(row)


class Outline:
    """Two queries a masthead and two an issue, however many rows ask."""

    def __init__(self, masthead: Masthead, kind: str, errand: Errand) -> None:
        self.masthead, self.kind, self.errand = masthead, kind, errand
        self._sections: dict[int, list[Section]] = {}
        self._shelves: dict[int, Shelf] = {}

    @cached_property
    def issues(self) -> dict[int, Issue]:
        return {row.number: row for row in Issue.objects.filter(masthead=self.masthead).select_related("masthead")}

    def sections(self, issue: Issue) -> list[Section]:
        if issue.pk not in self._sections:
            rows = Section.objects.filter(part__issue=issue).select_related("part__issue__masthead")
            self._sections[issue.pk] = list(rows.order_by("part__position", "position", "pk"))
        return self._sections[issue.pk]

    def section(self, issue: Issue, part: str, section: str) -> Section:
        """The section of those names or codes. Raises ValueError with a sentence."""
        rows = self.sections(issue)
        shown = {"number": issue.number, "known": "；".join(map(str, rows))}
        if not section and not part:
            raise ValueError(SAY_SECTION % shown)
        found = [row for row in rows if is_named(row.part, part) and is_named(row, section)]
        if len(found) != 1:
            raise ValueError((WHICH_SECTION if found else NO_SECTION) % shown)
        return found[0]

    def shelf(self, issue: Issue) -> Shelf:
        if issue.pk not in self._shelves:
            rows = Entry.objects.filter(section__part__issue=issue, kind=self.kind).prefetch_related("attachments")
            found = list(rows.select_related("section__part__issue__masthead").order_by("pk"))
            for row in found:
                furnish(row)
            self._shelves[issue.pk] = Shelf(found, {row.pk: self.key_of(row) for row in found})
        return self._shelves[issue.pk]

    def key_of(self, row: Entry) -> Key:
        return self.key(row.title, row.number_typed, row.authorities, row.document_type)

    def key(self, title: str, number: str, authorities: list[str], document_type: str) -> Key:
        return Key(squeezed(title), canonical(number), self.errand.lead(authorities), squeezed(document_type))


def furnish(row: Entry) -> Entry:
    """The row with its attachments as a value that cells are made from."""
    row.annexes = assembly.entry_of(row).attachments  # type: ignore[attr-defined]
    return row


def canonical(number: str) -> str:
    found = numbers.find_all(number)
    return found[0].canonical if found else squeezed(number)


def squeezed(value: str) -> str:
    return "".join(cells.text(value).split())


def is_named(row: object, name: str) -> bool:
    return not name or squeezed(name) in (squeezed(getattr(row, "title", "")), getattr(row, "code", ""))
