"""更正: a released issue is opened again for what was wrong in it, signed anew, and appears as a further revision.

Revision 1 stays as it is. Only what is taken up may change; whoever takes up, changes or words does not sign it.
"""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Edition
from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import entries, errata, history, published, trail
from editorial.models import Assignment, CorrectedEntry, Correction, Entry, GuestLink, Issue, Submission, User
from editorial.publishing import reverting, wording
from editorial.publishing.wording import FORBIDDEN, NOT_TAKEN_UP
from editorial.review.corrected import WITHDRAWN
from editorial.roles import Verb, may

NOT_RELEASED = _("Only what is released is corrected; this issue is still being made.")
UNDER_WAY = _("A correction of this issue is under way already.")
NO_REASON = _("Say what is to be corrected and why; it stays on the desk.")
NO_KIND = _("Choose whether readers are told.")
TAKEN_UP = _("“%(entry)s” is taken up already.")
WAITS = _("Something was taken away from this issue, and the revision without it is still to be made. Make it first.")
GONE = _("“%(entry)s” was withdrawn or taken down; nothing of it is left to correct.")


def begin(issue: Issue, *, kind: str, reason: str, by: User) -> Correction:
    """Open a released issue for a correction of this kind ("correction", "text-fix"). Raises Refused.

    All its sign-offs stay; what nobody changes keeps them.
    """
    with trail.attempt("begin correction", issue, by=by) as act:
        require((may(by, Verb.CORRECT, issue), FORBIDDEN))
        require(*openable(issue), (kind in Correction.Kind.values, NO_KIND), (bool(reason.strip()), NO_REASON))
        released = Issue.objects.filter(pk=issue.pk, state=Issue.State.RELEASED)
        if not released.update(state=Issue.State.OPEN, version=F("version") + 1, generation=F("generation") + 1):
            raise Refused([UNDER_WAY])
        made = Correction.objects.create(issue=issue, kind=kind, reason=reason.strip(), by=by, at=timezone.now())
        _clear(issue)
        act.before_digest = act.after_digest = assembly.assemble(issue.pk).digest
        act.remark = f"{made.get_kind_display()}: {made.reason}"
    return made


def take_up(entry: Entry, *, by: User) -> CorrectedEntry:
    """Make a published entry a draft of the correction under way. Raises Refused."""
    issue = entry.section.part.issue
    with trail.attempt("take up", entry, by=by) as act:
        require((may(by, Verb.CORRECT, entry), FORBIDDEN))
        correction = wording.claimed(issue)
        require((entry.removal is None, GONE % {"entry": entry}))
        made, is_new = CorrectedEntry.objects.get_or_create(correction=correction, entry=entry)
        require((is_new, TAKEN_UP % {"entry": entry}))
        Entry.objects.filter(pk=entry.pk).update(state=Entry.State.DRAFT, version=F("version") + 1)
        Submission.objects.filter(entry=entry, ended_at=None).update(ended_at=timezone.now())
        # Kept in their name: who takes a text up answers for it as who changes it does.
        act.before_digest = act.after_digest = history.keep_entry(entry, by=by)
    return made


def put_back(entry: Entry, *, by: User) -> None:
    """Leave an entry as it appeared: its published text, its sign-offs, no line about it. Raises Refused."""
    issue = entry.section.part.issue
    with trail.attempt("put back", entry, by=by) as act:
        require((may(by, Verb.CORRECT, entry), FORBIDDEN))
        ground = wording.ground(issue)
        gone, _rows = CorrectedEntry.objects.filter(correction=ground.correction, entry=entry).delete()
        require((bool(gone), NOT_TAKEN_UP % {"entry": entry}))
        act.before_digest = shape.entry_digest(entries.content(entry))
        entries.restore(entry, ground.before[entry.ref], by=by)
        reverting.leave(issue, entry)
        wording.put_line(issue, ground, entry.ref, None, by=by)
        act.after_digest = shape.entry_digest(entries.content(entry))


def give_up(issue: Issue, *, by: User) -> None:
    """End a correction without a revision: everything is again as it appeared. Raises Refused."""
    with trail.attempt("give up correction", issue, by=by) as act:
        require((may(by, Verb.CORRECT, issue), FORBIDDEN))
        ground = wording.ground(issue)
        # What appeared last still has it, and it would be put back.
        require((not published.waits(issue), WAITS))
        act.before_digest = assembly.assemble(issue.pk).digest
        reverting.restore(issue, ground, by=by)
        Issue.objects.filter(pk=issue.pk).update(state=Issue.State.RELEASED)
        now = timezone.now()
        Submission.objects.filter(issue=issue, ended_at=None).update(ended_at=now)
        CorrectedEntry.objects.filter(correction=ground.correction).delete()
        Correction.objects.filter(pk=ground.correction.pk, ended_at=None).update(ended_at=now)
        act.after_digest = assembly.assemble(issue.pk).digest


def finish(issue: Issue, edition: Edition) -> None:
    """Inside the release: the correction has become an edition, and its lines go on to the next open issue."""
    correction = published.under_way(issue)
    if correction is None:
        return
    Correction.objects.filter(pk=correction.pk).update(ended_at=timezone.now(), edition=edition)
    if correction.kind == Correction.Kind.NOTICE:
        # In the name of who answers for the text that appears: they sign neither this issue nor, as a rule, the next.
        submitted = Submission.objects.filter(issue=issue, entry=None).order_by("-pk").select_related("by").first()
        correction.edition = edition
        errata.carry(correction, by=submitted.by if submitted else correction.by)


def openable(issue: Issue) -> list[tuple[bool, object]]:
    """What must hold before a correction begins, each with the sentence where it does not.

    A back issue has no issue on the desk, so it never comes here.
    """
    return [
        (published.editions(issue).exists(), NOT_RELEASED),
        (not published.is_withdrawn(issue), WITHDRAWN),
    ]


def _clear(issue: Issue) -> None:
    """Dates and guests belonged to the first release and are only in the way; what went out unsigned waits anew."""
    now = timezone.now()
    issue.deadlines.all().delete()
    Assignment.objects.filter(issue=issue).update(due_at=None)
    GuestLink.objects.filter(issue=issue, answered_at=None, revoked_at=None).update(revoked_at=now)
    for entry in Entry.objects.filter(section__part__issue=issue, state=Entry.State.SUBMITTED):
        reverting.resubmit(issue, entry)
