"""What came in becomes drafts in a section of an issue, straight from a reading or out of the pool."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import require
from editorial import roles
from editorial.drafting import entries, trail
from editorial.intake import fitting, pooling, taking
from editorial.models import Candidate, Entry, Issue, Section, SourceDocument, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to place entries there.")
OTHER_MASTHEAD = _("This came in for another masthead.")

_OPEN = (Issue.State.OPEN, Issue.State.SUBMITTED)


def place(
    document: SourceDocument, refs: Iterable[str], section: Section, *, by: User, seen_version: int | None = None
) -> list[Entry]:
    """New drafts at the end of a section, one for each chosen entry of a reading. Raises Refused."""
    with trail.attempt("place", document, by=by) as act:
        _permit(document, section, by=by)
        found = taking.chosen(document, refs)
        taking.claim(document, seen_version=seen_version)
        drafts = [entries.append(section, each.entry, by=by)[0] for each in found]
        candidates = pooling.take(document, found, by=by, entries=drafts)
        act.after_digest, act.remark = pooling.tell(candidates)
        act.row = drafts[0] if len(drafts) == 1 else document
    return drafts


def place_candidate(candidate: Candidate, section: Section, *, by: User, seen_digest: str | None = None) -> Entry:
    """The draft that an entry of the pool becomes, at the end of a section. Raises Refused."""
    with trail.attempt("place", candidate, by=by) as act:
        _permit(candidate, section, by=by)
        content = pooling.content_of(candidate)
        require(*((False, sentence) for sentence in fitting.of_entry(content)))
        draft, act.after_digest = entries.append(section, content, by=by)
        seen = candidate.digest if seen_digest is None else seen_digest
        pooling.settle(candidate, seen, state=Candidate.State.PLACED, entry=draft)
        act.row = draft
    return draft


def sections(masthead: Masthead, user: User) -> list[Section]:
    """Where somebody may place what came in for a masthead: the newest issue first, then as they are printed."""
    rows = Section.objects.filter(part__issue__masthead=masthead, part__issue__state__in=_OPEN)
    rows = rows.select_related("part__issue__masthead")
    writing = [name for name, verbs in roles.TABLE.items() if Verb.EDIT in verbs]
    granting = list(roles.memberships(user).filter(role__in=writing)) if user.is_active else []
    ordered = rows.order_by("-part__issue__number", "part__position", "position")
    return [row for row in ordered if any(roles.reaches(each, row) for each in granting)]


def _permit(row: SourceDocument | Candidate, section: Section, *, by: User) -> None:
    require(
        (may(by, Verb.IMPORT, row) and may(by, Verb.EDIT, section), FORBIDDEN),
        (row.masthead_id == section.part.issue.masthead_id, OTHER_MASTHEAD),
    )
