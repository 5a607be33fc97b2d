"""审稿意见: remarks on an entry, a passage of its body, a part or the issue; replies; resolving and reopening.

A remark changes no text. An unresolved one that is marked must-fix keeps what it is about from being signed.
"""

from __future__ import annotations

import re

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from bulletin.refusal import Refused, require
from editorial import roles
from editorial.drafting import history, trail
from editorial.drafting.trail import Act
from editorial.models import Entry, Issue, Message, Part, Remark, Submission, User
from editorial.review.facts import ISSUE, Target, gather
from editorial.review.mentions import mentioned
from editorial.review.suggesting import writers
from editorial.roles import Verb, may
from editorial.telling import tell

Row = Entry | Part | Issue
LONGEST = 10_000
LONGEST_PASSAGE = 500
FORBIDDEN = _("Your role does not remark on this.")
EMPTY = _("Write what you want to say.")
TOO_LONG = _("A remark has at most 10,000 characters.")
PASSAGE_TOO_LONG = _("Quote at most 500 characters.")
NO_SUCH_PASSAGE = _("The quoted passage does not stand in the text as it now is.")
ONLY_REVIEWERS_DEMAND = _("Only who reviews this may mark a remark as must-fix.")
NOT_YOURS = _("A remark is resolved by its author, by the writer of the text or by an editor.")
NOT_THE_WRITERS = _(
    "A must-fix remark is resolved by who made it, or by another reviewer who neither wrote nor submitted the text."
)
RESOLVED = _("This remark is resolved already.")
OPEN = _("This remark is not resolved.")


def say(row: Row, text: str, *, by: User, passage: str = "", must_fix: bool = False) -> Remark:
    """Begin a thread on an entry (or a passage of it), a part or the issue. Raises Refused with every reason."""
    with trail.attempt("remark", row, by=by) as act:
        history.claim(issue_of(row))
        require(
            (may(by, Verb.REMARK, row), FORBIDDEN),
            *_fit(text),
            (not must_fix or may(by, Verb.RETURN, row), ONLY_REVIEWERS_DEMAND),
            (len(passage.strip()) <= LONGEST_PASSAGE, PASSAGE_TOO_LONG),
            (not passage.strip() or (isinstance(row, Entry) and stands_in(passage, row)), NO_SUCH_PASSAGE),
        )
        _name(act, row, text)
        made = Remark.objects.create(
            issue=issue_of(row),
            entry=row if isinstance(row, Entry) else None,
            part=row if isinstance(row, Part) else None,
            passage=passage.strip(),
            digest=act.before_digest,
            must_fix=must_fix,
            text=text.strip(),
            by=by,
            at=timezone.now(),
        )
        _call(made, row)
    return made


def reply(remark: Remark, text: str, *, by: User) -> Remark:
    """Answer in the thread of a remark. Raises Refused."""
    thread = remark.thread or remark
    row = row_of(thread)
    with trail.attempt("remark", row, by=by) as act:
        history.claim(issue_of(row))
        require((may(by, Verb.REMARK, row), FORBIDDEN), *_fit(text))
        _name(act, row, text)
        places = {"issue": issue_of(row), "part": thread.part, "entry": thread.entry}
        made = Remark.objects.create(
            **places, thread=thread, digest=act.before_digest, text=text.strip(), by=by, at=timezone.now()
        )
        _call(made, row)
    return made


def resolve(thread: Remark, *, by: User) -> None:
    """Close a thread: what it asked for is done, or needs no more words. Raises Refused."""
    row = row_of(thread)
    with trail.attempt("resolve", row, by=by) as act:
        history.claim(issue_of(row))
        require((may_resolve(by, thread), NOT_THE_WRITERS if thread.must_fix else NOT_YOURS))
        _name(act, row, thread.text)
        if not _first(thread, resolved=False).update(resolved_by=by, resolved_at=timezone.now()):
            raise Refused([RESOLVED])


def reopen(thread: Remark, *, by: User) -> None:
    """Take a resolution back; every reviewer may, besides those who may resolve. Raises Refused."""
    row = row_of(thread)
    with trail.attempt("reopen", row, by=by) as act:
        history.claim(issue_of(row))
        require((may_reopen(by, thread), NOT_YOURS))
        _name(act, row, thread.text)
        if not _first(thread, resolved=True).update(resolved_by=None, resolved_at=None):
            raise Refused([OPEN])


def may_resolve(user: User, thread: Remark) -> bool:
    """The author may; of a must-fix else a reviewer with clean hands, of another the writer or an editor."""
    row = row_of(thread)
    if thread.by_id == user.pk and thread.guest_id is None:
        return may(user, Verb.REMARK, row)
    if thread.must_fix:
        return may(user, Verb.RETURN, row) and user not in _authors(row)
    return may(user, Verb.ARRANGE, row) or (may(user, Verb.REMARK, row) and user in _authors(row))


def may_reopen(user: User, thread: Remark) -> bool:
    return may(user, Verb.RETURN, row_of(thread)) or may_resolve(user, thread)


def row_of(remark: Remark) -> Row:
    """What a remark is about."""
    return remark.entry or remark.part or remark.issue


def issue_of(row: Row) -> Issue:
    """The issue in which a row now stands; an entry takes its remarks along when it is held over."""
    if isinstance(row, Entry):
        return row.section.part.issue
    return row.issue if isinstance(row, Part) else row


def readers(row: Row) -> list[User]:
    """Everybody who may look at a row today: whom a remark on it can mention."""
    serving = {each.user_id: each.user for each in roles.serving(issue_of(row).masthead_id)}
    return [person for person in serving.values() if may(person, Verb.VIEW, row)]


def stands_in(passage: str, entry: Entry) -> bool:
    """Whether a passage still occurs in the words of an entry, however its lines are broken."""
    whole = "\n".join([entry.title, entry.standfirst, richtext.text_of(entry.body_html), entry.editor_note])
    return _run_together(passage) in _run_together(whole)


def _run_together(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _fit(text: str) -> list[tuple[bool, object]]:
    return [(bool(text.strip()), EMPTY), (len(text) <= LONGEST, TOO_LONG)]


def _name(act: Act, row: Row, text: str) -> None:
    """A remark changes no text: the digest before it is the one after it."""
    target = _target(row)
    act.before_digest = act.after_digest = gather(issue_of(row).pk).digest(target)
    act.remark = text.strip()


def _target(row: Row) -> Target:
    if isinstance(row, Entry):
        return Target(row.section.part_id, row.pk)
    return Target(part_id=row.pk) if isinstance(row, Part) else ISSUE


def _call(remark: Remark, row: Row) -> None:
    """Note whom a remark mentions, and tell them."""
    people = mentioned(remark.text, readers(row))
    remark.mentions.set(people)
    tell(
        Message.Event.MENTIONED,
        people,
        masthead=issue_of(row).masthead,
        about=row,
        issue=issue_of(row),
        entry=row if isinstance(row, Entry) else None,
        by=remark.by,
        remark=remark.text,
    )


def _authors(row: Row) -> list[User]:
    """Whose text it is; of a part or an issue, who submitted it."""
    if isinstance(row, Entry):
        return writers(row)
    submitted = Submission.objects.filter(issue=issue_of(row), entry=None, ended_at=None)
    return [each.by for each in submitted.select_related("by")]


def _first(thread: Remark, *, resolved: bool) -> QuerySet[Remark]:
    """The first remark of a thread, if it is in the state from which somebody wants to take it."""
    return Remark.objects.filter(pk=thread.pk, thread=None, resolved_at__isnull=not resolved)
