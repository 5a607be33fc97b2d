"""A whole bulletin that came in becomes a new issue of drafts; where each of them came from stays known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.refusal import require
from editorial import assembly
from editorial.drafting import deadlines, opening, proposing, trail
from editorial.intake import envelope, fitting, pooling, rereading, taking
from editorial.intake.receiving import receive as receive
from editorial.intake.taking import snapshot_of as snapshot_of
from editorial.models import Candidate, Entry, Issue, SourceDocument, User
from editorial.roles import Verb, may

OTHER_TITLE = _("The document calls itself “%(found)s”, the masthead is “%(title)s”.")
TAKEN = _("Entries of this document were taken or declined one by one already. Take the others in the same way.")
MOST_HIGHLIGHTS = 5


def accept(
    document: SourceDocument, *, by: User, leaving: Iterable[str] = (), seen_version: int | None = None
) -> Issue:
    """Open a new issue with what the document was read as, but for the entries that ``leaving`` names by their keys.

    Raises Refused with every reason.
    """
    left = frozenset(leaving)
    with trail.attempt("accept", document, by=by) as act:
        require(
            (may(by, Verb.IMPORT, document.masthead), rereading.FORBIDDEN),
            (document.issue is None, taking.ACCEPTED % {"issue": document.issue}),
        )
        found = taking.corrected(document, leaving=left)
        kept = [each for each in taking.found_in(document) if each.ref not in left]
        _permit(document, found)
        front = completed(found, number=found.issue.number or proposing.next_number(document.masthead))
        issue = opening.build(document.masthead, front, found.parts, by=by)
        deadlines.lay(issue, only_ahead=True)
        taking.claim(document, seen_version=seen_version, issue=issue)
        pooling.take(document, kept, by=by, entries=_in_order(issue))
        act.row, act.after_digest = issue, assembly.assemble(issue.pk).digest
    return issue


def completed(found: shape.Snapshot, *, number: int) -> shape.Issue:
    """The front matter as read, with what an issue needs beside it: a number, a date, highlights to begin with."""
    days = [part.compiled_on or part.covers_to_on for part in found.parts]
    return replace(
        found.issue,
        number=number,
        dated_on=found.issue.dated_on or max((day for day in days if day), default=None),
        highlights=found.issue.highlights or proposed_highlights(found),
    )


def proposed_highlights(found: shape.Snapshot) -> tuple[str, ...]:
    """What a reader must act on (consultations, announced dates), then what opens each section; editors revise it."""
    firsts = [section.entries[0] for part in found.parts for section in part.sections if section.entries]
    urgent = [entry for entry in found.entries() if entry.consultation or any(each.on for each in entry.effective)]
    titles = list(dict.fromkeys(entry.title for entry in [*urgent, *firsts]))
    return tuple(titles[:MOST_HIGHLIGHTS])


def other_title(document: SourceDocument) -> object | None:
    """A sentence when the document names another masthead than the one it was received for."""
    found = snapshot_of(document).masthead.title
    if found and found != document.masthead.title:
        return OTHER_TITLE % {"found": found, "title": document.masthead.title}
    return None


def _permit(document: SourceDocument, found: shape.Snapshot) -> None:
    taken = Candidate.objects.filter(document=document)
    require(
        (bool(found.entries()), envelope.NO_ENTRY),
        (not taken.exists(), TAKEN),
        *((False, sentence) for sentence in fitting.of_snapshot(found)),
    )


def _in_order(issue: Issue) -> list[Entry]:
    rows = Entry.objects.filter(section__part__issue=issue)
    return list(rows.order_by("section__part__position", "section__position", "position", "pk"))
