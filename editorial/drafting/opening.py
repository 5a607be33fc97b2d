"""Opening an issue (开编): as it was proposed from the previous one, or from a reading that was accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import deadlines, entries, errata, history, proposing, trail
from editorial.drafting.proposing import NEXT, Choice
from editorial.models import Issue, Part, Section, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to open an issue.")
CHANGED = _("What would be opened has changed since you looked at it. Look at it again before you open it.")
TAKEN = _("Number %(number)s of %(masthead)s exists already.")


def open_next(masthead: Masthead, *, by: User, choice: Choice = NEXT, seen_digest: str | None = None) -> Issue:
    """The next issue: coverage that joins, the same parts and sections, and its due dates. Raises Refused.

    ``seen_digest`` is that of the proposal that the person looked at.
    """
    with trail.attempt("open", masthead, by=by) as act:
        require((may(by, Verb.OPEN, masthead), FORBIDDEN))
        # Whoever comes second waits here, and then goes on from what the first one opened.
        Masthead.objects.select_for_update().get(pk=masthead.pk)
        found = proposing.propose(masthead, choice)
        require((seen_digest in (None, found.digest), CHANGED))
        bears = found.form != Issue.Form.SPECIAL
        issue = build(masthead, found.front, found.parts, by=by, asking=found.asking, bears_errata=bears)
        Issue.objects.filter(pk=issue.pk).update(form=found.form, last_number=found.last_number)
        deadlines.lay(issue)
        act.row, act.after_digest = issue, assembly.assemble(issue.pk).digest
        act.remark = str(found.form.label)
    return issue


def create(masthead: Masthead, front: shape.Issue, parts: Iterable[shape.Part], *, by: User) -> Issue:
    """A new issue of given matter, as one mutation. Raises Refused when the number is taken."""
    with trail.attempt("open", masthead, by=by) as act:
        issue = build(masthead, front, parts, by=by)
        act.row, act.after_digest = issue, assembly.assemble(issue.pk).digest
    return issue


def build(
    masthead: Masthead,
    front: shape.Issue,
    parts: Iterable[shape.Part],
    *,
    by: User,
    asking: Collection[str] = (),
    bears_errata: bool = True,
) -> Issue:
    """All rows of a new issue with its parts, sections and entries, inside the caller's attempt.

    ``asking`` names the parts that ask for their department's sign-off. Lines of corrections that wait for an issue
    come into it, save where it has its own subject. Raises Refused when the number is taken.
    """
    Masthead.objects.select_for_update().get(pk=masthead.pk)
    spanned = masthead.issues.filter(number__lte=front.number, last_number__gte=front.number)
    late = Edition.objects.filter(masthead=masthead, number=front.number or 0, is_back_issue=True)
    is_free = not spanned.exists() and not late.exists()
    require((is_free, TAKEN % {"number": front.number, "masthead": masthead}))
    try:
        with transaction.atomic():
            issue = Issue.objects.create(masthead=masthead, **columns_of(front))
    except IntegrityError as error:
        raise Refused([TAKEN % {"number": front.number, "masthead": masthead}]) from error
    for position, part in enumerate(parts, start=1):
        _create_part(issue, part, position, by=by, asks=part.code in asking)
    history.keep_issue(issue, by=by)
    if bears_errata:
        errata.fill(issue, by=by)
    return issue


def _create_part(issue: Issue, part: shape.Part, position: int, *, by: User, asks: bool) -> None:
    row = Part.objects.create(
        issue=issue,
        position=position,
        code=part.code or f"part-{position}",
        title=part.title or "",
        covers_from_on=part.covers_from_on,
        covers_to_on=part.covers_to_on,
        compiler=part.compiler or "",
        compiled_on=part.compiled_on,
        asks_sign_off=asks,
    )
    for place, section in enumerate(part.sections, start=1):
        _create_section(row, section, place, by=by)
    history.keep_part(Part.objects.get(pk=row.pk), by=by)


def _create_section(part: Part, section: shape.Section, position: int, *, by: User) -> None:
    row = Section.objects.create(
        part=part,
        position=position,
        code=section.code or f"section-{position}",
        title=section.title or "",
        level=section.level or "",
    )
    for place, entry in enumerate(section.entries, start=1):
        history.keep_entry(entries.create(row, entry, position=place, by=by), by=by)


def columns_of(front: shape.Issue) -> dict[str, object]:
    """Front matter as column values of an Issue row."""
    return {
        "number": front.number,
        "number_label": front.number_label or "",
        "year_number": front.year_number,
        "title": front.title or "",
        "dated_on": front.dated_on,
        "covers_from_on": front.covers_from_on,
        "covers_to_on": front.covers_to_on,
        "next_dated_on": front.next_dated_on,
        "highlights": list(front.highlights),
        "boxes": list(front.written_boxes()),
    }
