"""审签编号: the number that each sign-off gets, running within a masthead and year without gaps or doubles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Max

from bulletin.models import Masthead
from editorial.models import SignOff


def claim_numbers(masthead: Masthead, *, at: datetime, count: int) -> tuple[int, range]:
    """The year, as the masthead counts it, and its next ``count`` numbers, inside the caller's transaction.

    Whoever claims second waits here until the first has signed, or has been refused and left no gap. The constraint
    ``approval_number_once`` stands behind it.
    """
    Masthead.objects.select_for_update(no_key=True).get(pk=masthead.pk)
    year = at.astimezone(masthead.zone).year
    last = SignOff.objects.filter(masthead=masthead, year=year).aggregate(last=Max("number"))["last"] or 0
    return year, range(last + 1, last + 1 + count)


def written(rows: Iterable[SignOff]) -> str:
    """The numbers of several sign-offs as printed, a run of them by its first and last: 2026-3–5, 9."""
    of_year: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.year is not None and row.number is not None:
            of_year[row.year].append(row.number)
    return ", ".join(f"{year}-{', '.join(_runs(sorted(numbers)))}" for year, numbers in sorted(of_year.items()))


def _runs(numbers: list[int]) -> Iterator[str]:
    first = last = None
    for number in [*numbers, None]:
        if first is not None and last is not None and number != last + 1:
            yield str(first) if first == last else f"{first}–{last}"
            first = None
        first, last = (number if first is None else first), number
