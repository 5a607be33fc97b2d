"""What the commands for back issues share: finding a batch, and printing it as a table."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.backfile import gaps, wording
from editorial.backfile.findings import Report
from editorial.models import BackIssue, Batch

State = BackIssue.State


def batch(key: int) -> Batch:
    """Raises CommandError."""
    found = Batch.objects.select_related("masthead", "released_by").filter(pk=key).first()
    if found is None:
        raise CommandError(_("There is no batch %(key)s of back issues.") % {"key": key})
    return found


def line(row: BackIssue) -> str:
    """One row of the table: number, date, entries, remarks, file."""
    if row.state == State.FAILED:
        return f"{row.name}: {wording.refusal(row)}"
    number = _("No. %(number)s") % {"number": row.number if row.number else "?"}
    day = row.dated_on.isoformat() if row.dated_on else "?"
    count = ngettext("%(count)s entry", "%(count)s entries", row.entry_count) % {"count": row.entry_count}
    facts = [number, day, count, *(_remarks(row)), row.get_state_display()]
    return f"{row.name}: {' · '.join(str(fact) for fact in facts)}"


def lines(report: Report) -> Iterator[str]:
    """The whole batch: its rows, what is there twice, what is missing, and what stands against attesting it."""
    for row in report.rows:
        yield line(row)
        for other in row.also_named:
            yield _("  the same file as %(name)s") % {"name": other}
    if report.missing:
        values = {"count": gaps.count(report.missing), "numbers": gaps.written(report.missing)}
        yield _("Missing numbers (%(count)s): %(numbers)s") % values
    for finding in report.findings:
        yield f"{'!' if finding.is_blocker else '-'} {finding.sentence}"


def _remarks(row: BackIssue) -> Iterator[str]:
    if row.warnings:
        count = len(row.warnings)
        yield ngettext("%(count)s warning", "%(count)s warnings", count) % {"count": count}
    if row.stands:
        yield _("the file itself is the PDF")
