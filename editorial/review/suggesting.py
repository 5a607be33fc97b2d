"""修订建议: a reviewer's change of a text in review, kept beside it until its writer takes it over or declines it.

A suggestion changes nothing by itself. Whoever takes it over owns the change, so the reviewer may still sign.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import entries, history, trail
from editorial.models import Assignment, Entry, Message, Revision, Submission, Suggestion, User
from editorial.review import differences
from editorial.review.differences import Change
from editorial.review.field_names import entry_field
from editorial.roles import Verb, may
from editorial.telling import tell

FORBIDDEN = _("Your role does not suggest changes to this entry.")
NOT_IN_REVIEW = _("This entry is not in review; change it itself.")
SAID_ALREADY = _("You have suggested exactly this already.")
NOT_YOURS = _("A suggestion is taken over or declined by the writer of the entry or by an editor.")
SETTLED = _("This suggestion is settled already.")
BOTH_CHANGED = _("“%(field)s” was changed after this suggestion was made; decide between the two by hand.")
# What follows from other columns when it is saved, and is never put forward by itself.
_COMPUTED = {"number_canonical", "consultation_computed_working_days"}


def propose(
    entry: Entry,
    changes: Mapping[str, Any],
    attachments: Sequence[shape.Attachment] | None = None,
    *,
    by: User,
    seen_version: int,
    note: str = "",
) -> Suggestion | None:
    """Put a changed version of an entry in review forward; None when it differs in nothing. Raises Refused."""
    with trail.attempt("suggest", entry, by=by) as act:
        history.claim(entry.section.part.issue)
        present = entries.content(entry)
        proposed = _proposed(entry, present, changes, attachments)
        act.before_digest, act.after_digest = shape.entry_digest(present), shape.entry_digest(proposed)
        act.remark = note.strip()
        _require_proposable(entry, act.after_digest, by=by, seen_version=seen_version)
        if act.after_digest == act.before_digest:
            act.void()
            return None
        made = _kept(entry, proposed, base_digest=act.before_digest, note=act.remark, by=by)
        _tell(Message.Event.SUGGESTED, made, writers(entry), by=by, remark=made.note)
    return made


def take_over(suggestion: Suggestion, *, by: User) -> Entry:
    """Apply what a suggestion changes, as a change of ``by``; the entry stays in review. Raises Refused.

    What else was changed since stays as it is; a field that both changed is named, and then nothing is applied.
    """
    entry = suggestion.entry
    with trail.attempt("take over", suggestion, by=by) as act:
        history.claim(entry.section.part.issue)
        row = Entry.objects.get(pk=entry.pk)
        require((_settles(by, entry), NOT_YOURS))
        changes, attachments = _merged(suggestion, entries.content(entry))
        _settle(suggestion, Suggestion.State.TAKEN, by=by)
        act.before_digest = act.after_digest = shape.entry_digest(entries.content(entry))
        if changes or attachments is not None:
            entries.put(act, row, changes, attachments, by=by, seen_version=row.version)
        _tell(Message.Event.SETTLED, suggestion, [suggestion.by], by=by)
    return Entry.objects.get(pk=entry.pk)


def decline(suggestion: Suggestion, *, by: User, remark: str = "") -> None:
    """Leave the entry as it is; who suggested it may take it back in this way. Raises Refused."""
    entry = suggestion.entry
    with trail.attempt("decline", suggestion, by=by) as act:
        history.claim(entry.section.part.issue)
        require((suggestion.by == by or _settles(by, entry), NOT_YOURS))
        _settle(suggestion, Suggestion.State.DECLINED, by=by)
        act.before_digest, act.after_digest = suggestion.digest, shape.entry_digest(entries.content(entry))
        act.remark = remark.strip()
        _tell(Message.Event.SETTLED, suggestion, [suggestion.by], by=by, remark=act.remark)


def may_settle(user: User, suggestion: Suggestion) -> bool:
    """Whether the buttons are offered; the functions themselves ask again."""
    return suggestion.state == Suggestion.State.OPEN and _settles(user, suggestion.entry)


def writers(entry: Entry) -> list[User]:
    """Whose text it is: whom it is assigned to for writing, who wrote it first, and who put it up for review."""
    assigned = Assignment.objects.filter(entry=entry, stage=None).values("to")
    submitted = Submission.objects.filter(entry=entry, ended_at=None).values("by")
    people = User.objects.filter(pk=entry.created_by_id)
    return list(people | User.objects.filter(pk__in=assigned) | User.objects.filter(pk__in=submitted))


def changes(suggestion: Suggestion) -> list[Change]:
    """What a suggestion changes in the text that its author saw."""
    return differences.of_entry(shape.to_json(_base(suggestion)), json.loads(bytes(suggestion.content)))


def torn(suggestion: Suggestion) -> list[str]:
    """A sentence for every field that was changed on both sides, where taking over would be refused."""
    try:
        _merged(suggestion, entries.content(suggestion.entry))
    except Refused as refused:
        return [str(reason) for reason in refused.reasons]
    return []


def version_of(revision: Suggestion | Revision) -> shape.Entry:
    """The entry that a suggestion or a revision holds."""
    entry: shape.Entry = shape.build(shape.Entry, json.loads(bytes(revision.content)))
    return entry


def _proposed(
    entry: Entry, present: shape.Entry, changes: Mapping[str, Any], attachments: Sequence[shape.Attachment] | None
) -> shape.Entry:
    columns = assembly.columns_of(present) | entries.normalised(changes, entry)
    kept = present.attachments if attachments is None else tuple(attachments)
    return replace(assembly.entry_of(Entry(**columns)), attachments=kept)


def _require_proposable(entry: Entry, digest: str, *, by: User, seen_version: int) -> None:
    repeated = Suggestion.objects.filter(entry=entry, by=by, digest=digest, state=Suggestion.State.OPEN)
    require(
        (may(by, Verb.SUGGEST, entry), FORBIDDEN),
        (entries.in_review(entry), NOT_IN_REVIEW),
        (Entry.objects.filter(pk=entry.pk, version=seen_version).exists(), history.STALE),
        (not repeated.exists(), SAID_ALREADY),
    )


def _kept(entry: Entry, proposed: shape.Entry, *, base_digest: str, note: str, by: User) -> Suggestion:
    return Suggestion.objects.create(
        entry=entry,
        base_digest=base_digest,
        digest=shape.entry_digest(proposed),
        content=shape.canonical(proposed),
        note=note,
        by=by,
        at=timezone.now(),
    )


def _settles(user: User, entry: Entry) -> bool:
    return may(user, Verb.ARRANGE, entry) or (may(user, Verb.EDIT, entry) and user in writers(entry))


def _merged(suggestion: Suggestion, present: shape.Entry) -> tuple[dict[str, Any], tuple[shape.Attachment, ...] | None]:
    """What is left to change in the present entry. Raises Refused with every field that changed on both sides."""
    base, proposed, now = _three(suggestion, present)
    changes = {name: value for name, value in proposed.items() if value not in (base[name], now[name])}
    both = [name for name in changes if now[name] != base[name]]
    if both:
        raise Refused([BOTH_CHANGED % {"field": label(name)} for name in both])
    attachments = changes.pop("attachments", None)
    return changes, attachments


def _three(suggestion: Suggestion, present: shape.Entry) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The text that was seen, the one that is suggested, and the present one, by column."""
    return _columns(_base(suggestion)), _columns(version_of(suggestion)), _columns(present)


def _columns(entry: shape.Entry) -> dict[str, Any]:
    columns = assembly.columns_of(entry) | {"attachments": entry.attachments}
    return {name: value for name, value in columns.items() if name not in _COMPUTED}


def label(name: str) -> str:
    """What a column of an entry is called."""
    return str(capfirst(entry_field(name)))


def _base(suggestion: Suggestion) -> shape.Entry:
    kept = Revision.objects.filter(entry=suggestion.entry_id, digest=suggestion.base_digest).order_by("pk").last()
    # Every text that was ever current has its revision; without one nothing could be told apart.
    return version_of(kept) if kept else entries.content(suggestion.entry)


def _settle(suggestion: Suggestion, state: str, *, by: User) -> None:
    """Claim it: of two who settle it at once the second is refused."""
    rows = Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.OPEN)
    if not rows.update(state=state, settled_by=by, settled_at=timezone.now()):
        raise Refused([SETTLED])


def _tell(event: str, suggestion: Suggestion, people: Sequence[User], *, by: User, remark: str = "") -> None:
    entry = suggestion.entry
    issue = entry.section.part.issue
    seeing = [person for person in people if may(person, Verb.VIEW, entry)]
    tell(event, seeing, masthead=issue.masthead, about=entry, issue=issue, entry=entry, by=by, remark=remark)
