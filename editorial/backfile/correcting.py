"""What an editor says of a row: its number, its date, whether it is left out, whether its file is the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused, require
from editorial.backfile import bringing, reading, standing
from editorial.drafting import history, trail
from editorial.models import BackIssue, User
from editorial.roles import Verb, may

LARGEST = 999_999
NOT_READ = _("%(name)s is not read, so there is nothing to correct in it; it can only be left out.")
NO_NUMBER = _("The number of an issue is between 1 and %(most)s.") % {"most": LARGEST}
RECORDED = _("%(name)s is recorded already.")

State, Basis = BackIssue.State, BackIssue.Basis


def say(row: BackIssue, *, number: int, dated_on: date, stands: bool, by: User, seen_version: int) -> None:
    """The number and date of a row as an editor says they are. Raises Refused with every reason."""
    with trail.attempt("correct back issue", row, by=by) as act:
        require(
            (may(by, Verb.BACKFILL, row), bringing.FORBIDDEN),
            (row.state == State.READ, NOT_READ % {"name": row.name}),
            (0 < number <= LARGEST, NO_NUMBER),
            (not stands or not row.stands_not, row.stands_not),
        )
        changes = _changes(row, number, dated_on, stands)
        if not changes:
            act.void()
            return
        act.before_digest, act.after_digest = row.content_digest, changes.get("content_digest", row.content_digest)
        act.remark = f"{number} {dated_on.isoformat()}"
        _write(row, changes, by=by, seen_version=seen_version)


def leave_out(row: BackIssue, *, by: User, seen_version: int) -> None:
    """Leave a file out of its batch; it stays there with its reading. Raises Refused."""
    _move(row, State.LEFT_OUT, by=by, seen_version=seen_version)


def take_in(row: BackIssue, *, by: User, seen_version: int) -> None:
    """Take a file in again, as what it was read as, or to be read (anew where that failed). Raises Refused."""
    _move(row, State.READ if row.content_digest else State.WAITING, by=by, seen_version=seen_version)


def read_again(row: BackIssue, *, by: User, seen_version: int) -> None:
    """Have a file read anew: its document was corrected, or can be read by now. Raises Refused."""
    _move(row, State.WAITING, by=by, seen_version=seen_version)


def _move(row: BackIssue, state: str, *, by: User, seen_version: int) -> None:
    with trail.attempt("correct back issue", row, by=by) as act:
        require(
            (may(by, Verb.BACKFILL, row), bringing.FORBIDDEN),
            (row.state != State.RECORDED, RECORDED % {"name": row.name}),
        )
        act.before_digest, act.after_digest = row.content_digest, "" if state == State.LEFT_OUT else row.content_digest
        act.remark = str(State(state).label)
        cleared = {"content_digest": "", "refusal": ""} if state == State.WAITING else {}
        _write(row, {"state": state, **cleared}, by=by, seen_version=seen_version)


def _write(row: BackIssue, changes: Mapping[str, Any], *, by: User, seen_version: int) -> None:
    """Change the row that was seen, and unseat whoever attested the batch as it was. Raises Refused."""
    standing.claim(row.batch)
    standing.unseat(row.batch)
    seen = BackIssue.objects.filter(pk=row.pk, version=seen_version).exclude(state=State.RECORDED)
    who = {"changed_by": by, "changed_at": timezone.now(), "version": F("version") + 1}
    if not seen.update(**changes, **who):
        raise Refused([history.STALE])


def _changes(row: BackIssue, number: int, dated_on: date, stands: bool) -> dict[str, Any]:
    """The columns that differ from what the row says now; a new number loses the label that the old one had."""
    changes: dict[str, Any] = {}
    if (number, dated_on) != (row.number, row.dated_on):
        content = reading.content_of(row)
        label = content.issue.number_label if number == row.number else None
        front = replace(content.issue, number=number, number_label=label, dated_on=dated_on.isoformat())
        changes = reading.kept(replace(content, issue=front))
        changes |= {"number_basis": Basis.EDITOR} if number != row.number else {}
        changes |= {"dated_basis": Basis.EDITOR} if dated_on != row.dated_on else {}
    return changes | ({"stands": stands} if stands != row.stands else {})
