"""Telling people of the desk what concerns them: one row an event and person, in the transaction of the event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial import roles
from editorial.models import Entry, Issue, Message, Remark, User
from editorial.roles import TABLE, Verb

Event = Message.Event
READING = tuple(role for role, verbs in TABLE.items() if Verb.VIEW in verbs)
# Each event as a sentence, with the person who caused it and without one.
SENTENCES: dict[str, tuple[object, object]] = {
    Event.SUBMITTED: (
        _("%(by)s submitted “%(about)s” for your review."),
        _("“%(about)s” was submitted for your review."),
    ),
    Event.RETURNED: (_("%(by)s returned “%(about)s” to you."), _("“%(about)s” was returned to you.")),
    Event.ASSIGNED: (_("%(by)s assigned “%(about)s” to you."), _("“%(about)s” was assigned to you.")),
    Event.MENTIONED: (
        _("%(by)s mentioned you in a remark on “%(about)s”."),
        _("You were mentioned in a remark on “%(about)s”."),
    ),
    Event.SUGGESTED: (_("%(by)s suggests a change to “%(about)s”."), _("A change to “%(about)s” was suggested.")),
    Event.SETTLED: (
        _("%(by)s settled your suggestion for “%(about)s”."),
        _("Your suggestion for “%(about)s” was settled."),
    ),
    Event.DUE: (_("“%(about)s” is due tomorrow."),) * 2,
    Event.OVERDUE: (_("“%(about)s” is overdue."),) * 2,
    Event.LATE: (_("The planned release of “%(about)s” has passed."),) * 2,
    Event.OVERRIDDEN: (
        _("%(by)s released “%(about)s” without review."),
        _("“%(about)s” was released without review."),
    ),
    Event.UNRELEASED: (_("The scheduled release of “%(about)s” was refused."),) * 2,
    Event.GUEST: (_("A guest has answered on “%(about)s”."),) * 2,
    Event.WITHDRAWN: (_("%(by)s withdrew “%(about)s”."), _("“%(about)s” was withdrawn.")),
    Event.TAKEN_DOWN: (_("%(by)s took down “%(about)s”."), _("“%(about)s” was taken down.")),
    Event.UNDOING: (
        _("%(by)s asks you to agree that the withdrawal of “%(about)s” is undone."),
        _("Somebody must agree that the withdrawal of “%(about)s” is undone."),
    ),
    Event.REINSTATED: (
        _("%(by)s agreed: the withdrawal of “%(about)s” is undone."),
        _("The withdrawal of “%(about)s” is undone."),
    ),
}
ON_THE_REVIEW = frozenset({Event.SUBMITTED, Event.RETURNED, Event.SUGGESTED, Event.SETTLED, Event.GUEST})


def tell(
    event: str,
    people: Iterable[User],
    *,
    masthead: Masthead,
    about: object,
    issue: Issue | None = None,
    entry: Entry | None = None,
    by: User | None = None,
    remark: str = "",
    key: str = "",
) -> None:
    """Tell every one of ``people`` once, but nobody of what they did themself, nor anybody who has left.

    With a ``key`` a person is told once for good, however often this is called.
    """
    told = {person.pk: person for person in people if person.is_active and person != by}
    Message.objects.bulk_create(
        (
            Message(
                to=person,
                event=event,
                masthead=masthead,
                issue=issue,
                entry=entry,
                about=str(about)[:500],
                remark=remark,
                key=key,
                by=by,
                at=timezone.now(),
            )
            for person in told.values()
        ),
        ignore_conflicts=bool(key),
    )


def inbox(person: User) -> QuerySet[Message]:
    """What a person was told, the newest first, at mastheads where they may still look: one query."""
    here = Q(masthead=None) | Q(masthead=OuterRef("masthead"))
    reading = roles.memberships(person).filter(here, role__in=READING)
    return Message.objects.filter(Exists(reading), to=person)


def unread(person: Any) -> int:
    """How many messages wait to be read: the number beside the bell."""
    return inbox(person).filter(read_at=None).count()


def mark_read(messages: QuerySet[Message]) -> int:
    """Note that these were read now, where they were not before; how many that were."""
    return messages.filter(read_at=None).update(read_at=timezone.now())


def sentence(message: Message) -> str:
    """What happened, in the reader's language; who caused it is named as they are called now."""
    named, nameless = SENTENCES[message.event]
    values = {"about": message.about, "by": message.by}
    return str((named if message.by_id else nameless) % values)  # type: ignore[operator]


def place(message: Message) -> str:
    """The address within the desk at which a message is about something, as near as it can be named."""
    if message.event == Event.OVERRIDDEN:
        return reverse("desk:editorial_override_changelist")
    if message.event == Event.MENTIONED:
        mark = _remark_mark(message)
    else:
        mark = "#review" if message.event in ON_THE_REVIEW else ""
    if message.entry is not None:
        return reverse(f"desk:editorial_{message.entry.kind}_change", args=[message.entry_id]) + mark
    if message.issue_id is not None:
        page = "remarks" if message.event == Event.MENTIONED else "change"
        return reverse(f"desk:editorial_issue_{page}", args=[message.issue_id]) + mark
    return reverse("desk:index")


def _remark_mark(message: Message) -> str:
    """The very remark in which somebody is mentioned."""
    said = Remark.objects.filter(entry=message.entry_id, by=message.by_id, text=message.remark, mentions=message.to_id)
    found = said.order_by("-pk").values_list("pk", flat=True).first()
    return f"#remark-{found}" if found else "#remarks"
