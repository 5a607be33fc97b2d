"""Where the numbers and titles of an issue stood before: at the desk, and in what was published."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Replace

from bulletin.models import PublishedEntry
from editorial.models import Entry
from editorial.review.facts import Facts

# What two writings of one title differ by. The database folds these few; ``bare`` folds the rest.
FOLDED = {
    " ": "",
    "\u3000": "",
    "\u00a0": "",
    "（": "(",
    "）": ")",
    "〔": "[",
    "〕": "]",
    "［": "[",
    "］": "]",
    "，": ",",
}
FOLDED |= {"：": ":", "“": "", "”": "", '"': "", "《": "", "》": ""}
_FOLD = {ord(each): folded for each, folded in FOLDED.items()}
_NO_ISSUER = re.compile(r"(?:\d{4}年|[〔(\[]\d{4}[〕)\]])?第?\d")
# A title that stood in so many issues is that of a column, not of a text.
STANDING = 3


@dataclass(frozen=True)
class Earlier:
    """An entry of another issue, or of this one (``entry_id``), as far as it is compared."""

    issue_number: int
    title: str
    number: str
    document_type: str
    authorities: frozenset[str]
    entry_id: int | None = None


def gather(facts: Facts) -> tuple[Earlier, ...]:
    """Every entry of this masthead that shares a number or a title with one of this issue, its own included."""
    own = facts.assembled.entries()
    numbers = {entry.number_canonical for entry in own if entry.number_canonical}
    titles = {_folded(entry.title) for entry in own if entry.title}
    issue = facts.issue
    desk = Entry.objects.filter(section__part__issue__masthead=issue.masthead_id).exclude(section__part__issue=issue.pk)
    desk = desk.annotate(bare=_fold_in_database(F("title"))).filter(
        Q(number_canonical__in=numbers) | Q(bare__in=titles)
    )
    return (*_published(facts, numbers, titles), *_drafted(desk), *(_own(entry, issue.number) for entry in own))


def bare(title: str) -> str:
    """A title as two of them are compared: without spaces, quotes and book-title marks, narrow and in lower case."""
    return _folded(unicodedata.normalize("NFKC", title)).lower()


def standing(rows: Iterable[Earlier]) -> frozenset[str]:
    """The titles that return issue after issue."""
    issues = defaultdict(set)
    for row in rows:
        issues[bare(row.title)].add(row.issue_number)
    return frozenset(title for title, numbers in issues.items() if len(numbers) > STANDING)


def same_number(one: Earlier, other: Earlier) -> bool:
    """Numbers such as 2026年第3号 name no issuer: they are the same only for the same kind and authority."""
    if not one.number or one.number != other.number:
        return False
    if not _NO_ISSUER.match(one.number):
        return True
    kinds = {one.document_type, other.document_type} - {""}
    return len(kinds) < 2 and bool(one.authorities & other.authorities or not (one.authorities and other.authorities))


def _own(entry: Entry, issue_number: int) -> Earlier:
    return Earlier(
        issue_number,
        entry.title,
        entry.number_canonical,
        entry.document_type,
        frozenset(entry.authorities),
        entry.pk,
    )


def _drafted(rows: Iterable[Entry]) -> list[Earlier]:
    found = rows.select_related("section__part__issue")  # type: ignore[attr-defined]
    return [
        Earlier(
            row.section.part.issue.number,
            row.title,
            row.number_canonical,
            row.document_type,
            frozenset(row.authorities),
        )
        for row in found
    ]


def _published(facts: Facts, numbers: set[str], titles: set[str]) -> list[Earlier]:
    """What only the record has: an issue that the desk has too is compared as the desk has it."""
    rows = PublishedEntry.objects.filter(edition__masthead=facts.issue.masthead_id, edition__superseded_by=None)
    rows = rows.exclude(edition__number=facts.issue.number).annotate(bare=_fold_in_database(F("title")))
    found = rows.filter(Q(document_number__in=numbers) | Q(bare__in=titles)).select_related("edition")
    return [
        Earlier(
            row.edition.number,
            row.title,
            row.document_number,
            row.document_type,
            frozenset(each.name for each in row.authorities.all()),
        )
        for row in found.prefetch_related("authorities")
    ]


def _folded(title: str) -> str:
    return title.translate(_FOLD)


def _fold_in_database(column: Combinable) -> Combinable:
    start: Combinable = column
    return functools.reduce(lambda told, pair: Replace(told, Value(pair[0]), Value(pair[1])), FOLDED.items(), start)
