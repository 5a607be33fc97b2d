"""What is mine to do: everything that waits for one person, in groups, each line with the very place to do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial.admin.due import Due
from editorial.admin.watch import Watch
from editorial.models import Assignment, Entry, Issue, Stage, User
from editorial.review import rules, standing
from editorial.review.facts import DRAFTS, ISSUE, Facts, Target, covers

# In the order in which a person should look at them.
HEADINGS: dict[str, Promise] = {
    "overdue": gettext_lazy("Overdue"),
    "returned": gettext_lazy("Returned to you"),
    "must-fix": gettext_lazy("Must be fixed in your texts"),
    "review": gettext_lazy("To review"),
    "release": gettext_lazy("Ready for release"),
    "suggestions": gettext_lazy("Suggestions to settle"),
    "write": gettext_lazy("To write"),
}


@dataclass(frozen=True)
class Line:
    """One thing to do: what it is called, where it is done, and what is said about it."""

    group: str
    title: str
    address: str
    issue: Issue
    what: str = ""
    remark: str = ""
    due: Due | None = None

    def urgency(self) -> float:
        return self.due.at.timestamp() if self.due else float("inf")


@dataclass(frozen=True)
class Group:
    code: str
    heading: object
    lines: tuple[Line, ...]


def agenda(watches: Sequence[Watch], user: User, releasable: Iterable[Issue] = ()) -> list[Group]:
    """The groups that hold anything. What is assigned to somebody else is theirs, though others may sign it too."""
    lines = [line for each in watches for line in _lines(each, user)]
    lines += [
        Line(
            "release",
            str(issue),
            reverse("desk:editorial_issue_release", args=[issue.pk]),
            issue,
            _("ready for release"),
        )
        for issue in releasable
    ]
    lines.sort(key=Line.urgency)
    by_group = {code: tuple(line for line in lines if line.group == code) for code in HEADINGS}
    return [Group(code, HEADINGS[code], found) for code, found in by_group.items() if found]


def _lines(watch: Watch, user: User) -> Iterator[Line]:
    for target in watch.targets():
        if is_mine(watch, target, user):
            yield from _of_entry(watch, target)
    for assignment in watch.assignments:
        if assignment.to_id == user.pk and assignment.stage is None and assignment.entry_id is None:
            yield from _wide_writing(watch, assignment)
    for stage in watch.facts.stages:
        yield from _to_sign(watch, stage, user)


def is_mine(watch: Watch, target: Target, user: User) -> bool:
    """Whether an entry is this person's to write; what was returned goes to whoever submitted it."""
    entry = watch.entry(target)
    last = watch.last_submitted.get(entry.pk)
    if entry.state == Entry.State.RETURNED and last is not None and last.by_id == user.pk:
        return True
    writer = watch.writer(target)
    return writer is not None and writer.pk == user.pk


def entry_address(entry: Entry, place: str = "") -> str:
    address = reverse(f"desk:editorial_{entry.kind}_change", args=[entry.pk])
    return f"{address}#{place}" if place else address


def _of_entry(watch: Watch, target: Target) -> Iterator[Line]:
    entry = watch.entry(target)
    if entry.state in DRAFTS:
        assignment = watch.assigned(target)
        due = watch.due(assignment.due_at if assignment else None)
        was_returned = entry.state == Entry.State.RETURNED
        group = "overdue" if due and due.overdue else "returned" if was_returned else "write"
        place, why = ("review", _why_returned(watch, entry)) if was_returned else ("", "")
        what = _("returned to you") if was_returned else _("to write")
        yield Line(group, entry.title, entry_address(entry, place), watch.issue, what, why, due)
    for remark in watch.remarks.get(entry.pk, ()):
        if remark.must_fix:
            said = _("%(person)s: %(remark)s") % {"person": remark.by, "remark": remark.text}
            yield Line("must-fix", entry.title, entry_address(entry, "review"), watch.issue, "", said, None)
    proposed = watch.suggestions.get(entry.pk, ())
    if proposed:
        people = _(", ").join(str(each.by) for each in proposed)
        yield Line("suggestions", entry.title, entry_address(entry, "review"), watch.issue, people, "", None)


def _why_returned(watch: Watch, entry: Entry) -> str:
    """The last remark that is still open, which the return left."""
    remarks = watch.remarks.get(entry.pk, ())
    return _("%(person)s: %(remark)s") % {"person": remarks[-1].by, "remark": remarks[-1].text} if remarks else ""


def _wide_writing(watch: Watch, assignment: Assignment) -> Iterator[Line]:
    """A part or an issue to be written whole; its drafts are lines of their own."""
    target, due = watch.target_of(assignment), watch.due(assignment.due_at)
    if target is None or any(covers(target, each) for each in watch.targets()):
        return
    group = "overdue" if due and due.overdue else "write"
    yield Line(group, str(watch.facts.row(target)), address_of(watch, target), watch.issue, _("to write"), "", due)


def _to_sign(watch: Watch, stage: Stage, user: User) -> Iterator[Line]:
    """One line a stage for what is assigned to the person, one for what is nobody's."""
    mine, free = [], []
    for target in signable(watch, stage, user):
        assignment = watch.assigned(target, stage)
        if assignment is None:
            free.append(target)
        elif assignment.to_id in [user.pk, *_principals(watch.facts, stage, target, user)]:
            mine.append((target, assignment.due_at))
    if mine:
        dates = [at for _target, at in mine if at]
        yield _review_line(watch, stage, [target for target, _at in mine], min(dates, default=None), assigned=True)
    if free:
        step = next((each for each in watch.deadlines if each.code == stage.code), None)
        yield _review_line(watch, stage, free, step.due_at if step else None, assigned=False)


def signable(watch: Watch, stage: Stage, user: User) -> list[Target]:
    """What the person can sign at a stage this moment, in their own name or as a deputy of today."""
    return [target for target in watch.unsigned(stage) if may_sign(watch.facts, stage, target, user)]


def may_sign(facts: Facts, stage: Stage, target: Target, user: User) -> bool:
    principals = [None, *standing.principals(facts, stage, target, user.pk)]
    return any(not rules.signing_refusals(facts, stage, target, user, deputy_for=each) for each in principals)


def _principals(facts: Facts, stage: Stage, target: Target, user: User) -> list[int]:
    return [each.pk for each in standing.principals(facts, stage, target, user.pk)]


def _review_line(watch: Watch, stage: Stage, targets: list[Target], at: datetime | None, *, assigned: bool) -> Line:
    due = watch.due(at)
    counted = ngettext("%(stage)s: one sign-off", "%(stage)s: %(count)s sign-offs", len(targets))
    what = counted % {"stage": stage.name, "count": len(targets)}
    if assigned:
        what = _("%(what)s, assigned to you") % {"what": what}
    group = "overdue" if due and due.overdue else "review"
    alone = targets[0] if len(targets) == 1 else ISSUE
    title = str(watch.issue) if alone == ISSUE else str(watch.facts.row(alone))
    return Line(group, title, address_of(watch, alone, "review"), watch.issue, what, "", due)


def address_of(watch: Watch, target: Target, place: str = "") -> str:
    """The page of an entry, or the issue's page at a part or at ``place``."""
    if target.entry_id is not None:
        return entry_address(watch.entry(target), place)
    page = reverse("desk:editorial_issue_change", args=[watch.issue.pk])
    return f"{page}#part-{target.part_id}" if target.part_id is not None else f"{page}#{place}"
