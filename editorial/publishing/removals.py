"""What goes with an entry that is taken away, on the desk: its text stays there and nothing of it is frozen again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from bulletin import removing
from bulletin import snapshot as shape
from bulletin.models import Edition, Withdrawal
from bulletin.models.edition import WithdrawalQuerySet
from editorial import assembly
from editorial.drafting import errata, history
from editorial.models import CorrectedEntry, Correction, Entry, GuestLink, Issue, Revision, Submission, User
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
    """What is gone of a number while its newest revision still holds it: the number is not to be had."""
    return list(_whole(Withdrawal.objects.unfinished()).of_number(edition))


def in_force(edition: Edition) -> WithdrawalQuerySet:
    return _whole(Withdrawal.objects.in_force()).of_number(edition)


def take_away(withdrawal: Withdrawal, lines: Collection[str], *, by: User) -> None:
    """Leave the desk's entry without what would be frozen, in the transaction that withdraws it."""
    edition, ref = withdrawal.edition, withdrawal.ref
    issue = following.issue_of(edition)
    if issue is not None:
        _mark(issue, ref, assembly.rows_json([removal_of(withdrawal)])[0], by=by)
        _write(issue, *_left(issue, ref, lines), by=by)
    for other in _that_may_quote(withdrawal):
        _unquote(other, _without_lines(other, edition.number, ref), edition.number, by=by)


def call_back(withdrawal: Withdrawal, *, by: User) -> None:
    """Take out of open issues what corrections of a withdrawn number have put there; it waits until that is undone."""
    edition, issue = withdrawal.edition, following.issue_of(withdrawal.edition)
    for other in _to_come(edition).filter(state=Issue.State.OPEN):
        carried = Correction.objects.filter(issue=issue, carried_to=other).select_related("edition__supersedes")
        said = [line for correction in carried for line in errata.lines_by(correction)]
        _unquote(other, errata.added(other.corrections, said), edition.number, by=by)


def put_back(withdrawal: Withdrawal, *, by: User) -> None:
    """The reverse for the issue itself; what later issues were to say of it is carried anew."""
    issue = following.issue_of(withdrawal.edition)
    after = Edition.objects.filter(supersedes=withdrawal.edition).first()
    if issue is None:
        return
    _mark(issue, withdrawal.ref, None, by=by)
    # While something else waits for that revision its lines must stay away.
    if after is not None or not waiting(withdrawal.edition):
        before = following.snapshot_of(withdrawal.edition)
        since = removing.left_out(before, following.snapshot_of(after), withdrawal.ref) if after else _bare(before)
        rows = (assembly.rows_json(each.corrections) for each in (before, since))
        corrections = removing.again(issue.corrections, *rows)
        highlights = removing.again(issue.highlights, before.issue.highlights, since.issue.highlights)
        boxes = removing.again(issue.boxes, before.issue.written_boxes(), since.issue.written_boxes())
        _write(issue, list(highlights), list(boxes), list(corrections), by=by)


def _bare(snapshot: shape.Snapshot) -> shape.Snapshot:
    """Without any line that goes with an entry, as where no revision says which did."""
    return replace(snapshot, issue=replace(snapshot.issue, highlights=(), boxes=()), corrections=())


def _mark(issue: Issue, ref: str, removal: object, *, by: User) -> None:
    """The text is neither drafted nor in review nor being corrected while it is gone, and no guest reads it."""
    for entry in Entry.objects.filter(section__part__issue=issue, ref=ref).select_related("section__part__issue"):
        state = Entry.State.APPROVED
        Entry.objects.filter(pk=entry.pk).update(removal=removal, state=state, version=F("version") + 1)
        Submission.objects.filter(entry=entry, ended_at=None).update(ended_at=timezone.now())
        CorrectedEntry.objects.filter(entry=entry, correction__ended_at=None).delete()
        GuestLink.objects.filter(entry=entry, answered_at=None, revoked_at=None).update(revoked_at=timezone.now())
        history.keep_entry(entry, by=_author(by, entry=entry))


def _left(issue: Issue, ref: str, lines: Collection[str]) -> tuple[list[str], list[str], list[Any]]:
    """Highlights, written boxes and corrections of an issue without what speaks of the entry."""
    highlights = [each for each in issue.highlights if each not in lines]
    boxes = [each for each in issue.boxes if each not in lines]
    said = _without_lines(issue, issue.number, ref)
    corrections = [each for each in said if removing.spoken(shape.build(shape.Correction, each)) not in lines]
    return highlights, boxes, corrections


def _unquote(other: Issue, corrections: list[Any], number: int, *, by: User) -> None:
    """Leave an issue with these lines; a correction that had put others there has them to carry again."""
    if corrections != other.corrections:
        Correction.objects.filter(issue__masthead=other.masthead_id, issue__number=number, carried_to=other).update(
            carried_to=None
        )
        _write(other, other.highlights, other.boxes, corrections, by=by)


def _without_lines(issue: Issue, number: int, ref: str) -> list[Any]:
    return [each for each in issue.corrections if (each.get("number"), each.get("ref")) != (number, ref)]


def _write(issue: Issue, highlights: list[str], boxes: list[str], corrections: list[Any], *, by: User) -> None:
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


def _that_may_quote(withdrawal: Withdrawal) -> QuerySet[Issue]:
    """A takedown leaves its words in no other issue; whatever else is withdrawn, in none that is still to appear."""
    if withdrawal.kind == Withdrawal.Kind.TAKEDOWN:
        return _others(withdrawal.edition)
    return _to_come(withdrawal.edition)


def _to_come(edition: Edition) -> QuerySet[Issue]:
    """Issues that have not appeared."""
    appeared = Edition.objects.filter(masthead=OuterRef("masthead"), number=OuterRef("number"))
    return _others(edition).filter(~Exists(appeared))


def _others(edition: Edition) -> QuerySet[Issue]:
    """The other issues that have lines in their box of corrections."""
    rows = Issue.objects.filter(masthead=edition.masthead_id).exclude(number=edition.number)
    return rows.exclude(corrections=[]).order_by("pk")


def _whole(rows: WithdrawalQuerySet) -> WithdrawalQuerySet:
    return rows.select_related("edition__masthead").defer("edition__snapshot").order_by("pk")
