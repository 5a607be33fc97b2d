"""What readers are told of a correction: one line a place, which the sign-offs of the issue bind."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import errata, history, published, trail
from editorial.models import Correction, Entry, Issue, Part, Section, User
from editorial.review import corrected
from editorial.roles import Verb, may

Place = Entry | Section | Part | Issue
LONGEST = 500

FORBIDDEN = _("Your role does not allow you to correct a released issue.")
NONE_UNDER_WAY = _("No correction of this issue is under way.")
NOT_TAKEN_UP = _("“%(entry)s” is not taken up in this correction.")
NO_LINES = _("A silent fix is released without notice, so there is nothing to word.")
HALF = _("Say what is right, and beside it what was wrong or a note; or leave all three empty.")
TOO_LONG = _("No more than %(count)s characters in each; it is printed on the first page.")


def word(place: Place, *, wrong: str, right: str, note: str = "", by: User, seen_version: int | None = None) -> None:
    """What readers are told about a place: an entry that is taken up, a heading, or the front of the issue.

    All three empty take the line away. ``seen_version`` is the issue's. Raises Refused.
    """
    issue = issue_of(place)
    told = {"wrong": wrong.strip(), "right": right.strip(), "note": note.strip()}
    with trail.attempt("word correction", place, by=by) as act:
        require((may(by, Verb.CORRECT, place), FORBIDDEN))
        base = ground(issue, seen_version)
        require(*_wordable(base.correction, place, told))
        act.before_digest = assembly.assemble(issue.pk).digest
        line = {"ref": ref_of(place), "number": issue.number, "issue": errata.label(issue)}
        said = {name: each for name, each in told.items() if each}
        put_line(issue, base, ref_of(place), {**line, **said} if said else None, by=by)
        act.after_digest = assembly.assemble(issue.pk).digest
        act.remark = " → ".join(filter(None, [told["wrong"], told["right"]])) or told["note"]


def claimed(issue: Issue, seen_version: int | None = None) -> Correction:
    """The correction under way, with its issue claimed in the caller's attempt. Raises Refused."""
    history.claim_outline(issue, seen_version=seen_version)
    correction = published.under_way(issue)
    if correction is None:
        raise Refused([NONE_UNDER_WAY])
    return correction


def ground(issue: Issue, seen_version: int | None = None) -> corrected.Ground:
    """The same, with what appeared before it."""
    return corrected.ground_of(claimed(issue, seen_version))


def put_line(issue: Issue, base: corrected.Ground, ref: str, line: dict[str, Any] | None, *, by: User) -> None:
    """Put a line in the place of the one that this correction had at ``ref``; nothing where both are nothing."""
    present = Issue.objects.values_list("corrections", flat=True).get(pk=issue.pk)
    ours = [each for each in base.added(present) if each["ref"] == ref]
    lines = errata.added(present, ours) + ([line] if line else [])
    if lines != present:
        Issue.objects.filter(pk=issue.pk).update(corrections=lines)
        history.keep_issue(issue, by=by)


def issue_of(place: Place) -> Issue:
    match place:
        case Issue():
            return place
        case Part():
            return place.issue
        case Section():
            return place.part.issue
    return place.section.part.issue


def ref_of(place: Place) -> str:
    """The place as lines name it: "2.1.20" of an entry, "2.1" of a section, "2" of a part, "" of the front."""
    if isinstance(place, Entry):
        return place.ref
    if isinstance(place, Section):
        return f"{ref_of(place.part)}.{_rank(place, Section.objects.filter(part=place.part))}"
    return f"{_rank(place, Part.objects.filter(issue=place.issue))}" if isinstance(place, Part) else ""


def _rank(row: Section | Part, beside: Any) -> int:
    return list(beside.order_by("position", "pk").values_list("pk", flat=True)).index(row.pk) + 1


def _wordable(correction: Correction, place: Place, told: dict[str, str]) -> list[tuple[bool, object]]:
    taken_up = not isinstance(place, Entry) or correction.entries.filter(entry=place).exists()
    is_whole = bool(told["right"] and (told["wrong"] or told["note"])) or not any(told.values())
    return [
        (correction.kind == Correction.Kind.NOTICE, NO_LINES),
        (taken_up, NOT_TAKEN_UP % {"entry": place}),
        (is_whole, HALF),
        (max(map(len, told.values())) <= LONGEST, TOO_LONG % {"count": LONGEST}),
    ]
