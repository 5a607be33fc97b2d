"""Lines of corrections in an issue: its own, about what its earlier revision got wrong, and those about other issues.

A line names its issue by number; when a correction is released its lines go by themselves, once, into the box of
corrections of the next open issue, or wait for the next one that is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet

from bulletin import snapshot as shape
from bulletin.archive import withdrawn
from bulletin.models import Edition, Masthead
from bulletin.rendering.words import words_for
from editorial import assembly
from editorial.drafting import history, published
from editorial.models import Correction, Issue, User

Line = Mapping[str, Any]


def label(issue: Issue) -> str:
    """The number of an issue as its lines print it."""
    return words_for(issue.masthead.language).issue_number(issue.number_label, issue.number)


def label_of(issue: Issue, number: int) -> str:
    """How a line of this issue prints the number of another one: as that one did, or plainly."""
    told = next((line["issue"] for line in issue.corrections if line.get("number") == number and "issue" in line), None)
    known = Edition.objects.filter(masthead=issue.masthead_id, number=number).values_list("number_label", flat=True)
    return told or known.first() or words_for(issue.masthead.language).number.format(number)


def about_others(issue: Issue) -> list[Line]:
    """The lines of an issue that are not about itself."""
    return [each for each in issue.corrections if not is_own(each, issue.number)]


def is_own(line: Line, number: int | None) -> bool:
    """Whether a line is about the very issue that bears it."""
    return number is not None and line.get("number") == number


def own(lines: Iterable[Line], number: int | None) -> list[Line]:
    return [each for each in lines if is_own(each, number)]


def added(lines: Iterable[Line], before: Iterable[Line]) -> list[Line]:
    """The lines that were not there before; what is said twice counts twice."""
    left = list(before)
    found: list[Line] = []
    for each in lines:
        if each in left:
            left.remove(each)
        else:
            found.append(each)
    return found


def lines_of(snapshot: shape.Snapshot) -> list[Line]:
    """All lines of a snapshot, as the desk keeps them."""
    return [*assembly.rows_json(snapshot.corrections)]


def carry(correction: Correction, *, by: User) -> None:
    """Put the lines of a released correction into the next open issue, if there is one. Runs in its release.

    Of two issues that are opened or submitted at this moment the masthead's row orders them.
    """
    issue = correction.issue
    Masthead.objects.select_for_update().get(pk=issue.masthead_id)
    lines = _missing(correction)
    for target in _open_after(issue) if lines else ():
        if _put(target, lines, by=by):
            Correction.objects.filter(pk=correction.pk).update(carried_to=target)
            return


def carry_again(issue: Issue) -> None:
    """Carry what could not be while something of an issue was withdrawn, in the transaction that undoes that."""
    if not published.is_withdrawn(issue):
        for correction in _to_carry().filter(issue=issue):
            carry(correction, by=correction.by)


def fill(issue: Issue, *, by: User) -> None:
    """Put every line that found no open issue into one that has just been opened, in the caller's attempt.

    Those about a number that is withdrawn wait until that is undone.
    """
    for correction in _to_carry().filter(issue__masthead=issue.masthead_id, issue__number__lt=issue.number):
        lines = [] if published.is_withdrawn(correction.issue) else _missing(correction)
        if lines and _put(issue, lines, by=by):
            Correction.objects.filter(pk=correction.pk).update(carried_to=issue)


def _to_carry() -> QuerySet[Correction]:
    waiting = Correction.objects.filter(kind=Correction.Kind.NOTICE, edition__isnull=False, carried_to=None)
    return waiting.select_related("edition__supersedes", "issue__masthead", "by").order_by("edition__released_at")


def _open_after(issue: Issue) -> QuerySet[Issue]:
    """Later issues that still take something up; a special one has its own subject, a corrected one has appeared."""
    later = Issue.objects.filter(masthead=issue.masthead_id, number__gt=issue.number, state=Issue.State.OPEN)
    corrected = published.being_corrected().values("issue")
    return later.exclude(form=Issue.Form.SPECIAL).exclude(pk__in=corrected).order_by("number")


def _put(issue: Issue, lines: list[Line], *, by: User) -> bool:
    """Whether the issue was still open and has the lines now."""
    claimed = Issue.objects.filter(pk=issue.pk, state=Issue.State.OPEN)
    if not claimed.update(version=F("version") + 1, generation=F("generation") + 1):
        return False
    present = Issue.objects.values_list("corrections", flat=True).get(pk=issue.pk)
    Issue.objects.filter(pk=issue.pk).update(corrections=[*present, *lines])
    history.keep_issue(issue, by=by)
    return True


def lines_by(correction: Correction) -> list[Line]:
    """What a released correction said, read from what appeared."""
    edition = correction.edition
    if edition is None:
        return []
    now = own(lines_of(shape.loads(bytes(edition.snapshot))), edition.number)
    before = edition.supersedes
    return added(now, lines_of(shape.loads(bytes(before.snapshot))) if before else [])


def _missing(correction: Correction) -> list[Line]:
    """Of that, what no later issue says; lines about what was taken away since quote it, and go nowhere."""
    issue, edition = correction.issue, correction.edition
    later = Issue.objects.filter(masthead=issue.masthead_id, number__gt=issue.number)
    said = [line for lines in later.values_list("corrections", flat=True) for line in lines]
    gone = {each.ref for each in withdrawn.in_force(edition)} if edition else set()
    return [each for each in lines_by(correction) if each["ref"] not in gone and each not in said]
