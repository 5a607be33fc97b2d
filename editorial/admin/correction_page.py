"""The page of a correction: what is taken up, what it was and is, what readers are told, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin import recording
from bulletin import snapshot as shape
from editorial import roles
from editorial.admin import panels
from editorial.admin.base import person
from editorial.admin.correction_forms import BeginForm, WordForm
from editorial.admin.site import desk
from editorial.drafting import published
from editorial.drafting.errata import Line
from editorial.models import Correction, Entry, Issue
from editorial.publishing import correcting
from editorial.review import corrected, differences, wordings
from editorial.review.corrected import Ground
from editorial.review.differences import Change
from editorial.review.facts import Facts, gather
from editorial.roles import Verb


@dataclass(frozen=True)
class Piece:
    """A place that is being corrected: an entry, a heading, or with ref "" the front matter."""

    ref: str
    title: object
    address: str
    changes: tuple[Change, ...]
    form: WordForm
    line: Line | None
    entry: Entry | None = None


def begin_page(request: HttpRequest, issue: Issue, form: BeginForm | None = None) -> TemplateResponse:
    """Both kinds explained, and the form that begins one; or why none can begin."""
    begins = roles.may(person(request), Verb.CORRECT, issue)
    context = {
        **_frame(request, issue, _("Correct %(issue)s") % {"issue": issue}),
        "form": form or BeginForm(initial={"kind": Correction.Kind.NOTICE}),
        "reasons": [reason for holds, reason in correcting.openable(issue) if not holds],
        "begins": begins,
    }
    return TemplateResponse(request, "editorial/correction/begin.html", context)


def page(request: HttpRequest, correction: Correction, sent: Mapping[str, WordForm] | None = None) -> TemplateResponse:
    """The correction under way, with a form that was refused in place of the fresh one."""
    user, facts = person(request), gather(correction.issue_id)
    ground = corrected.ground_of(correction)
    issue, unlocked = facts.issue, facts.issue.state != Issue.State.SCHEDULED
    pieces = [*_entries(facts, ground, sent or {}), *_headings(facts, ground, sent or {})]
    pieces += _strays(facts, ground, sent or {}, {each.ref for each in pieces})
    context = {
        **_frame(request, issue, _("Correction of %(issue)s") % {"issue": issue}),
        "correction": correction,
        "revision": recording.next_revision(issue.masthead, issue.number),
        "is_silent": ground.is_silent,
        "pieces": pieces,
        "others": _others(facts, ground),
        "panel": panels.panel(facts, user),
        "corrects": unlocked and roles.may(user, Verb.CORRECT, issue),
        "arranges": unlocked and roles.may(user, Verb.ARRANGE, issue),
        "assigns": unlocked and roles.may(user, Verb.ASSIGN, issue),
        "previews": roles.may(user, Verb.PREVIEW, issue),
    }
    return TemplateResponse(request, "editorial/correction/under_way.html", context)


def _frame(request: HttpRequest, issue: Issue, title: str) -> dict[str, Any]:
    return {
        **desk.each_context(request),
        "title": title,
        "issue": issue,
        "opts": Issue._meta,
        "newest": published.editions(issue).first(),
    }


def _entries(facts: Facts, ground: Ground, sent: Mapping[str, WordForm]) -> Iterator[Piece]:
    frozen = zip(facts.assembled.entries(), facts.assembled.snapshot.entries(), strict=True)
    for row, now in frozen:
        if row.pk in ground.taken_up:
            was = ground.before[now.ref or ""]
            changes = tuple(differences.of_entry(_json(was), _json(now)))
            address = reverse(f"desk:editorial_{row.kind}_change", args=[row.pk])
            yield _piece(facts, ground, sent, now.ref or "", now.title, address, changes, row)


def _headings(facts: Facts, ground: Ground, sent: Mapping[str, WordForm]) -> Iterator[Piece]:
    before = {frame.ref: frame for frame in corrected.frames(ground.snapshot)}
    for frame in corrected.changed_frames(facts, ground):
        was, now = (_of_frame(each) for each in (before[frame.ref], frame))
        changes = tuple(differences.of_heading(was, now, frame.ref))
        title = frame.title or _("Front matter")
        yield _piece(facts, ground, sent, frame.ref, title, _address(facts, frame.ref), changes)


def _strays(facts: Facts, ground: Ground, sent: Mapping[str, WordForm], shown: set[str]) -> Iterator[Piece]:
    """Lines about places that read as they appeared: they must go."""
    for ref in dict.fromkeys(line["ref"] for line in ground.added(facts.issue.corrections)):
        if ref not in shown:
            yield _piece(facts, ground, sent, ref, _("unchanged"), "", ())


def _of_frame(frame: corrected.Frame) -> Any:
    return _json(frame.content if frame.ref else frame.content[0])


def _piece(
    facts: Facts,
    ground: Ground,
    sent: Mapping[str, WordForm],
    ref: str,
    title: object,
    address: str,
    changes: tuple[Change, ...],
    entry: Entry | None = None,
) -> Piece:
    line = next((each for each in ground.added(facts.issue.corrections) if each["ref"] == ref), None)
    wrong, right = wordings.proposed(changes)
    said = (
        {name: line.get(name, "") for name in ("wrong", "right", "note")} if line else {"wrong": wrong, "right": right}
    )
    form = sent.get(ref) or WordForm(
        initial={"version": facts.issue.version, "place": ref, **said}, auto_id=f"id_{ref}_%s"
    )
    return Piece(ref, title, address, changes, form, line, entry)


def _address(facts: Facts, ref: str) -> str:
    """Where a heading is edited."""
    if not ref:
        return reverse("desk:editorial_issue_front", args=[facts.issue.pk])
    at, _dot, place = ref.partition(".")
    part = facts.assembled.parts[int(at) - 1]
    if not place:
        return reverse("desk:editorial_issue_part", args=[facts.issue.pk, part.pk])
    section = part.sections.all()[int(place) - 1]
    return reverse("desk:editorial_issue_section", args=[facts.issue.pk, section.pk])


def _others(facts: Facts, ground: Ground) -> list[tuple[str, Entry]]:
    """What may still be taken up, with its ref."""
    frozen = zip(facts.assembled.entries(), facts.assembled.snapshot.entries(), strict=True)
    return [(now.ref or "", row) for row, now in frozen if row.pk not in ground.taken_up and not row.removal]


def _json(value: Any) -> Any:
    return json.loads(shape.canonical(value))
