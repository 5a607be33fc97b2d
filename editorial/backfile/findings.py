"""What stands against attesting a batch, row by row, and what only wants a look; reads rows, changes none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from bulletin.models import Edition, Masthead
from editorial.backfile import gaps, names
from editorial.models import BackIssue, Batch, Issue

EMPTY = _("Nothing of this batch would be recorded.")
NOT_READ = ngettext_lazy("%(count)s file is not read yet.", "%(count)s files are not read yet.", "count")
UNREADABLE = _("%(name)s cannot be read. Leave it out.")
NO_NUMBER = _("%(name)s bears no number. Say which it is, or leave it out.")
NO_DATE = _("%(name)s bears no date. Say which it is, or leave it out.")
LATER = _("%(name)s is dated %(day)s, which is still to come.")
DOUBLE = _("Number %(number)s is there more than once: %(names)s. Leave out all but one.")
PUBLISHED = _("Number %(number)s (%(name)s) is published already; a back issue never revises it.")
AT_THE_DESK = _("Number %(number)s (%(name)s) is that of an issue of the desk.")
BACKWARDS = _("Number %(number)s is dated before number %(earlier)s.")

State = BackIssue.State


@dataclass(frozen=True)
class Finding:
    """A sentence about a batch, or about one row of it."""

    sentence: str
    row_id: int | None = None
    is_blocker: bool = True


@dataclass(frozen=True)
class Report:
    """A batch at a glance: its rows in order, what was found, and the numbers that nobody has."""

    rows: tuple[BackIssue, ...]
    findings: tuple[Finding, ...]
    missing: tuple[gaps.Span, ...]

    @property
    def blockers(self) -> list[Finding]:
        return [each for each in self.findings if each.is_blocker]

    @property
    def kept(self) -> list[BackIssue]:
        return [row for row in self.rows if row.state != State.LEFT_OUT]

    def of(self, row: BackIssue) -> list[Finding]:
        return [each for each in self.findings if each.row_id == row.pk]


def report(batch: Batch) -> Report:
    """Everything there is to say of a batch, in a constant number of queries."""
    related = batch.rows.select_related("edition", "changed_by", "by", "document")
    return of_rows(batch.masthead, related.defer("edition__snapshot", "document__reading"))


def of_rows(masthead: Masthead, found: Iterable[BackIssue]) -> Report:
    """The same of rows that need not be stored; each must have a key of its own."""
    rows = tuple(found)
    kept = [row for row in rows if row.state not in (State.LEFT_OUT, State.RECORDED)]
    taken = Taken.of(masthead)
    findings = (*_states(rows), *_dates(kept), *_numbers(kept, taken), *_order(kept))
    spans = [(row.numbers[0], row.numbers[-1]) for row in kept if row.numbers]
    return Report(rows, findings, tuple(gaps.missing((*taken.published, *spans))))


@dataclass(frozen=True)
class Taken:
    """The numbers of a masthead that are nobody's any more, as spans: combined issues stand for several."""

    published: tuple[gaps.Span, ...]
    at_the_desk: tuple[gaps.Span, ...]

    @classmethod
    def of(cls, masthead: Masthead) -> Taken:
        editions = Edition.objects.filter(masthead=masthead, revision=1).values_list("number", "number_label")
        issues = Issue.objects.filter(masthead=masthead).values_list("number", "last_number")
        published = tuple(names.span_of(number, label) for number, label in editions)
        # An issue that was released is an edition too, and is told of as such.
        desk = ((number, last or number) for number, last in issues)
        return cls(published, tuple(span for span in desk if span not in published))

    def why_not(self, row: BackIssue) -> str | None:
        """Why the numbers of a row cannot be a back issue's."""
        for sentence, spans in ((PUBLISHED, self.published), (AT_THE_DESK, self.at_the_desk)):
            for first, last in spans:
                if row.numbers and first <= row.numbers[-1] and row.numbers[0] <= last:
                    return str(sentence % {"number": row.number, "name": row.name})
        return None


def _states(rows: Iterable[BackIssue]) -> Iterator[Finding]:
    rows = list(rows)
    if not any(row.state in (State.READ, State.WAITING, State.RECORDED) for row in rows):
        yield Finding(str(EMPTY))
    waiting = sum(row.state == State.WAITING for row in rows)
    if waiting:
        yield Finding(str(NOT_READ % {"count": waiting}))
    for row in rows:
        if row.state == State.FAILED:
            yield Finding(str(UNREADABLE % {"name": row.name}), row.pk)


def _dates(rows: Iterable[BackIssue]) -> Iterator[Finding]:
    today = timezone.localdate()
    for row in rows:
        if row.state == State.READ and row.dated_on is None:
            yield Finding(str(NO_DATE % {"name": row.name}), row.pk)
        if row.dated_on and row.dated_on > today:
            yield Finding(str(LATER % {"name": row.name, "day": row.dated_on}), row.pk)


def _numbers(rows: Iterable[BackIssue], taken: Taken) -> Iterator[Finding]:
    rows = [row for row in rows if row.state == State.READ]
    doubles = gaps.doubles((number, row.name) for row in rows for number in row.numbers)
    for row in rows:
        if not row.numbers:
            yield Finding(str(NO_NUMBER % {"name": row.name}), row.pk)
        if sentence := taken.why_not(row):
            yield Finding(sentence, row.pk)
        for number in (each for each in row.numbers if each in doubles):
            yield Finding(str(DOUBLE % {"number": number, "names": ", ".join(doubles[number])}), row.pk)


def _order(rows: Iterable[BackIssue]) -> Iterator[Finding]:
    """Later numbers appeared later; where not, it may be so, and somebody should look."""
    dated = sorted((row.number, row.dated_on, row.pk) for row in rows if row.number and row.dated_on)
    for (earlier, before, _pk), (number, dated_on, pk) in pairwise(dated):
        if dated_on < before:
            yield Finding(str(BACKWARDS % {"number": number, "earlier": earlier}), pk, is_blocker=False)
