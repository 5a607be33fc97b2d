"""Writing entries: adding one, revising it; a save that changes nothing changes nothing, versions included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from bulletin import snapshot as shape
from bulletin.reading import numbers
from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import history, published, trail, workdays
from editorial.drafting.trail import Act
from editorial.models import Attachment, Entry, Section, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to edit this entry.")
IN_REVIEW = _("This entry is in review. Recall it, or let a reviewer return it, before you change it.")
SUGGEST_IT = _("This entry is in review. Put your change forward as a suggestion; whoever takes it over owns it.")
UNDER_REVIEW = (Entry.State.SUBMITTED, Entry.State.APPROVED)


def add(section: Section, content: shape.Entry, *, by: User) -> Entry:
    """A new draft at the end of ``section``. Raises Refused."""
    with trail.attempt("add", section, by=by) as act:
        require((may(by, Verb.EDIT, section), FORBIDDEN))
        entry, act.after_digest = append(section, content, by=by)
        act.row = entry
    return entry


def append(section: Section, content: shape.Entry, *, by: User) -> tuple[Entry, str]:
    """Inside an attempt that asked who may: a new draft at the end of ``section``, and its digest. Raises Refused."""
    history.claim_outline(section.part.issue)
    published.require_movable(section.part.issue)
    entry = create(section, content, position=_end_of(section), by=by)
    history.keep_part(section.part, by=by)
    return entry, history.keep_entry(entry, by=by)


def create(section: Section, content: shape.Entry, *, position: int, by: User) -> Entry:
    """The rows of an entry, without checks or history: for ``add`` and for accepting a reading."""
    columns = assembly.columns_of(content) | {"body_html": richtext.canonical(content.body_html or "")}
    entry = Entry.objects.create(section=section, position=position, created_by=by, **columns)
    _replace_attachments(entry, content.attachments)
    return entry


def revise(
    entry: Entry,
    changes: Mapping[str, Any],
    *,
    by: User,
    seen_version: int,
    attachments: Sequence[shape.Attachment] | None = None,
) -> Entry:
    """Save changed columns of an entry, and its attachments when given, if it still is at ``seen_version``.

    In review a text is read, not written: there a reviewer's change is a suggestion. Returns the row as it now is.
    Raises Refused with every reason; then nothing was saved.
    """
    with trail.attempt("edit", entry, by=by) as act:
        history.claim(entry.section.part.issue)
        require(
            (may(by, Verb.EDIT, entry), FORBIDDEN),
            (not in_review(entry), _read_only_for(by, entry)),
            (Entry.objects.filter(pk=entry.pk, version=seen_version).exists(), history.STALE),
        )
        if not put(act, entry, changes, attachments, by=by, seen_version=seen_version):
            act.void()
    return Entry.objects.get(pk=entry.pk)


def in_review(entry: Entry) -> bool:
    """Whether an entry is submitted or approved at this moment."""
    return Entry.objects.filter(pk=entry.pk, state__in=UNDER_REVIEW).exists()


def put(
    act: Act,
    entry: Entry,
    changes: Mapping[str, Any],
    attachments: Sequence[shape.Attachment] | None,
    *,
    by: User,
    seen_version: int,
) -> bool:
    """Inside an attempt that has claimed the issue: write the change and its revision; False when there is none.

    Raises Refused for a text that has appeared and that no correction has taken up.
    """
    published.require_changeable(entry)
    before = content(entry)
    _update(entry, normalised(changes, entry), seen_version)
    if attachments is not None and tuple(attachments) != before.attachments:
        _replace_attachments(entry, attachments)
    act.before_digest = shape.entry_digest(before)
    act.after_digest = shape.entry_digest(content(entry))
    if act.after_digest == act.before_digest:
        return False
    _record(entry, by=by)
    return True


def restore(entry: Entry, text: shape.Entry, *, by: User) -> bool:
    """Inside an attempt that has claimed the issue: make an entry say exactly what a snapshot of it says.

    Its state is the caller's. False when it says so already.
    """
    if shape.entry_digest(content(entry)) == shape.entry_digest(text):
        return False
    Entry.objects.filter(pk=entry.pk).update(version=F("version") + 1, **assembly.columns_of(text))
    _replace_attachments(entry, text.attachments)
    history.keep_entry(entry, by=by)
    return True


def content(entry: Entry) -> shape.Entry:
    """The entry as it is stored at this moment."""
    return assembly.entry_of(Entry.objects.prefetch_related("attachments").get(pk=entry.pk))


def _record(entry: Entry, *, by: User) -> None:
    """A change: approval falls back to submitted, and the revision is kept."""
    Entry.objects.filter(pk=entry.pk, state=Entry.State.APPROVED).update(state=Entry.State.SUBMITTED)
    history.keep_entry(entry, by=by)


def _update(entry: Entry, changes: Mapping[str, Any], seen_version: int) -> None:
    rows = Entry.objects.filter(pk=entry.pk, version=seen_version)
    if not rows.update(version=F("version") + 1, **changes):
        raise Refused([history.STALE])


def normalised(changes: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """Changed columns with what follows from them: the body's one form, the canonical number, the days counted."""
    normal = dict(changes)
    if "body_html" in normal:
        normal["body_html"] = richtext.canonical(normal["body_html"] or "")
    if "number_typed" in normal:
        normal["number_canonical"] = _canonical(normal["number_typed"])
    if normal.keys() & {"consultation_opens_on", "consultation_closes_on"}:
        opens_on = normal.get("consultation_opens_on", entry.consultation_opens_on)
        closes_on = normal.get("consultation_closes_on", entry.consultation_closes_on)
        normal["consultation_computed_working_days"] = workdays.counted(opens_on, closes_on)
    return normal


def _canonical(typed: str) -> str:
    """The canonical form where a document number is recognised, else what was typed."""
    found = numbers.find_all(typed)
    return found[0].canonical if found else typed.strip()


def _read_only_for(by: User, entry: Entry) -> object:
    return SUGGEST_IT if may(by, Verb.SUGGEST, entry) else IN_REVIEW


def _replace_attachments(entry: Entry, attachments: Sequence[shape.Attachment]) -> None:
    entry.attachments.all().delete()
    Attachment.objects.bulk_create(
        Attachment(
            entry=entry,
            position=position,
            title=each.title,
            url=each.url or "",
            digest=each.digest or "",
            type=each.type or "",
            size=each.size,
        )
        for position, each in enumerate(attachments, start=1)
    )


def _end_of(section: Section) -> int:
    return (section.entries.aggregate(last=Max("position"))["last"] or 0) + 1
