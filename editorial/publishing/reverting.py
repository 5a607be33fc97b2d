"""Putting things back as they appeared: one entry, or all of an issue whose correction is given up."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from bulletin import snapshot as shape
from editorial import assembly
from editorial.drafting import entries, errata, history, opening
from editorial.models import Entry, Issue, Part, Section, Submission, User
from editorial.review import corrected, rules
from editorial.review.facts import DRAFTS, Target, gather


def restore(issue: Issue, ground: corrected.Ground, *, by: User) -> None:
    """Entries, headings, front matter and lines of an issue as its newest edition has them, in the caller's attempt."""
    for entry in Entry.objects.filter(section__part__issue=issue, removal__isnull=True).select_related(
        "section__part__issue"
    ):
        entries.restore(entry, ground.before[entry.ref], by=by)
        if entry.pk in ground.taken_up or entry.state in DRAFTS:
            leave(issue, entry)
    frames = assembly.assemble(issue.pk)
    if corrected.frames(frames.snapshot) != corrected.frames(ground.snapshot):
        _restore_frames(issue, frames.parts, ground.snapshot, by=by)
    if [*frames.issue.corrections] != errata.lines_of(ground.snapshot):
        Issue.objects.filter(pk=issue.pk).update(corrections=errata.lines_of(ground.snapshot))
        history.keep_issue(issue, by=by)


def _restore_frames(issue: Issue, parts: tuple[Part, ...], snapshot: shape.Snapshot, *, by: User) -> None:
    """Front matter and headings as they appeared."""
    Issue.objects.filter(pk=issue.pk).update(**opening.columns_of(snapshot.issue))
    history.keep_issue(issue, by=by)
    for row, part in zip(parts, snapshot.parts, strict=True):
        Part.objects.filter(pk=row.pk).update(
            title=part.title or "",
            covers_from_on=part.covers_from_on,
            covers_to_on=part.covers_to_on,
            compiler=part.compiler or "",
            compiled_on=part.compiled_on,
        )
        for section, other in zip(row.sections.all(), part.sections, strict=True):
            Section.objects.filter(pk=section.pk).update(title=other.title or "")
        history.keep_part(row, by=by)


def leave(issue: Issue, entry: Entry) -> None:
    """An entry as it appeared goes back to where it stood: approved where it is signed, else put up for review."""
    Submission.objects.filter(entry=entry, ended_at=None).update(ended_at=timezone.now())
    Entry.objects.filter(pk=entry.pk).update(state=Entry.State.SUBMITTED, version=F("version") + 1)
    if rules.fully_signed(gather(issue.pk), Target(entry.section.part_id, entry.pk)):
        Entry.objects.filter(pk=entry.pk).update(state=Entry.State.APPROVED)
    else:
        resubmit(issue, entry)


def resubmit(issue: Issue, entry: Entry) -> None:
    """An entry that went out unsigned stays submitted by whoever submitted it, who still may not sign it."""
    last = Submission.objects.filter(entry=entry).order_by("-pk").first()
    if last is not None:
        Submission.objects.create(issue=issue, entry=entry, digest=last.digest, by=last.by, at=timezone.now())
