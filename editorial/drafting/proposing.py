"""What the next issue of a masthead would be: an ordinary one, a combined, a special one, or one after a pause.

It reads and counts, it writes nothing. Coverage joins, part by part, whatever was chosen: the next window begins on the
day after the last one ended.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused, require
from bulletin.rendering.words import words_for
from editorial import assembly
from editorial.models import Issue, Part, Stage

MOST_PERIODS = 12

NO_PREVIOUS = _("This masthead has no issue yet to take parts and sections from; import its first one.")
TOO_FEW = _("A combined issue stands for two to %(most)s numbers.")
NO_PAUSE = _("A pause leaves out one to %(most)s periods.")
NO_DATE = _("Give a special issue the date that it bears.")
NO_COVERAGE = _("Give a special issue the days that it covers, the first and the last, in this order.")


class Kind(StrEnum):
    """正常, 合刊, 休刊, 增刊."""

    REGULAR = "regular"
    COMBINED = "combined"
    SKIPPED = "skipped"
    SPECIAL = "special"


@dataclass(frozen=True)
class Choice:
    """What an editor asks for. ``count``: how many numbers are combined, or how many periods are left out.

    The dates and the title are those of a special issue, whose coverage is its own.
    """

    kind: Kind = Kind.REGULAR
    count: int = 1
    dated_on: date | None = None
    covers_from_on: date | None = None
    covers_to_on: date | None = None
    title: str = ""

    @property
    def numbers(self) -> int:
        """How many numbers the issue stands for."""
        return self.count if self.kind == Kind.COMBINED else 1

    @property
    def periods(self) -> int:
        """How many periods its coverage takes in."""
        return self.count + 1 if self.kind == Kind.SKIPPED else self.numbers


NEXT = Choice()


@dataclass(frozen=True)
class Proposal:
    """An issue before it is opened; ``asking`` are the parts that ask for their department's sign-off."""

    form: Issue.Form
    front: shape.Issue
    parts: tuple[shape.Part, ...]
    last_number: int | None = None
    asking: frozenset[str] = frozenset()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything that would be opened."""
        parts = [shape.to_json(part) for part in self.parts]
        front = shape.to_json(self.front) | {"last": self.last_number, "form": self.form.value}
        return shape.digest({"front": front, "parts": parts, "asking": sorted(self.asking)})


def propose(masthead: Masthead, choice: Choice = NEXT) -> Proposal:
    """The issue that the choice would open now. Raises Refused with every reason against it."""
    previous = masthead.issues.exclude(form=Issue.Form.SPECIAL).order_by("-number").first()
    if previous is None:
        raise Refused([NO_PREVIOUS])
    require(*_checks(choice))
    whole = assembly.assemble(previous.pk).snapshot
    number = next_number(masthead)
    asking = _asking(previous)
    if choice.kind == Kind.SPECIAL:
        return _special(masthead, previous, whole, choice, number, asking)
    days = masthead.days_between_issues * choice.periods
    last = number + choice.numbers - 1
    front = replace(
        _front(whole.issue, choice, masthead.days_between_issues),
        number=number,
        number_label=words_for(masthead.language).combined.format(number, last) if last > number else None,
        year_number=_year_number(previous, _dated_on(whole.issue, choice, masthead.days_between_issues)),
    )
    parts = tuple(_part(part, _later(part.covers_to_on, 1), _later(part.covers_to_on, days)) for part in whole.parts)
    form = Issue.Form.COMBINED if choice.kind == Kind.COMBINED else Issue.Form.REGULAR
    return Proposal(form, front, parts, last if last > number else None, asking)


def next_number(masthead: Masthead) -> int:
    """The number after the last one, special issues and all numbers of a combined one counted.

    A masthead whose past numbers alone are in the record goes on after them; a number that is there is passed over.
    """
    numbers = masthead.issues.values_list("number", "last_number")
    published = set(Edition.objects.filter(masthead=masthead).order_by().values_list("number", flat=True))
    number = max((last or number for number, last in numbers), default=max(published, default=0)) + 1
    while number in published:
        number += 1
    return number


def _checks(choice: Choice) -> list[tuple[bool, object]]:
    covered = choice.covers_from_on and choice.covers_to_on and choice.covers_from_on <= choice.covers_to_on
    is_special = choice.kind == Kind.SPECIAL
    return [
        (choice.kind != Kind.COMBINED or 2 <= choice.count <= MOST_PERIODS, TOO_FEW % {"most": MOST_PERIODS}),
        (choice.kind != Kind.SKIPPED or 1 <= choice.count <= MOST_PERIODS, NO_PAUSE % {"most": MOST_PERIODS}),
        (not is_special or choice.dated_on is not None, NO_DATE),
        (not is_special or bool(covered), NO_COVERAGE),
    ]


def _special(
    masthead: Masthead, previous: Issue, whole: shape.Snapshot, choice: Choice, number: int, asking: frozenset[str]
) -> Proposal:
    """增刊: a number of the running count and none of the year's; what it covers joins nothing."""
    first, last, dated_on = (
        day.isoformat() if day else None for day in (choice.covers_from_on, choice.covers_to_on, choice.dated_on)
    )
    coming = _later(whole.issue.next_dated_on, 0) or _later(whole.issue.dated_on, masthead.days_between_issues)
    front = shape.Issue(
        number=number,
        number_label=words_for(masthead.language).special,
        title=choice.title.strip() or None,
        dated_on=dated_on,
        covers_from_on=first,
        covers_to_on=last,
        next_dated_on=coming if coming and dated_on and coming > dated_on else None,
    )
    parts = tuple(_part(part, first, last) for part in whole.parts)
    return Proposal(Issue.Form.SPECIAL, front, parts, None, asking)


def _front(front: shape.Issue, choice: Choice, days: int) -> shape.Issue:
    dated_on = _dated_on(front, choice, days)
    return shape.Issue(
        dated_on=dated_on,
        next_dated_on=_later(dated_on, days),
        covers_from_on=_later(front.covers_to_on, 1),
        covers_to_on=_later(front.covers_to_on, days * choice.periods),
    )


def _dated_on(front: shape.Issue, choice: Choice, days: int) -> str | None:
    """The date announced in the last issue, or a period after it; later by every further period taken in."""
    return _later(_later(front.next_dated_on, 0) or _later(front.dated_on, days), days * (choice.periods - 1))


def _year_number(previous: Issue, dated_on: str | None) -> int | None:
    """The count within the year of ``dated_on``, from 1; a combined issue took one for each of its numbers."""
    if previous.year_number is None:
        return None
    same_year = bool(previous.dated_on and dated_on and previous.dated_on.year == int(dated_on[:4]))
    spanned = (previous.last_number or previous.number) - previous.number
    return previous.year_number + spanned + 1 if same_year else 1


def _part(part: shape.Part, first: str | None, last: str | None) -> shape.Part:
    sections = tuple(replace(section, entries=()) for section in part.sections)
    return replace(part, covers_from_on=first, covers_to_on=last, compiled_on=None, sections=sections)


def _asking(previous: Issue) -> frozenset[str]:
    """The parts that asked last time, where the plan still has a stage for them."""
    planned = Stage.objects.filter(plan__masthead=previous.masthead_id, retired_at=None, on_request=True)
    asked = Part.objects.filter(issue=previous, asks_sign_off=True).values_list("code", flat=True)
    return frozenset(asked) if planned.exists() else frozenset()


def _later(day: str | None, days: int) -> str | None:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if day else None
