"""What goes with an entry that is taken away, on the desk: its text stays there and nothing of it is frozen again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from bulletin import removing
from bulletin import snapshot as shape
from bulletin.models import Edition, PublishedEntry, Withdrawal
from editorial import assembly
from editorial.drafting import history
from editorial.models import CorrectedEntry, Entry, Issue, Revision, Submission, User
from editorial.publishing import following

WITHDRAWN, TAKEN_DOWN = "withdrawn", "taken-down"


def removal_of(withdrawal: Withdrawal) -> shape.Removal:
    """What editions print at the place; of a takedown no word but the fact and the day."""
    zone = withdrawal.edition.masthead.zone
    is_takedown = withdrawal.kind == Withdrawal.Kind.TAKEDOWN
    return shape.Removal(
        kind=TAKEN_DOWN if is_takedown else WITHDRAWN,
        on=withdrawal.at.astimezone(zone).date().isoformat(),
        reason=None if is_takedown else withdrawal.reason or None,
    )


def waiting(edition: Edition) -> list[Withdrawal]:
    """Entries that are gone while the newest revision still holds their text: the number is not to be had."""
    newest = following.newest(edition)
    texts = PublishedEntry.objects.filter(edition=newest, is_removed=False).values("ref")
    return list(in_force(edition).filter(ref__in=texts))


def in_force(edition: Edition) -> QuerySet[Withdrawal]:
    same = {"edition__masthead": edition.masthead_id, "edition__number": edition.number}
    rows = Withdrawal.objects.filter(**same, reinstatement__isnull=True)
    return rows.select_related("edition__masthead").defer("edition__snapshot").order_by("pk")


def take_away(withdrawal: Withdrawal, lines: Collection[str], *, by: User) -> None:
    """Leave the desk's entry without what would be frozen, in the transaction that withdraws it."""
    edition, ref = withdrawal.edition, withdrawal.ref
    issue = following.issue_of(edition)
    if issue is not None:
        _mark(issue, ref, assembly.rows_json([removal_of(withdrawal)])[0], by=by)
        _write(issue, *_left(issue, ref, lines), by=by)
    for other in _to_come(edition):
        _write(other, other.highlights, other.boxes, _without_lines(other, edition.number, ref), by=by)


def put_back(withdrawal: Withdrawal, *, by: User) -> None:
    """The reverse for the issue itself; what later issues were to say of it stays away."""
    issue = following.issue_of(withdrawal.edition)
    after = Edition.objects.filter(supersedes=withdrawal.edition).first()
    if issue is None:
        return
    _mark(issue, withdrawal.ref, None, by=by)
    if after is not None:
        before, since = (following.snapshot_of(each) for each in (withdrawal.edition, after))
        since = removing.left_out(before, since, withdrawal.ref)
        rows = (assembly.rows_json(each.corrections) for each in (before, since))
        corrections = removing.again(issue.corrections, *rows)
        highlights = removing.again(issue.highlights, before.issue.highlights, since.issue.highlights)
        boxes = removing.again(issue.boxes, _written(before), _written(since))
        _write(issue, list(highlights), list(boxes), list(corrections), by=by)


def _mark(issue: Issue, ref: str, removal: object, *, by: User) -> None:
    """The text is neither drafted nor in review nor being corrected while it is gone."""
    for entry in Entry.objects.filter(section__part__issue=issue, ref=ref).select_related("section__part__issue"):
        state = Entry.State.APPROVED
        Entry.objects.filter(pk=entry.pk).update(removal=removal, state=state, version=F("version") + 1)
        Submission.objects.filter(entry=entry, ended_at=None).update(ended_at=_now())
        CorrectedEntry.objects.filter(entry=entry, correction__ended_at=None).delete()
        history.keep_entry(entry, by=_author(by, entry=entry))


def _left(issue: Issue, ref: str, lines: Collection[str]) -> tuple[list[str], list[str], list[object]]:
    """Highlights, written boxes and corrections of an issue without what speaks of the entry."""
    highlights = [each for each in issue.highlights if each not in lines]
    boxes = [each for each in issue.boxes if each not in lines]
    return highlights, boxes, _without_lines(issue, issue.number, ref)


def _without_lines(issue: Issue, number: int, ref: str) -> list[object]:
    return [each for each in issue.corrections if (each.get("number"), each.get("ref")) != (number, ref)]


def _write(issue: Issue, highlights: list[str], boxes: list[str], corrections: list[object], *, by: User) -> None:
    now = {"highlights": highlights, "boxes": boxes, "corrections": corrections}
    if any(getattr(issue, name) != value for name, value in now.items()):
        raised = {"version": F("version") + 1, "generation": F("generation") + 1}
        Issue.objects.filter(pk=issue.pk).update(**now, **raised)
        history.keep_issue(issue, by=_author(by, issue=issue, entry=None, part=None))


def _author(by: User, **place: object) -> User:
    """Whose words are left: who takes some away, or puts back what was signed, writes none and may sign what follows.

    Who did it stands in the withdrawal, the reinstatement and the trail.
    """
    last = Revision.objects.filter(**place).order_by("-pk").select_related("by").first()
    return last.by if last else by


def _to_come(edition: Edition) -> QuerySet[Issue]:
    """Issues that have not appeared: their box of corrections may quote the entry."""
    rows = Issue.objects.filter(masthead=edition.masthead_id).exclude(number=edition.number)
    return rows.exclude(state=Issue.State.RELEASED).exclude(corrections=[]).order_by("pk")


def _written(snapshot: shape.Snapshot) -> list[str]:
    return [each for each in snapshot.issue.boxes if isinstance(each, str)]


def _now() -> datetime:
    return timezone.now()
