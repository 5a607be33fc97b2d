"""Hints on dates that do not go together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from bulletin.reading import workdays
from editorial.models import Entry, Part
from editorial.review.facts import Facts, Target
from editorial.review.findings import Finding
from editorial.review.hints.beside import Beside, Window
from editorial.review.hints.telling import entries, hint, of_entry

DAY = timedelta(days=1)
GAP = _("Coverage begins on %(from)s, but issue %(issue)s ended on %(to)s: the days between are in neither.")
OVERLAP = _("Coverage begins on %(from)s, but issue %(issue)s ran to %(to)s: the days between are in both.")


def effective_before_signed(facts: Facts, beside: Beside) -> Iterator[Finding]:
    for target, entry in entries(facts, Entry.Kind.NOTICE):
        for on in (_day(row.get("on")) for row in entry.effective):
            if on is not None and entry.signed_on is not None and on < entry.signed_on:
                sentence = _("It takes effect on %(on)s, before it was signed on %(signed)s.")
                told = sentence % {"on": on, "signed": entry.signed_on}
                yield of_entry("effective-before-signed", target, entry, "effective", told, on, entry.signed_on)


def consultation_over(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """Readers would learn of it too late to say anything."""
    for target, entry in entries(facts, Entry.Kind.NOTICE):
        closes_on, release_on = entry.consultation_closes_on, beside.release_on
        if closes_on is not None and release_on is not None and closes_on < release_on:
            sentence = _("Comments close on %(closes)s, before the issue is out on %(out)s.")
            told = sentence % {"closes": closes_on, "out": release_on}
            yield of_entry("consultation-over", target, entry, "consultation_closes_on", told, closes_on, release_on)


def working_days_differ(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """Only where the calendar of the years is complete; without make-up days the count itself is provisional."""
    for target, entry in entries(facts, Entry.Kind.NOTICE):
        stated, counted = entry.consultation_working_days, _counted(entry, beside)
        if stated is not None and counted is not None and stated != counted:
            sentence = _("%(stated)s working days are stated, %(counted)s are counted, both ends included.")
            told = sentence % {"stated": stated, "counted": counted}
            period = (entry.consultation_opens_on, entry.consultation_closes_on)
            yield of_entry("working-days", target, entry, "consultation_working_days", told, stated, counted, *period)


def outside_window(facts: Facts, beside: Beside) -> Iterator[Finding]:
    parts = {part.pk: part for part in facts.assembled.parts}
    for target, entry in entries(facts):
        part = parts[target.part_id or 0]
        if entry.published_on is not None and _is_outside(entry.published_on, part):
            sentence = _("It was published on %(on)s, and its part covers %(from)s to %(to)s.")
            window = (part.covers_from_on, part.covers_to_on)
            told = sentence % {"on": entry.published_on, "from": window[0] or "…", "to": window[1] or "…"}
            yield of_entry("outside-window", target, entry, "published_on", told, entry.published_on, *window)


def windows_do_not_join(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """The coverage of the issue, and of each part, begins the day after that of the issue before."""
    issue = facts.issue
    rows = [(Target(), "", issue.covers_from_on, "")]
    rows += [(Target(part_id=part.pk), part.code, part.covers_from_on, str(part)) for part in facts.assembled.parts]
    for target, code, from_on, about in rows:
        before = beside.windows.get(code)
        if before is None or before.to_on is None or from_on in (None, before.to_on + DAY):
            continue
        yield _joint(target, from_on, before, about)


def _joint(target: Target, from_on: date | None, before: Window, about: str) -> Finding:
    overlaps = from_on is not None and before.to_on is not None and from_on <= before.to_on
    told = (OVERLAP if overlaps else GAP) % {"from": from_on, "issue": before.issue.number, "to": before.to_on}
    return hint("windows", told, from_on, before.to_on, target=target, place="covers_from_on", about=about)


def _is_outside(day: date, part: Part) -> bool:
    too_early = part.covers_from_on is not None and day < part.covers_from_on
    too_late = part.covers_to_on is not None and day > part.covers_to_on
    return too_early or too_late


def _counted(entry: Entry, beside: Beside) -> int | None:
    opens_on, closes_on = entry.consultation_opens_on, entry.consultation_closes_on
    if opens_on is None or closes_on is None or closes_on < opens_on:
        return None
    if not all(beside.calendar.known(year) for year in range(opens_on.year, closes_on.year + 1)):
        return None
    return workdays.between(opens_on, closes_on, beside.calendar)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None
